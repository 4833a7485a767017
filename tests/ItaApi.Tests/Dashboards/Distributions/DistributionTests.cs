namespace ItaApi.Tests.Dashboards.Distributions;

public sealed class DistributionTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Theory]
    [InlineData(1, "", null, null, null)]
    [InlineData(7, "&province=57", "57", null, null)]
    [InlineData(10, "&province=40&kind=townMunicipality", "40", "townMunicipality", null)]
    [InlineData(9, "&kind=subdistrictMunicipality&district=เมือง", null, "subdistrictMunicipality", "เมือง")]
    public async Task Every_figure_is_what_was_sent_makes(int number, string filters, string? province, string? kind, string? district)
    {
        var distribution = await generated.GetAsync($"/v1/indicators/{number}/distribution?fiscalYear=2565{filters}");

        var scores = generated
            .Of(
                2565,
                agency =>
                    (province ?? agency.Province) == agency.Province
                        && (kind ?? agency.Kind) == agency.Kind
                        && (district ?? agency.District) == agency.District)
            .Where(assessment => assessment.Scores is not null)
            .Select(assessment => assessment.Scores![number - 1])
            .ToList();
        Assert.Equal(
            (number, 2565, scores.Count),
            (distribution["number"]!.GetValue<int>(), distribution["fiscalYear"]!.GetValue<int>(), distribution["n"]!.GetValue<int>()));
        Assert.Equal(Plain.Mean(scores), distribution["mean"].Number());
        Assert.Equal(
            new[] { 0.10m, 0.25m, 0.50m, 0.75m, 0.90m }.Select(part => (decimal?)Plain.Quantile(scores, part)),
            new[] { "p10", "p25", "p50", "p75", "p90" }.Select(name => distribution["quantiles"]![name].Number()));
        Assert.Equal(
            Enumerable.Range(0, 10)
                .Select(bin => (bin * 10, bin * 10 + 10, scores.Count(score => score >= bin * 10 && (score < bin * 10 + 10 || bin == 9)))),
            distribution["bins"]!.AsArray()
                .Select(bin => (bin!["from"]!.GetValue<int>(), bin["to"]!.GetValue<int>(), bin["count"]!.GetValue<int>())));
    }

    [Fact]
    public async Task Of_no_scores_there_are_bins_and_no_quantiles()
    {
        var distribution = await generated.GetAsync("/v1/indicators/1/distribution?fiscalYear=2568");

        Assert.Equal(0, distribution["n"]!.GetValue<int>());
        Assert.Null(distribution["mean"]);
        Assert.Null(distribution["quantiles"]);
        Assert.All(distribution["bins"]!.AsArray(), bin => Assert.Equal(0, bin!["count"]!.GetValue<int>()));
    }

    [Fact]
    public async Task An_indicator_the_year_does_not_have_is_not_found() =>
        (await generated.Ita.GetAsync("/v1/indicators/11/distribution?fiscalYear=2565")).IsProblem(404, "indicator_not_found");

    [Theory]
    [InlineData("/v1/indicators/seven/distribution?fiscalYear=2565", "number not_a_number")]
    [InlineData("/v1/indicators/7/distribution?fiscalYear=2600", "fiscalYear unknown_fiscal_year")]
    [InlineData("/v1/indicators/7/distribution?fiscalYear=2565&province=99", "province unknown_province")]
    public async Task What_cannot_be_asked_is_refused_by_name(string path, string fault) =>
        (await generated.Ita.GetAsync(path)).IsProblem(400, "invalid_request", fault);
}
