using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments.Results;

public sealed class ResultTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_score_equal_to_the_threshold_is_a_strength()
    {
        var address = await PutAsync(2565, Some.Indicators([85m, 84.99m, 85.01m, 85m, 85m, 85m, 85m, 85m, 85m, 85m]));

        var result = await ResultAsync(address);

        Assert.Equal([2], Numbers(result["weaknesses"]));
        Assert.Equal("0.01", result["weaknesses"]![0]!["gap"]!.ToJsonString());
        Assert.Equal([3, 1, 4, 5, 6, 7, 8, 9, 10], Numbers(result["strengths"]));
        Assert.Equal("weakness", result["indicators"]![1]!["standing"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_threshold_is_the_requests_then_the_assessments_then_the_years()
    {
        var body = Some.Assessment(88m);
        var byYear = await PutAsync(2565, body["indicators"]!.DeepClone().AsArray());
        body["strengthThreshold"] = 90;
        var byAssessment = await PutAsync(2565, body);

        Assert.Equal(10, (await ResultAsync(byYear))["strengths"]!.AsArray().Count);
        Assert.Equal(10, (await ResultAsync(byAssessment))["weaknesses"]!.AsArray().Count);
        Assert.Equal(10, (await ResultAsync(byAssessment, "?threshold=88"))["strengths"]!.AsArray().Count);
        Assert.Equal(10, (await ResultAsync(byAssessment, "?threshold=88.01"))["weaknesses"]!.AsArray().Count);
    }

    [Fact]
    public async Task Equal_scores_share_a_rank_and_every_tie_is_named()
    {
        var result = await ResultAsync(await PutAsync(2565, Some.Indicators([90m, 95m, 90m, 80m, 70m, 95m, 60m, 60m, 75m, 60m])));

        Assert.Equal(
            [3, 1, 3, 5, 7, 1, 8, 8, 6, 8], result["indicators"]!.AsArray().Select(indicator => indicator!["rank"]!.GetValue<int>()));
        Assert.Equal("[2,6]", result["highest"]!.ToJsonString());
        Assert.Equal("[7,8,10]", result["lowest"]!.ToJsonString());
    }

    [Fact]
    public async Task With_all_scores_equal_every_indicator_is_highest_and_lowest()
    {
        var result = await ResultAsync(await PutAsync(2565, Some.Indicators(Enumerable.Repeat(50m, 10))));

        Assert.Equal([10, 10], [result["highest"]!.AsArray().Count, result["lowest"]!.AsArray().Count]);
        Assert.Equal("[]", result["strengths"]!.ToJsonString());
        Assert.All(result["indicators"]!.AsArray(), indicator => Assert.Equal(1, indicator!["rank"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData(2566, "95.86", null, null, "EXCELLENT,GOOD")]
    [InlineData(2566, "95.86", "GOOD", "GOOD", null)]
    [InlineData(2566, "95.86", "URGENT", null, "EXCELLENT,GOOD")]
    [InlineData(2566, "95.20", null, null, "EXCELLENT,GOOD,PASSED")]
    [InlineData(2566, "40", null, "URGENT", null)]
    [InlineData(2565, "95", null, "AA", null)]
    [InlineData(2565, "94.99", null, "A", null)]
    [InlineData(2565, "94.99", "B", "A", null)]
    public async Task A_reported_total_gives_the_grade_or_the_grades_it_can_be(
        int year, string total, string? reported, string? grade, string? possible)
    {
        var figures = JsonNode.Parse($$"""{"total":{{total}}}""")!;
        if (reported is not null)
            figures["grade"] = reported;

        var result = (await ResultAsync(await PutAsync(year, new JsonObject { ["reported"] = figures }))).AsObject();

        Assert.Equal("reported", result["basis"]!.GetValue<string>());
        Assert.Equal(grade, result["grade"]?["code"]!.GetValue<string>());
        Assert.Equal(possible, result["possibleGrades"] is { } codes ? string.Join(',', codes.AsArray()) : null);
        Assert.All(
            ["strengths", "weaknesses", "indicators", "highest", "lowest", "zeroItems", "strengthThreshold", "nextGrade"],
            member => Assert.False(result.ContainsKey(member)));
    }

    [Fact]
    public async Task An_indicator_left_out_is_calculated_from_all_of_its_questions_and_items()
    {
        var framework = (await ita.GetAsync("/v1/frameworks/2565")).Json;
        var items = framework["indicators"]![9]!["groups"]!.AsArray()
            .SelectMany(group => group!["items"]!.AsArray())
            .Select(item => item!["code"]!.GetValue<string>())
            .ToList();
        var body = Some.Assessment(90m);
        body["indicators"]!.AsArray().RemoveAt(9);
        body["items"] = new JsonArray([.. items.Select(code => (JsonNode)new JsonObject { ["code"] = code, ["score"] = 100 })]);
        var address = await PutAsync(2565, body);

        Assert.Equal("100.00", (await ResultAsync(address))["indicators"]![9]!["score"]!.ToJsonString());
        var stored = await ita.GetAsync(address);
        Assert.Equal(9, stored.Json["indicators"]!.AsArray().Count);
        Assert.Equal(stored.Text, (await ita.PutAsync(address, stored.Json)).Text);

        body["items"]!.AsArray().RemoveAt(0);
        Assert.Contains((await ita.PutAsync(address, body)).Faults, fault => fault.EndsWith(" items_incomplete", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Where_a_years_questions_are_not_established_those_given_make_the_indicator()
    {
        var framework = (await ita.GetAsync("/v1/frameworks/2565")).Json;
        Assert.Null(framework["indicators"]![4]!["questions"]);
        var body = Some.Assessment(90m);
        body["indicators"]!.AsArray().RemoveAt(4);
        body["questions"] = JsonNode.Parse("""[{"code":"I25","indicator":5,"score":80},{"code":"I26","indicator":5,"score":85.01}]""");

        var result = await ResultAsync(await PutAsync(2565, body));

        Assert.Equal("82.51", result["indicators"]![4]!["score"]!.ToJsonString());
    }

    [Fact]
    public async Task Zero_items_are_named_and_a_missing_one_is_none()
    {
        var body = Some.Assessment(90m);
        body["items"] = JsonNode.Parse("""[{"code":"O27","score":0,"comment":"ไม่พบข้อมูล"},{"code":"O28","score":50}]""");

        var zero = Assert.Single((await ResultAsync(await PutAsync(2565, body)))["zeroItems"]!.AsArray())!;

        Assert.Equal(
            ("O27", 9, "ไม่พบข้อมูล"),
            (zero["code"]!.GetValue<string>(), zero["indicator"]!.GetValue<int>(), zero["comment"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_zero_item_that_a_provisional_list_lacks_is_named_with_the_title_that_was_sent()
    {
        var body = Some.Assessment(90m);
        body["items"] = JsonNode.Parse("""
            [
              {"code":"O77","score":0,"titleTh":"ข้อที่ไม่อยู่ในรายการ","comment":"ไม่พบข้อมูล"},
              {"code":"O78","score":0},
              {"code":"O79","score":100}
            ]
            """);
        body["notes"] = JsonNode.Parse("""[{"kind":"comment","textTh":"ไม่พบข้อมูล","items":["O77"]}]""");
        var address = await PutAsync(2568, body);

        var zero = (await ResultAsync(address))["zeroItems"]!.ToJsonString(Some.Readable);

        Assert.Equal("""[{"code":"O77","titleTh":"ข้อที่ไม่อยู่ในรายการ","comment":"ไม่พบข้อมูล"},{"code":"O78"}]""", zero);
        Assert.Equal(body["items"]!.ToJsonString(), (await ita.GetAsync(address)).Json["items"]!.ToJsonString());
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"{address}/recommendations")).Status);
    }

    [Fact]
    public async Task Nothing_is_calculated_from_provisional_items()
    {
        var framework = (await ita.GetAsync("/v1/frameworks/2566")).Json;
        var items = framework["indicators"]![9]!["groups"]!.AsArray().SelectMany(group => group!["items"]!.AsArray());
        var body = Some.Assessment(90m);
        body["items"] = new JsonArray(
            [.. items.Select(item => (JsonNode)new JsonObject { ["code"] = item!["code"]!.GetValue<string>(), ["score"] = 100 })]);

        var result = await ResultAsync(await PutAsync(2566, body));
        body["indicators"]!.AsArray().RemoveAt(9);
        var refusal = await ita.PutAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2566", body);

        Assert.Equal("90.00", result["indicators"]![9]!["score"]!.ToJsonString());
        Assert.Empty(result["discrepancies"]!.AsArray());
        Assert.Equal(["/indicators indicator_missing"], refusal.Faults);
    }

    [Fact]
    public async Task The_result_of_an_assessment_is_the_one_its_address_answers()
    {
        var address = await PutAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json").Without("agencyCode"));

        Assert.Equal((await ita.GetAsync(address)).Json["result"]!.ToJsonString(), (await ResultAsync(address)).ToJsonString());
    }

    private static IEnumerable<int> Numbers(JsonNode? indicators) =>
        indicators!.AsArray().Select(indicator => indicator!["number"]!.GetValue<int>());

    private Task<string> PutAsync(int year, JsonArray indicators) => PutAsync(year, new JsonObject { ["indicators"] = indicators });

    private async Task<string> PutAsync(int year, JsonObject body)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{year}";
        var answer = await ita.PutAsync(address, body);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return address;
    }

    private async Task<JsonNode> ResultAsync(string address, string query = "") => (await ita.GetAsync($"{address}/result{query}")).Json;
}
