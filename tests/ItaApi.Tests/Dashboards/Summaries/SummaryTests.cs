using System.Text.Json.Nodes;

namespace ItaApi.Tests.Dashboards.Summaries;

public sealed class SummaryTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    public static TheoryData<string, int, string?, string?, string?> Sets()
    {
        var sets = new TheoryData<string, int, string?, string?, string?>();
        foreach (var year in GeneratedProvinces.Years)
        {
            sets.Add($"/v1/summary?fiscalYear={year}", year, null, null, null);
            sets.Add($"/v1/summary?fiscalYear={year}&kind=townMunicipality", year, null, "townMunicipality", null);
            sets.Add($"/v1/provinces/57/summary?fiscalYear={year}", year, "57", null, null);
            sets.Add(
                $"/v1/provinces/40/summary?fiscalYear={year}&kind=subdistrictMunicipality", year, "40", "subdistrictMunicipality", null);
            sets.Add(
                $"/v1/provinces/57/summary?fiscalYear={year}&district=เชียงแสน&kind=townMunicipality",
                year,
                "57",
                "townMunicipality",
                "เชียงแสน");
        }

        return sets;
    }

    [Theory, MemberData(nameof(Sets))]
    public async Task Every_figure_is_what_was_sent_makes(string path, int year, string? province, string? kind, string? district)
    {
        var summary = await generated.GetAsync(path);

        var among = (SentAgency agency) =>
            (province ?? agency.Province) == agency.Province
                && (kind ?? agency.Kind) == agency.Kind
                && (district ?? agency.District) == agency.District;
        var agencies = generated.Standing(year).Count(among);
        var reported = generated.Of(year, among).ToList();
        var totals = reported.Select(assessment => assessment.Total).ToList();
        var scored = reported.Where(assessment => assessment.Scores is not null).ToList();
        var passed = totals.Count(total => total >= 85);
        Assert.NotEmpty(scored);

        Assert.Equal((province, year), (summary["provinceCode"]?.GetValue<string>(), summary["fiscalYear"]!.GetValue<int>()));
        Assert.Equal((agencies, reported.Count, Plain.Share(reported.Count, agencies)), Coverage(summary["coverage"]!));
        Assert.Equal([Plain.Mean(totals), Plain.Quantile(totals, 0.5m), totals.Min(), totals.Max()], Figures(summary["total"]!));
        Assert.Equal(
            (passed, Plain.Share(passed, totals.Count)),
            (summary["passed"]!["count"]!.GetValue<int>(), summary["passed"]!["share"].Number()));
        Assert.Equal(85m, summary["target"]!["minTotal"].Number());
        Assert.Equal(year <= 2565 ? passed * 100m / totals.Count >= 80 : null, summary["target"]!["met"]?.GetValue<bool>());

        Assert.All(
            summary["grades"]!.AsArray(),
            grade => Assert.Equal(
                reported.Count(assessment => assessment.Grade == grade!["code"]!.GetValue<string>()), grade!["count"]!.GetValue<int>()));
        Assert.Equal(
            reported.Count(assessment => assessment.Grade is not null),
            summary["grades"]!.AsArray().Sum(grade => grade!["count"]!.GetValue<int>()));
        Assert.Equal(
            Enumerable.Range(0, 3)
                .Select(
                    i => (new[] { "IIT", "EIT", "OIT" }[i], (decimal?)Plain.Mean(scored.Select(assessment => assessment.Instruments![i])))),
            summary["instruments"]!.AsArray().Select(instrument => (instrument!["code"]!.GetValue<string>(), instrument["mean"].Number())));

        for (var i = 0; i < 10; i++)
        {
            var indicator = summary["indicators"]![i]!;
            var scores = scored.Select(assessment => assessment.Scores![i]).ToList();
            Assert.Equal((i + 1, scores.Count), (indicator["number"]!.GetValue<int>(), indicator["n"]!.GetValue<int>()));
            Assert.Equal([Plain.Mean(scores), Plain.Quantile(scores, 0.5m), scores.Min(), scores.Max()], Figures(indicator));
            Assert.Equal(scored.Count(assessment => assessment.IsWeak(i)), indicator["weakCount"]!.GetValue<int>());
        }

        var means = Enumerable.Range(1, 10)
            .Select(number => (Number: number, Mean: Plain.Mean(scored.Select(assessment => assessment.Scores![number - 1]))))
            .OrderBy(mean => mean.Mean)
            .ThenBy(mean => mean.Number)
            .ToList();
        Assert.Equal(
            means.TakeWhile(mean => mean.Mean <= means[2].Mean).Select(mean => mean.Number),
            summary["weakest"]!.AsArray().Select(number => number!.GetValue<int>()));
    }

    [Fact]
    public async Task Measures_count_in_the_year_they_are_carried_out_in()
    {
        foreach (var (agency, status) in new[] { ("g-30", "planned"), ("g-30", "completed"), ("g-33", "completed"), ("g-31", "notStated") })
            await generated.AddMeasureAsync(agency, 2566, status, withProgress: false);

        var all = (await generated.GetAsync("/v1/provinces/40/summary?fiscalYear=2566"))["measures"]!;
        var ofKind = (await generated.GetAsync("/v1/provinces/40/summary?fiscalYear=2566&kind=subdistrictMunicipality"))["measures"]!;

        Assert.Equal("""{"planned":1,"inProgress":0,"completed":2,"unable":0,"notStated":1}""", all.ToJsonString());
        Assert.Equal("""{"planned":1,"inProgress":0,"completed":2,"unable":0,"notStated":0}""", ofKind.ToJsonString());
    }

    [Fact]
    public async Task Where_nobody_reported_there_is_coverage_and_no_invented_figure()
    {
        var summary = await generated.GetAsync("/v1/provinces/57/summary?fiscalYear=2568");

        Assert.Equal((generated.Standing(2568).Count(agency => agency.Province == "57"), 0, 0m), Coverage(summary["coverage"]!));
        Assert.Null(summary["total"]);
        Assert.Null(summary["passed"]!["share"]);
        Assert.Null(summary["target"]!["met"]);
        Assert.Empty(summary["weakest"]!.AsArray());
        Assert.All(summary["indicators"]!.AsArray(), indicator => Assert.Null(indicator!["mean"]));
    }

    [Fact]
    public async Task A_province_without_agencies_has_no_share_of_them() =>
        Assert.Equal(
            """{"agencies":0,"reported":0}""",
            (await generated.GetAsync("/v1/provinces/90/summary?fiscalYear=2565"))["coverage"]!.ToJsonString());

    [Theory]
    [InlineData("/v1/summary", "fiscalYear required")]
    [InlineData("/v1/summary?fiscalYear=2022", "fiscalYear gregorian_year")]
    [InlineData("/v1/summary?fiscalYear=2599", "fiscalYear unknown_fiscal_year")]
    [InlineData("/v1/summary?fiscalYear=2565&kind=village", "kind unknown_value")]
    [InlineData("/v1/summary?fiscalYear=2565&province=57", "province unknown_parameter")]
    [InlineData("/v1/summary?fiscalYear=2565&bom=maybe&labels=de", "bom unknown_value", "labels unknown_value")]
    public async Task What_cannot_be_summed_up_is_refused_by_name(string path, params string[] faults) =>
        (await generated.Ita.GetAsync(path)).IsProblem(400, "invalid_request", faults);

    [Fact]
    public async Task A_province_that_is_none_is_not_found() =>
        (await generated.Ita.GetAsync("/v1/provinces/99/summary?fiscalYear=2565")).IsProblem(404, "province_not_found");

    private static (int, int, decimal?) Coverage(JsonNode coverage) =>
        (coverage["agencies"]!.GetValue<int>(), coverage["reported"]!.GetValue<int>(), coverage["share"].Number());

    private static decimal?[] Figures(JsonNode figures) =>
        [figures["mean"].Number(), figures["median"].Number(), figures["min"].Number(), figures["max"].Number()];
}
