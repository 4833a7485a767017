using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures;

/// <summary>What is refused, at which place and with which code; nothing of it is stored.</summary>
public sealed class InvalidMeasureTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    public static TheoryData<string, string> Parts => new()
    {
        { """{"basedOnFiscalYear":2022}""", "/basedOnFiscalYear gregorian_year" },
        { """{"basedOnFiscalYear":2560}""", "/basedOnFiscalYear unknown_fiscal_year" },
        { """{"implementFiscalYear":2023}""", "/implementFiscalYear gregorian_year" },
        { """{"implementFiscalYear":2564}""", "/implementFiscalYear implemented_before_based" },
        { """{"instrument":"XIT"}""", "/instrument instrument_unknown" },
        { """{"indicators":[1,11]}""", "/indicators/1 indicator_unknown" },
        { """{"indicators":[0]}""", "/indicators/0 indicator_unknown" },
        { """{"indicators":[3,1,3]}""", "/indicators/2 indicator_duplicate" },
        { """{"items":["O27","O99"]}""", "/items/1 item_unknown" },
        { """{"items":["027"]}""", "/items/0 item_unknown" },
        { """{"items":["O27","O27"]}""", "/items/1 item_duplicate" },
        { """{"titles":[]}""", "/titles required" },
        { """{"titles":["ก"," "]}""", "/titles/1 blank_text" },
        { """{"headingTh":""}""", "/headingTh blank_text" },
        { """{"weaknesses":["ก",""]}""", "/weaknesses/1 blank_text" },
        { """{"steps":[""]}""", "/steps/0 blank_text" },
        { """{"responsibleUnits":["กองคลัง","\t"]}""", "/responsibleUnits/1 blank_text" },
        { """{"periodText":" "}""", "/periodText blank_text" },
        { """{"monitoringTh":""}""", "/monitoringTh blank_text" },
        { """{"position":0}""", "/position out_of_range" },
        { """{"position":1001}""", "/position out_of_range" },
        { """{"startsOn":"2565-10-01"}""", "/startsOn buddhist_era_date" },
        { """{"endsOn":"2566-09-30"}""", "/endsOn buddhist_era_date" },
        { """{"startsOn":"2022-02-30"}""", "/startsOn invalid_format" },
        { """{"startsOn":"2022-10"}""", "/startsOn invalid_format" },
        { """{"startsOn":"1/10/2022"}""", "/startsOn invalid_format" },
        { """{"startsOn":"2022-10-01T00:00:00Z"}""", "/startsOn invalid_format" },
        { """{"startsOn":"๒๐๒๒-๑๐-๐๑"}""", "/startsOn invalid_format" },
        { """{"startsOn":""}""", "/startsOn invalid_format" },
        { """{"endsOn":"1999-12-31"}""", "/endsOn out_of_range" },
        { """{"startsOn":"2022-03-31","endsOn":"2022-03-30"}""", "/endsOn dates_out_of_order" },
        { """{"statusTh":"เสร็จแล้ว"}""", "/statusTh unknown_value" },
        { """{"status":"inProgress","statusTh":"ดำเนินการแล้วเสร็จ"}""", "/statusTh differs_from_status" },
    };

    public static TheoryData<string, string> Reports => new()
    {
        { "{}", "/results nothing_reported" },
        { """{"reportedBy":"กองคลัง","results":[]}""", "/results nothing_reported" },
        { """{"results":["ก",""]}""", "/results/1 blank_text" },
        { """{"suggestions":[" "]}""", "/suggestions/0 blank_text" },
        { """{"evidenceUrls":["https://example.go.th","www.example.go.th"]}""", "/evidenceUrls/1 invalid_url" },
        { """{"evidenceUrls":["ftp://example.go.th"]}""", "/evidenceUrls/0 invalid_url" },
        { """{"status":"completed","reportedOn":"2566-01-31"}""", "/reportedOn buddhist_era_date" },
        { """{"status":"completed","reportedOn":"31 ม.ค. 2566"}""", "/reportedOn invalid_format" },
        { """{"status":"completed","reportedBy":""}""", "/reportedBy blank_text" },
        { """{"status":"completed","reason":""}""", "/reason blank_text" },
        { """{"statusTh":"?"}""", "/statusTh unknown_value" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_with_a_fault_is_refused_at_its_place(string part, string fault)
    {
        var body = Some.Measure();
        foreach (var (member, value) in JsonNode.Parse(part)!.AsObject())
            body[member] = value!.DeepClone();

        await RefusesAsync(body, fault);
    }

    [Theory]
    [InlineData("titles", 51, "/titles too_many")]
    [InlineData("weaknesses", 51, "/weaknesses too_many")]
    [InlineData("steps", 101, "/steps too_many")]
    [InlineData("responsibleUnits", 51, "/responsibleUnits too_many")]
    public async Task A_list_holds_no_more_than_its_limit(string list, int count, string fault)
    {
        var body = Some.Measure();
        body[list] = new JsonArray([.. Enumerable.Range(1, count).Select(i => (JsonNode)$"ข้อ {i}")]);

        await RefusesAsync(body, fault);
    }

    [Theory]
    [InlineData("headingTh", 301)]
    [InlineData("periodText", 301)]
    [InlineData("monitoringTh", 4_001)]
    [InlineData("titles", 4_001)]
    [InlineData("weaknesses", 4_001)]
    [InlineData("steps", 4_001)]
    [InlineData("responsibleUnits", 301)]
    public async Task A_text_is_no_longer_than_its_limit(string member, int length)
    {
        var (text, isList) = (new string('ก', length), member is "titles" or "weaknesses" or "steps" or "responsibleUnits");
        var body = Some.Measure();
        body[member] = isList ? new JsonArray(text) : text;

        await RefusesAsync(body, $"/{member}{(isList ? "/0" : "")} too_long");
    }

    [Fact]
    public async Task A_body_without_a_year_or_a_title_says_both() =>
        await RefusesAsync([], "/basedOnFiscalYear required", "/titles required");

    [Theory]
    [InlineData("""{"status":"done"}""", "/status wrong_type")]
    [InlineData("""{"status":"อยู่ระหว่างการดำเนินการ"}""", "/status wrong_type")]
    [InlineData("""{"indicators":["7"]}""", "/indicators/0 wrong_type")]
    [InlineData("""{"titles":[null]}""", "/titles/0 null_value")]
    [InlineData("""{"title":"ก"}""", "/title unknown_member")]
    public async Task A_body_that_cannot_be_read_names_its_first_fault(string body, string fault) =>
        (await ita.SendAsync(HttpMethod.Post, $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", body)).IsProblem(
            400, "unreadable_body", fault);

    [Theory]
    [InlineData(2567)]
    [InlineData(2568)]
    public async Task Where_a_years_items_are_provisional_only_a_code_without_the_form_of_an_items_is_unknown(int year)
    {
        var body = Some.Measure();
        (body["basedOnFiscalYear"], body["items"]) = (year, new JsonArray("O1", "O99", "O100"));

        await RefusesAsync(body, "/items/2 items_not_known");
    }

    [Fact]
    public async Task A_date_of_the_buddhist_era_is_refused_with_the_year_that_is_meant()
    {
        var body = Some.Measure();
        body["startsOn"] = "2565-10-01";

        var answer = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", body);

        Assert.Contains("2022", answer.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refused_change_leaves_the_measure_as_it_was()
    {
        var address = (
            await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", Some.Measure())).Headers.Location!.OriginalString;
        var before = (await ita.GetAsync(address)).Text;
        var body = Some.Measure();
        body["indicators"] = new JsonArray(11);

        (await ita.PutAsync(address, body)).IsProblem(400, "invalid_request", "/indicators/0 indicator_unknown");

        Assert.Equal(before, (await ita.GetAsync(address)).Text);
    }

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task A_report_with_a_fault_is_refused_at_its_place(string report, string fault) =>
        await RefusesReportAsync(JsonNode.Parse(report)!, fault);

    [Theory]
    [InlineData("results", 101, "ผล")]
    [InlineData("suggestions", 101, "ข้อเสนอแนะ")]
    [InlineData("evidenceUrls", 51, "https://example.go.th/")]
    public async Task A_report_holds_no_more_than_its_limits(string list, int count, string text) =>
        await RefusesReportAsync(
            new JsonObject
            {
                ["status"] = "completed",
                [list] = new JsonArray(
                    [.. Enumerable.Range(1, count).Select(i => (JsonNode)(text + i.ToString(CultureInfo.InvariantCulture)))]),
            },
            $"/{list} too_many");

    private async Task RefusesAsync(JsonObject body, params string[] faults)
    {
        var list = $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures";

        (await ita.PostAsync(list, body)).IsProblem(400, "invalid_request", faults);

        Assert.Empty((await ita.GetAsync(list)).Json["items"]!.AsArray());
    }

    private async Task RefusesReportAsync(JsonNode report, string fault)
    {
        var created = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", Some.Measure());
        Assert.Equal(HttpStatusCode.Created, created.Status);
        var address = created.Headers.Location!.OriginalString;

        (await ita.PostAsync($"{address}/progress", report)).IsProblem(400, "invalid_request", fault);

        Assert.Equal(created.Text, (await ita.GetAsync(address)).Text);
    }
}
