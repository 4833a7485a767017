using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Summaries;

public sealed class MeasureSummaryTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Mae_ngoens_plan_of_2566_answers_its_three_weaknesses_and_none_of_its_two_zero_items()
    {
        var agency = await CreateMaeNgoenAsync();
        int[][] named = [[6], [6, 8], [6, 8], [7], [7]];
        foreach (var indicators in named)
            await ita.AddMeasureAsync(agency, 2565, 2566, "planned", indicators);

        var summary = await SummaryAsync(agency, 2566);

        Assert.Equal(5, summary["measures"]!.GetValue<int>());
        Assert.Equal("""{"planned":5,"inProgress":0,"completed":0,"unable":0,"notStated":0}""", summary["byStatus"]!.ToJsonString());
        Assert.Equal(["6 3", "7 2", "8 2"], summary["byIndicator"]!.AsArray().Select(count => $"{count!["number"]} {count["measures"]}"));
        var based = BaseYear(summary, 2565);
        Assert.Equal(5, based["measures"]!.GetValue<int>());
        Assert.Empty(based["weaknessesWithoutMeasure"]!.AsArray());
        Assert.Equal(["O27", "O28"], based["zeroItemsWithoutMeasure"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()));
        Assert.Empty(based["measuresWithoutWeakness"]!.AsArray());
        Assert.Equal(5, summary["measuresWithoutProgress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_a_measure_every_weakness_and_zero_item_is_left_out_lowest_first()
    {
        var agency = await CreateMaeNgoenAsync();
        await ita.AddMeasureAsync(agency, 2564, 2565, indicators: [7]);

        var summary = await SummaryAsync(agency, 2566);

        Assert.Equal(0, summary["measures"]!.GetValue<int>());
        var before = BaseYear(summary, 2565);
        Assert.Equal(
            ["7 21.10", "8 18.78", "6 8.99"],
            before["weaknessesWithoutMeasure"]!.AsArray().Select(weakness => $"{weakness!["number"]} {weakness["gap"]}"));
        Assert.Equal(
            ["9 O27", "9 O28"], before["zeroItemsWithoutMeasure"]!.AsArray().Select(item => $"{item!["indicator"]} {item["code"]}"));
    }

    [Fact]
    public async Task A_measure_for_an_item_answers_the_item_and_the_weakness_of_its_indicator()
    {
        var agency = await ita.CreateAgencyAsync();
        var body = new JsonObject
        {
            ["indicators"] = Some.Indicators(StoredMeasures.NinetyBut(9, 80)),
            ["items"] = JsonNode.Parse("""[{"code":"O27","score":0},{"code":"O28","score":0}]"""),
        };
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", body);
        await ita.AddMeasureAsync(agency, 2565, 2566, items: ["O27"]);

        var summary = await SummaryAsync(agency, 2566);

        var based = BaseYear(summary, 2565);
        Assert.Empty(based["weaknessesWithoutMeasure"]!.AsArray());
        Assert.Equal("O28", Assert.Single(based["zeroItemsWithoutMeasure"]!.AsArray())!["code"]!.GetValue<string>());
        Assert.Empty(based["measuresWithoutWeakness"]!.AsArray());
        Assert.Equal("9 1", Assert.Single(summary["byIndicator"]!.AsArray().Select(count => $"{count!["number"]} {count["measures"]}")));
        Assert.Single((await ita.GetAsync($"/v1/agencies/{agency}/measures?indicator=9")).Json["items"]!.AsArray());
        Assert.Empty((await ita.GetAsync($"/v1/agencies/{agency}/measures?indicator=8")).Json["items"]!.AsArray());
    }

    [Fact]
    public async Task A_measure_is_held_against_the_year_it_is_based_on()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.AssessAsync(agency, 2564, StoredMeasures.NinetyBut(2, 70));
        await ita.AssessAsync(agency, 2565, StoredMeasures.NinetyBut(5, 70));
        await ita.AddMeasureAsync(agency, 2564, 2566, indicators: [2], title: "จากปีก่อน");
        await ita.AddMeasureAsync(agency, 2565, 2566, indicators: [2], title: "ไม่ตรงจุดอ่อน");
        await ita.AddMeasureAsync(agency, 2565, 2566, title: "ไม่ระบุตัวชี้วัด");
        await ita.AddMeasureAsync(agency, 2566, 2566, indicators: [2], title: "ยังไม่มีผลประเมินของปีฐาน");

        var summary = await SummaryAsync(agency, 2566);

        Assert.Equal(
            ["2564 1", "2565 2", "2566 1"],
            summary["baseYears"]!.AsArray().Select(year => $"{year!["basedOnFiscalYear"]} {year["measures"]}"));
        Assert.Empty(BaseYear(summary, 2564)["weaknessesWithoutMeasure"]!.AsArray());
        Assert.Empty(BaseYear(summary, 2564)["measuresWithoutWeakness"]!.AsArray());
        Assert.Equal(
            ["ไม่ตรงจุดอ่อน", "ไม่ระบุตัวชี้วัด"],
            Titles(BaseYear(summary, 2565)["measuresWithoutWeakness"]).Order(StringComparer.Ordinal));
        Assert.Equal(5, Assert.Single(BaseYear(summary, 2565)["weaknessesWithoutMeasure"]!.AsArray())!["number"]!.GetValue<int>());
        Assert.Null(BaseYear(summary, 2566)["weaknessesWithoutMeasure"]);
    }

    [Fact]
    public async Task A_plan_based_on_the_year_of_its_work_is_compared_with_the_result_of_that_year()
    {
        var agency = await ita.CreateAgencyAsync();
        decimal[] scores = [60, 90, 90, 90, 90, 70, 90, 90, 90, 90];
        await ita.AssessAsync(agency, 2566, scores);
        await ita.AddMeasureAsync(agency, 2566, 2566, "planned", indicators: [1]);

        var based = Assert.Single((await SummaryAsync(agency, 2566))["baseYears"]!.AsArray())!;

        Assert.Equal(2566, based["basedOnFiscalYear"]!.GetValue<int>());
        Assert.Equal(6, Assert.Single(based["weaknessesWithoutMeasure"]!.AsArray())!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task Summary_and_submissions_and_list_agree_on_what_has_progress()
    {
        // A province of its own: no other test of this class puts anything there.
        const string Province = "39";
        foreach (var (status, hasReport) in new[] { ("planned", false), ("planned", true), ("completed", false), ("notStated", true) })
        {
            var agency = await ita.CreateAgencyAsync(body => body["provinceCode"] = Province);
            await ita.AddMeasureAsync(agency, 2565, 2569, status, hasProgress: hasReport);
        }

        var summary = (await ita.GetAsync($"/v1/provinces/{Province}/measures/summary?implementFiscalYear=2569")).Json;
        var progress = (await ita.GetAsync($"/v1/provinces/{Province}/submissions?fiscalYear=2569&of=progress")).Json;
        var plans = (await ita.GetAsync($"/v1/provinces/{Province}/submissions?fiscalYear=2569&of=measures")).Json;
        var list = (await ita.GetAsync($"/v1/measures?province={Province}&implementFiscalYear=2569")).Json["items"]!.AsArray();

        var stillPlanned = list.Count(measure =>
            measure!["status"]!.GetValue<string>() == "planned" && measure["progress"]!.AsArray().Count == 0);
        Assert.Equal((4, 1), (summary["measures"]!.GetValue<int>(), summary["measuresWithoutProgress"]!.GetValue<int>()));
        Assert.Equal("""{"agencies":4,"withMeasures":4,"withProgress":3}""", summary["coverage"]!.ToJsonString());
        Assert.Equal((4, 1), (list.Count, stillPlanned));
        Assert.Equal((3, 1), (progress["reported"]!.AsArray().Count, progress["missing"]!.AsArray().Count));
        Assert.Equal(3, plans["reported"]!.AsArray().Sum(agency => agency!["withProgress"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_is_a_weakness_goes_by_the_assessments_own_threshold()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", new JsonObject
        {
            ["indicators"] = Some.Indicators(StoredMeasures.NinetyBut(5, 89.99m)),
            ["strengthThreshold"] = 90,
        });

        var based = BaseYear(await SummaryAsync(agency, 2566), 2565);
        Assert.Equal(
            5, Assert.Single(based["weaknessesWithoutMeasure"]!.AsArray())!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task Nothing_is_said_of_weaknesses_where_no_scores_are_known()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", Some.Example("assessments/reported-only-2566.json"));
        await ita.AddMeasureAsync(agency, 2566, 2567, indicators: [1], hasProgress: true);

        var summary = await SummaryAsync(agency, 2567);

        var based = BaseYear(summary, 2566);
        Assert.Null(based["weaknessesWithoutMeasure"]);
        Assert.Null(based["zeroItemsWithoutMeasure"]);
        Assert.Empty(based["measuresWithoutWeakness"]!.AsArray());
        Assert.Empty(summary["measuresWithoutProgress"]!.AsArray());
    }

    [Fact]
    public async Task A_province_counts_over_its_agencies_and_names_those_without_a_measure()
    {
        // A province of its own: no other test of this class puts anything there.
        const string Province = "38";
        Task<string> CreateAsync(string name, int? until = null) => ita.CreateAgencyAsync(agency =>
        {
            agency["provinceCode"] = Province;
            agency["nameTh"] = name;
            if (until is { } year)
                agency["toFiscalYear"] = year;
        });
        var busy = await CreateAsync("มีมาตรการ");
        var idle = await CreateAsync("ไม่มีมาตรการ");
        await CreateAsync("ยุบแล้ว", until: 2565);
        await ita.PutAsync(
            $"/v1/agencies/{busy}/assessments/2565", Some.Example("assessments/57-mae-ngoen-2565.json").Without("agencyCode"));
        await ita.AssessAsync(idle, 2565, StoredMeasures.NinetyBut(7, 60));
        await ita.AddMeasureAsync(busy, 2565, 2566, "completed", [6], hasProgress: true);
        await ita.AddMeasureAsync(busy, 2565, 2566, "inProgress", [6, 8], ["O28"]);
        await ita.AddMeasureAsync(busy, 2565, 2566, "notStated", [1]);

        var summary = (await ita.GetAsync($"/v1/provinces/{Province}/measures/summary?implementFiscalYear=2566")).Json;

        Assert.Equal("""{"agencies":2,"withMeasures":1,"withProgress":1}""", summary["coverage"]!.ToJsonString());
        Assert.Equal("""{"planned":0,"inProgress":1,"completed":1,"unable":0,"notStated":1}""", summary["byStatus"]!.ToJsonString());
        Assert.Equal(
            ["1 1", "6 2", "8 1", "9 1"], summary["byIndicator"]!.AsArray().Select(count => $"{count!["number"]} {count["measures"]}"));
        var based = BaseYear(summary, 2565);
        Assert.Equal((2, 2), (based["agencies"]!.GetValue<int>(), based["withScores"]!.GetValue<int>()));
        Assert.Equal(
            ["7 2"], based["weaknessesWithoutMeasure"]!.AsArray().Select(weakness => $"{weakness!["number"]} {weakness["agencies"]}"));
        Assert.Equal(["O27 1"], based["zeroItemsWithoutMeasure"]!.AsArray().Select(item => $"{item!["code"]} {item["agencies"]}"));
        Assert.Equal("ไม่มีมาตรการ", Assert.Single(summary["agenciesWithoutMeasure"]!.AsArray())!["nameTh"]!.GetValue<string>());
        Assert.Equal((1, 0), (based["measuresWithoutWeakness"]!.GetValue<int>(), summary["measuresWithoutProgress"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("agencies/57-nobody/measures/summary", "implementFiscalYear required")]
    [InlineData("provinces/57/measures/summary", "implementFiscalYear required")]
    [InlineData("agencies/57-nobody/measures/summary?implementFiscalYear=2023", "implementFiscalYear gregorian_year")]
    [InlineData("provinces/57/measures/summary?implementFiscalYear=65", "implementFiscalYear out_of_range")]
    public async Task The_year_is_needed_and_of_the_buddhist_era(string address, string fault) =>
        (await ita.GetAsync($"/v1/{address}")).IsProblem(400, "invalid_request", fault);

    [Fact]
    public async Task An_unknown_agency_or_province_is_not_found()
    {
        (await ita.GetAsync($"/v1/agencies/{Some.AgencyCode()}/measures/summary?implementFiscalYear=2566"))
            .IsProblem(404, "agency_not_found");
        (await ita.GetAsync("/v1/provinces/99/measures/summary?implementFiscalYear=2566")).IsProblem(404, "province_not_found");
    }

    private static JsonNode BaseYear(JsonNode summary, int year) =>
        summary["baseYears"]!.AsArray().Single(based => based!["basedOnFiscalYear"]!.GetValue<int>() == year)!;

    private static IEnumerable<string> Titles(JsonNode? measures) =>
        measures!.AsArray().Select(measure => measure!["titles"]![0]!.GetValue<string>());

    private async Task<string> CreateMaeNgoenAsync()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync(
            $"/v1/agencies/{agency}/assessments/2565", Some.Example("assessments/57-mae-ngoen-2565.json").Without("agencyCode"));
        return agency;
    }

    private async Task<JsonNode> SummaryAsync(string agency, int year)
    {
        var answer = await ita.GetAsync($"/v1/agencies/{agency}/measures/summary?implementFiscalYear={year}");
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
