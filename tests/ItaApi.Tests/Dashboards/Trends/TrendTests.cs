using System.Text.Json.Nodes;
using ItaApi.Scoring;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Trends;

public sealed class TrendTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Fact]
    public async Task An_agencys_points_are_its_years_and_what_changed_between_them()
    {
        foreach (var agency in generated.Agencies)
        {
            var points = (await generated.GetAsync($"/v1/agencies/{agency.Code}/trend"))["points"]!.AsArray();

            var sent = generated.Assessments.Where(assessment => assessment.Agency == agency)
                .OrderBy(assessment => assessment.Year)
                .ToList();
            Assert.Equal(sent.Count, points.Count);
            foreach (var (assessment, point) in sent.Zip(points))
            {
                var before = sent.SingleOrDefault(other => other.Year == assessment.Year - 1);
                Assert.Equal(assessment.Year, point!["fiscalYear"]!.GetValue<int>());
                Assert.Equal(
                    (assessment.Total, assessment.Grade, assessment.Total - before?.Total),
                    (point["total"].Number(), point["grade"]?.GetValue<string>(), point["change"].Number()));
                // The levels of 2566 replace letters; nothing else changed in these years.
                Assert.Equal(assessment.Year == 2566 && sent.Count > 1, point["frameworkChanged"]!.GetValue<bool>());
                Assert.Equal(
                    (assessment.Scores ?? []).Select((score, i) => (i + 1, (decimal?)score, score - before?.Scores?[i])),
                    Indicators(point, "score"));
            }
        }
    }

    [Theory]
    [InlineData("/v1/provinces/57/trend", "57", null)]
    [InlineData("/v1/provinces/40/trend?kind=townMunicipality", "40", "townMunicipality")]
    public async Task A_provinces_points_are_over_those_that_reported(string path, string province, string? kind)
    {
        var trend = await generated.GetAsync(path);

        Assert.Equal(province, trend["provinceCode"]!.GetValue<string>());
        var among = (SentAgency agency) => agency.Province == province && (kind ?? agency.Kind) == agency.Kind;
        Assert.Equal(GeneratedProvinces.Years, trend["points"]!.AsArray().Select(point => point!["fiscalYear"]!.GetValue<int>()));
        decimal? mean = null;
        List<SentAssessment> before = [];
        decimal?[] means = new decimal?[10];
        foreach (var point in trend["points"]!.AsArray())
        {
            var year = point!["fiscalYear"]!.GetValue<int>();
            var reported = generated.Of(year, among).ToList();
            var totals = reported.Select(assessment => assessment.Total).ToList();
            var passed = totals.Count(total => total >= 85);
            Assert.Equal(
                (totals.Count, Plain.Mean(totals), Plain.Quantile(totals, 0.5m), Plain.Mean(totals) - mean),
                (point["reported"]!.GetValue<int>(), point["mean"].Number(), point["median"].Number(), point["change"].Number()));
            Assert.Equal(
                (passed, Plain.Share(passed, totals.Count)),
                (point["passed"]!["count"]!.GetValue<int>(), point["passed"]!["share"].Number()));
            Assert.Equal(generated.Standing(year).Count(among), point["coverage"]!["agencies"]!.GetValue<int>());
            Assert.Equal(year == 2566, point["frameworkChanged"]!.GetValue<bool>());

            var now = Enumerable.Range(0, 10)
                .Select(
                    i => (decimal?)Plain.Mean(
                        reported.Where(assessment => assessment.Scores is not null).Select(assessment => assessment.Scores![i])))
                .ToArray();
            Assert.Equal(Enumerable.Range(0, 10).Select(i => (i + 1, now[i], now[i] - means[i])), Indicators(point, "mean"));
            var matched = reported
                .Join(before, later => later.Agency, earlier => earlier.Agency, (later, earlier) => later.Total - earlier.Total)
                .ToList();
            Assert.Equal(
                matched.Count == 0 ? (null, null) : (matched.Count, Rounding.ToDecimals(matched.Sum() / matched.Count, 2)),
                (point["matched"]?["n"]!.GetValue<int>(), point["matched"]?["change"].Number()));
            (mean, means, before) = (Plain.Mean(totals), now, reported);
        }
    }

    [Fact]
    public async Task Over_a_year_without_a_result_there_is_no_change()
    {
        var agency = await generated.Ita.CreateAgencyAsync(agency => agency["provinceCode"] = "90");
        foreach (var year in new[] { 2563, 2565 })
            await generated.Ita.PutAsync($"/v1/agencies/{agency}/assessments/{year}", Some.Assessment(year - 2480));

        var ofAgency = (await generated.GetAsync($"/v1/agencies/{agency}/trend"))["points"]!.AsArray();
        var ofProvince = (await generated.GetAsync("/v1/provinces/90/trend"))["points"]!.AsArray();

        Assert.Equal([2563, 2565], ofAgency.Select(point => point!["fiscalYear"]!.GetValue<int>()));
        Assert.All(ofAgency.Concat(ofProvince), point => Assert.Null(point!["change"]));
        Assert.All(ofAgency.Concat(ofProvince), point => Assert.False(point!["frameworkChanged"]!.GetValue<bool>()));
    }

    [Fact]
    public async Task What_was_never_assessed_has_no_points()
    {
        var agency = await generated.Ita.CreateAgencyAsync(agency => agency["provinceCode"] = "91");

        Assert.Empty((await generated.GetAsync($"/v1/agencies/{agency}/trend"))["points"]!.AsArray());
        Assert.Empty((await generated.GetAsync("/v1/provinces/91/trend"))["points"]!.AsArray());
    }

    [Fact]
    public async Task Whoever_does_not_exist_has_no_trend()
    {
        (await generated.Ita.GetAsync("/v1/agencies/nobody/trend")).IsProblem(404, "agency_not_found");
        (await generated.Ita.GetAsync("/v1/provinces/99/trend")).IsProblem(404, "province_not_found");
    }

    private static IEnumerable<(int, decimal?, decimal?)> Indicators(JsonNode point, string figure) =>
        point["indicators"]!.AsArray()
            .Select(indicator => (indicator!["number"]!.GetValue<int>(), indicator[figure].Number(), indicator["change"].Number()));
}
