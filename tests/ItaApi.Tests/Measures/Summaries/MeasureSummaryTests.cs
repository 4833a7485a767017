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
        Assert.Equal(2565, summary["basedOnFiscalYear"]!.GetValue<int>());
        Assert.Equal("""{"planned":5,"inProgress":0,"completed":0,"unable":0,"notStated":0}""", summary["byStatus"]!.ToJsonString());
        Assert.Equal(["6 3", "7 2", "8 2"], summary["byIndicator"]!.AsArray().Select(count => $"{count!["number"]} {count["measures"]}"));
        Assert.Empty(summary["weaknessesWithoutMeasure"]!.AsArray());
        Assert.Equal(["O27", "O28"], summary["zeroItemsWithoutMeasure"]!.AsArray().Select(item => item!["code"]!.GetValue<string>()));
        Assert.Empty(summary["measuresWithoutWeakness"]!.AsArray());
        Assert.Equal(5, summary["measuresWithoutProgress"]!.AsArray().Count);
    }

    [Fact]
    public async Task Without_a_measure_every_weakness_and_zero_item_is_left_out_lowest_first()
    {
        var agency = await CreateMaeNgoenAsync();
        await ita.AddMeasureAsync(agency, 2564, 2565, indicators: [7]);

        var summary = await SummaryAsync(agency, 2566);

        Assert.Equal(0, summary["measures"]!.GetValue<int>());
        Assert.Equal(
            ["7 21.10", "8 18.78", "6 8.99"],
            summary["weaknessesWithoutMeasure"]!.AsArray().Select(weakness => $"{weakness!["number"]} {weakness["gap"]}"));
        Assert.Equal(
            ["9 O27", "9 O28"], summary["zeroItemsWithoutMeasure"]!.AsArray().Select(item => $"{item!["indicator"]} {item["code"]}"));
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

        Assert.Empty(summary["weaknessesWithoutMeasure"]!.AsArray());
        Assert.Equal("O28", Assert.Single(summary["zeroItemsWithoutMeasure"]!.AsArray())!["code"]!.GetValue<string>());
        Assert.Empty(summary["measuresWithoutWeakness"]!.AsArray());
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

        Assert.Equal(["ไม่ตรงจุดอ่อน", "ไม่ระบุตัวชี้วัด"], Titles(summary["measuresWithoutWeakness"]).Order(StringComparer.Ordinal));
        Assert.Equal(5, Assert.Single(summary["weaknessesWithoutMeasure"]!.AsArray())!["number"]!.GetValue<int>());
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

        Assert.Equal(
            5, Assert.Single((await SummaryAsync(agency, 2566))["weaknessesWithoutMeasure"]!.AsArray())!["number"]!.GetValue<int>());
    }

    [Fact]
    public async Task Nothing_is_said_of_weaknesses_where_no_scores_are_known()
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2566", Some.Example("assessments/reported-only-2566.json"));
        await ita.AddMeasureAsync(agency, 2566, 2567, indicators: [1], hasProgress: true);

        var summary = await SummaryAsync(agency, 2567);

        Assert.Null(summary["weaknessesWithoutMeasure"]);
        Assert.Null(summary["zeroItemsWithoutMeasure"]);
        Assert.Empty(summary["measuresWithoutWeakness"]!.AsArray());
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

        Assert.Equal("""{"agencies":2,"withMeasures":1,"withScores":2}""", summary["coverage"]!.ToJsonString());
        Assert.Equal("""{"planned":0,"inProgress":1,"completed":1,"unable":0,"notStated":1}""", summary["byStatus"]!.ToJsonString());
        Assert.Equal(["1 1", "6 2", "8 1"], summary["byIndicator"]!.AsArray().Select(count => $"{count!["number"]} {count["measures"]}"));
        Assert.Equal(
            ["7 2"], summary["weaknessesWithoutMeasure"]!.AsArray().Select(weakness => $"{weakness!["number"]} {weakness["agencies"]}"));
        Assert.Equal(["O27 1"], summary["zeroItemsWithoutMeasure"]!.AsArray().Select(item => $"{item!["code"]} {item["agencies"]}"));
        Assert.Equal("ไม่มีมาตรการ", Assert.Single(summary["agenciesWithoutMeasure"]!.AsArray())!["nameTh"]!.GetValue<string>());
        Assert.Equal((1, 2), (summary["measuresWithoutWeakness"]!.GetValue<int>(), summary["measuresWithoutProgress"]!.GetValue<int>()));
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
