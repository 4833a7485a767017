using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments;

/// <summary>An assessment that can be read and is not valid is refused with all of its faults, and nothing of it is stored.</summary>
public sealed class InvalidAssessmentTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Ten = """
        [
          { "number": 1, "score": 90 }, { "number": 2, "score": 90 }, { "number": 3, "score": 90 }, { "number": 4, "score": 90 },
          { "number": 5, "score": 90 }, { "number": 6, "score": 90 }, { "number": 7, "score": 90 }, { "number": 8, "score": 90 },
          { "number": 9, "score": 90 }, { "number": 10, "score": 90 }
        ]
        """;
    private static readonly string TooLong = new('ก', 4_001);

    public static TheoryData<string, string> Parts => new()
    {
        { """{"strengthThreshold":100.01}""", "/strengthThreshold out_of_range" },
        { """{"strengthThreshold":84.995}""", "/strengthThreshold too_many_decimals" },
        { """{"agencyCode":"57-another"}""", "/agencyCode differs_from_path" },
        { """{"fiscalYear":2564}""", "/fiscalYear differs_from_path" },
        { """{"fiscalYear":2022}""", "/fiscalYear differs_from_path" },
        { """{"items":[{"code":"O44","score":0}]}""", "/items/0/code item_unknown" },
        { """{"items":[{"code":"o27","score":0}]}""", "/items/0/code item_unknown" },
        { """{"items":[{"code":"027","score":0}]}""", "/items/0/code item_unknown" },
        { """{"items":[{"code":"O๒๗","score":0}]}""", "/items/0/code item_unknown" },
        { """{"items":[{"code":"O1","score":0},{"code":"O1","score":0}]}""", "/items/1/code item_duplicate" },
        { """{"items":[{"code":"O1"}]}""", "/items/0/score required" },
        { """{"items":[{"score":100}]}""", "/items/0/code required" },
        { """{"items":[{"code":"O1","score":101}]}""", "/items/0/score out_of_range" },
        { """{"items":[{"code":"O1","score":0,"comment":" "}]}""", "/items/0/comment blank_text" },
        { $$"""{"items":[{"code":"O1","score":0,"comment":"{{TooLong}}"}]}""", "/items/0/comment too_long" },
        { """{"items":[{"code":"O1","score":0,"evidenceUrl":"file:///etc/passwd"}]}""", "/items/0/evidenceUrl invalid_url" },
        { """{"questions":[{"code":"E11","indicator":8}]}""", "/questions/0/score required" },
        { """{"questions":[{"code":"E11","indicator":8,"score":-0.01}]}""", "/questions/0/score out_of_range" },
        { """{"questions":[{"code":"E11","indicator":11,"score":90}]}""", "/questions/0/indicator indicator_unknown" },
        {
            """{"questions":[{"code":"E11","indicator":8,"score":90},{"code":"E11","indicator":8,"score":90}]}""",
            "/questions/1/code question_duplicate"
        },
        { """{"respondents":{"internal":-1}}""", "/respondents/internal out_of_range" },
        { """{"respondents":{"external":10000001}}""", "/respondents/external out_of_range" },
        { """{"reported":{"total":101}}""", "/reported/total out_of_range" },
        { """{"reported":{"grade":"Z"}}""", "/reported/grade grade_unknown" },
        { """{"reported":{"grade":"a"}}""", "/reported/grade grade_unknown" },
        { """{"reported":{"grade":"ยอดแย่"}}""", "/reported/grade grade_unknown" },
        { """{"reported":{"instruments":[{"code":"XIT","score":90}]}}""", "/reported/instruments/0/code instrument_unknown" },
        { """{"reported":{"instruments":[{"code":"IIT"}]}}""", "/reported/instruments/0/score required" },
        {
            """{"reported":{"instruments":[{"code":"IIT","score":90},{"code":"IIT","score":91}]}}""",
            "/reported/instruments/1/code instrument_duplicate"
        },
        {
            """{"reported":{"instruments":[{"code":"IIT","contribution":29.405}]}}""",
            "/reported/instruments/0/contribution too_many_decimals"
        },
        { """{"reported":{"instruments":[{"code":"IIT","grade":"Z"}]}}""", "/reported/instruments/0/grade grade_unknown" },
        { """{"reported":{"instruments":[{"code":"EIT1","score":90}]}}""", "/reported/instruments/0/code instrument_unknown" },
        {
            """{"reported":{"indicators":[{"number":1,"score":90},{"number":1,"score":91}]}}""",
            "/reported/indicators/1/number indicator_duplicate"
        },
        {
            """{"reported":{"lowestInInstrument":[{"instrument":"XIT","number":1}]}}""",
            "/reported/lowestInInstrument/0/instrument instrument_unknown"
        },
        {
            """{"reported":{"lowestInInstrument":[{"instrument":"IIT","number":11}]}}""",
            "/reported/lowestInInstrument/0/number indicator_unknown"
        },
        { """{"reported":{"lowestInInstrument":[{"number":1}]}}""", "/reported/lowestInInstrument/0/instrument required" },
        { """{"reported":{"lowestInInstrument":[{"instrument":"IIT"}]}}""", "/reported/lowestInInstrument/0/number required" },
        { """{"reported":{"indicators":[{"number":1}]}}""", "/reported/indicators/0/score required" },
        { """{"reported":{"highest":[{"number":11}]}}""", "/reported/highest/0/number indicator_unknown" },
        { """{"reported":{"lowest":[{"score":90}]}}""", "/reported/lowest/0/number required" },
        { """{"reported":{"strengthCount":-1}}""", "/reported/strengthCount out_of_range" },
        { """{"notes":[{"textTh":"ก"}]}""", "/notes/0/kind required" },
        { """{"notes":[{"kind":"comment"}]}""", "/notes/0/textTh required" },
        { """{"notes":[{"kind":"comment","textTh":"ก","instrument":"XIT"}]}""", "/notes/0/instrument instrument_unknown" },
        { """{"notes":[{"kind":"comment","textTh":"ก","indicators":[1,11]}]}""", "/notes/0/indicators/1 indicator_unknown" },
        { """{"notes":[{"kind":"comment","textTh":"ก","items":["O99"]}]}""", "/notes/0/items/0 item_unknown" },
        { """{"notes":[{"kind":"improvement","textTh":"ก","methods":["ก",""]}]}""", "/notes/0/methods/1 blank_text" },
        { """{"source":{"url":"https://example.go.th"}}""", "/source/title required" },
        { """{"source":{"title":"ก","url":"example.go.th"}}""", "/source/url invalid_url" },
        { """{"source":{"title":"ก","issuedOn":"2566-09-30"}}""", "/source/issuedOn buddhist_era_date" },
        { """{"source":{"title":"ก","issuedOn":"2566-09"}}""", "/source/issuedOn buddhist_era_date" },
        { """{"source":{"title":"ก","issuedOn":"1999-12-31"}}""", "/source/issuedOn out_of_range" },
        { """{"source":{"title":"ก","issuedOn":"2023-02-30"}}""", "/source/issuedOn invalid_format" },
        { """{"source":{"title":"ก","issuedOn":"30/9/2023"}}""", "/source/issuedOn invalid_format" },
        { """{"source":{"title":"ก","issuedOn":"๒๐๒๓-๐๙-๓๐"}}""", "/source/issuedOn invalid_format" },
        { """{"source":{"title":"ก","issuedOn":"2023-09-30T00:00:00Z"}}""", "/source/issuedOn invalid_format" },
        { """{"source":{"title":"ก","issuedOn":""}}""", "/source/issuedOn invalid_format" },
    };

    [Theory]
    [MemberData(nameof(Parts))]
    public async Task A_part_with_a_fault_is_refused_at_its_place(string part, string fault)
    {
        var body = JsonNode.Parse(part)!.AsObject();
        body["indicators"] = JsonNode.Parse(Ten);

        await RefusesAsync(2565, body, fault);
    }

    [Theory]
    [InlineData(8, """{"number":9}""", "/indicators indicator_missing")]
    [InlineData(0, """{"number":1}""", "/indicators indicator_missing")]
    [InlineData(0, """{"number":1,"score":100.01}""", "/indicators/0/score out_of_range")]
    [InlineData(0, """{"number":1,"score":-1}""", "/indicators/0/score out_of_range")]
    [InlineData(3, """{"number":4,"score":98.405}""", "/indicators/3/score too_many_decimals")]
    [InlineData(3, """{"number":4,"score":98.4000000000000000000000000001}""", "/indicators/3/score too_many_decimals")]
    [InlineData(3, """{"score":98.4}""", "/indicators/3/number required")]
    public async Task A_score_that_is_none_is_never_taken_as_zero(int index, string entry, string fault)
    {
        var body = Some.Assessment();
        body["indicators"]![index] = JsonNode.Parse(entry);

        await RefusesAsync(
            2565,
            body,
            fault.Replace("/indicators indicator_missing", $"/indicators/{index}/score indicator_missing", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Nine_indicators_are_not_ten()
    {
        var body = Some.Assessment();
        body["indicators"]!.AsArray().RemoveAt(4);

        await RefusesAsync(2565, body, "/indicators indicator_missing");
    }

    [Fact]
    public async Task An_eleventh_indicator_and_one_that_stands_twice_are_refused()
    {
        var body = Some.Assessment();
        body["indicators"]!.AsArray().Add(JsonNode.Parse("""{"number":11,"score":90}"""));
        body["indicators"]!.AsArray().Add(JsonNode.Parse("""{"number":3,"score":90}"""));

        await RefusesAsync(2565, body, "/indicators/10/number indicator_unknown", "/indicators/11/number indicator_duplicate");
    }

    [Theory]
    [InlineData("{}")]
    [InlineData("""{"indicators":[]}""")]
    [InlineData("""{"reported":{"grade":"A"}}""")]
    [InlineData("""{"reported":{"instruments":[{"code":"IIT","score":90}]}}""")]
    public async Task An_assessment_holds_scores_or_at_least_a_reported_total(string body) =>
        await RefusesAsync(2565, JsonNode.Parse(body)!, "/indicators scores_or_total_needed");

    [Fact]
    public async Task A_code_without_the_form_of_an_items_is_unknown_even_where_items_are_provisional()
    {
        var body = Some.Assessment();
        body["items"] = JsonNode.Parse("""[{"code":"O100","score":0},{"code":"01","score":0},{"code":"O1","score":0}]""");

        await RefusesAsync(2568, body, "/items/0/code items_not_known", "/items/1/code items_not_known");
    }

    [Theory]
    [InlineData("questions", """{"code":"E$","indicator":8,"score":90}""", 201)]
    [InlineData("notes", """{"kind":"comment","textTh":"ก $"}""", 201)]
    public async Task A_list_holds_no_more_than_its_limit(string list, string entry, int count)
    {
        var body = Some.Assessment();
        body[list] = new JsonArray(
            [.. Enumerable.Range(100, count).Select(i => JsonNode.Parse(entry.Replace("$", $"{i}", StringComparison.Ordinal)))]);
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", body);

        Assert.Contains($"/{list} too_many", answer.Faults);
    }

    [Theory]
    [InlineData(2560)]
    [InlineData(2579)]
    public async Task A_year_without_a_framework_is_refused_with_those_that_have_one(int year)
    {
        var answer = await ita.PutAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{year}", Some.Assessment());

        answer.IsProblem(400, "invalid_request", "fiscalYear unknown_fiscal_year");
        Assert.Contains(
            "2561, 2562, 2563, 2564, 2565, 2566, 2567, 2568, 2569, 2570",
            answer.Json["errors"]![0]!["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_of_the_common_era_is_refused_with_the_buddhist_year_that_is_meant()
    {
        var agency = await ita.CreateAgencyAsync();
        var body = Some.Assessment();
        body["agencyCode"] = agency;
        body["fiscalYear"] = 2022;

        foreach (var (answer, place) in new[]
        {
            (await ita.PutAsync($"/v1/agencies/{agency}/assessments/2022", Some.Assessment()), "fiscalYear"),
            (await ita.PostAsync("/v1/assessments", body), "/fiscalYear"),
            (await ita.PostAsync("/v1/scorings", body), "/fiscalYear"),
        })
        {
            answer.IsProblem(400, "invalid_request", $"{place} gregorian_year");
            Assert.Contains("2565", answer.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_posted_assessment_says_whose_and_which_years_it_is()
    {
        (await ita.PostAsync("/v1/assessments", Some.Assessment())).IsProblem(
            400, "invalid_request", "/agencyCode required", "/fiscalYear required");
        (await ita.PostAsync("/v1/scorings", Some.Assessment())).IsProblem(400, "invalid_request", "/fiscalYear required");
        (string Code, string Fault)[] codes =
            [("๕๗-แม่เงิน", "invalid_format"), ("", "invalid_format"), (Some.AgencyCode(), "unknown_agency")];
        foreach (var (code, fault) in codes)
        {
            var body = Some.Assessment();
            (body["agencyCode"], body["fiscalYear"]) = (code, 2565);
            (await ita.PostAsync("/v1/assessments", body)).IsProblem(400, "invalid_request", $"/agencyCode {fault}");
        }
    }

    [Fact]
    public async Task Every_fault_of_a_body_is_reported_at_once_in_the_requested_language()
    {
        var body = JsonNode.Parse("""
            {
              "agencyCode": "57-another", "strengthThreshold": 101,
              "indicators": [{"number":1,"score":98.855},{"number":1,"score":90},{"number":12,"score":90},{"number":3}],
              "items": [{"code":"O99","score":0}],
              "reported": {"total":-1,"grade":"Z"},
              "notes": [{"kind":"comment","textTh":"","indicators":[0]}],
              "source": {"title":"","issuedOn":"2565"}
            }
            """)!;

        var answer = await ita.PutAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565", body, "th");

        Assert.Superset(
            new HashSet<string>
            {
                "/agencyCode differs_from_path", "/strengthThreshold out_of_range",
                "/indicators/0/score too_many_decimals", "/indicators/1/number indicator_duplicate",
                "/indicators/2/number indicator_unknown", "/indicators/3/score indicator_missing",
                "/items/0/code item_unknown", "/reported/total out_of_range",
                "/reported/grade grade_unknown", "/notes/0/textTh blank_text", "/notes/0/indicators/0 indicator_unknown",
                "/source/title blank_text", "/source/issuedOn invalid_format",
            },
            answer.Faults.ToHashSet());
        Assert.Equal("คำขอไม่ถูกต้อง", answer.Json["title"]!.GetValue<string>());
        Assert.All(
            answer.Json["errors"]!.AsArray(),
            error => Assert.Contains(error!["message"]!.GetValue<string>(), character => character is >= 'ก' and <= '๛'));
    }

    [Fact]
    public async Task A_refused_change_leaves_the_assessment_as_it_was()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
        await ita.PutAsync(address, Some.Assessment());
        var before = (await ita.GetAsync(address)).Text;

        Assert.Equal(HttpStatusCode.BadRequest, (await ita.PutAsync(address, Some.Assessment(101m))).Status);

        Assert.Equal(before, (await ita.GetAsync(address)).Text);
    }

    private async Task RefusesAsync(int fiscalYear, JsonNode body, params string[] faults)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{fiscalYear}";

        var answer = await ita.PutAsync(address, body);

        answer.IsProblem(400, "invalid_request", faults);
        (await ita.GetAsync(address)).IsProblem(404, "assessment_not_found");
    }
}
