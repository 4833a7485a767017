using System.Text.Json.Nodes;

namespace ItaApi.Tests.Dashboards.Rankings;

public sealed class RankingTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Theory]
    [InlineData("/v1/rankings?fiscalYear=2565", 2565, null, null, null)]
    [InlineData("/v1/rankings?fiscalYear=2566&province=57", 2566, "57", null, null)]
    [InlineData("/v1/rankings?fiscalYear=2565&province=57&district=เชียงแสน", 2565, "57", "เชียงแสน", null)]
    [InlineData("/v1/rankings?fiscalYear=2564&kind=subdistrictMunicipality", 2564, null, null, "subdistrictMunicipality")]
    public async Task Ranks_are_those_of_sorting_everybody_whatever_the_page(
        string path, int year, string? province, string? district, string? kind)
    {
        var sent = generated
            .Of(
                year,
                agency =>
                    (province ?? agency.Province) == agency.Province
                        && (kind ?? agency.Kind) == agency.Kind
                        && (district ?? agency.District) == agency.District)
            .OrderByDescending(assessment => assessment.Total)
            .ThenBy(assessment => assessment.Agency.Code, StringComparer.Ordinal)
            .ToList();
        var expected = sent
            .Select(assessment => new RankingEntry(
                1 + sent.Count(other => other.Total > assessment.Total), sent.Count,
                assessment.Agency.Code, assessment.Agency.Kind, assessment.Agency.Province,
                assessment.Total, assessment.Grade,
                assessment.Total - generated.Of(year - 1).SingleOrDefault(before => before.Agency == assessment.Agency)?.Total))
            .ToList();
        Assert.Contains(expected, entry => expected.Count(other => other.Rank == entry.Rank) > 1);

        foreach (var limit in new[] { 3, 200 })
        {
            var pages = await generated.Ita.WalkAsync($"{path}&limit={limit}&count=true");

            Assert.Equal(expected, pages.SelectMany(page => page["items"]!.AsArray()).Select(row => Entry(row!)));
            Assert.All(pages, page => Assert.Equal(sent.Count, page["page"]!["totalCount"]!.GetValue<int>()));
        }
    }

    [Theory]
    [InlineData("/v1/rankings", "fiscalYear required")]
    [InlineData("/v1/rankings?fiscalYear=2600", "fiscalYear unknown_fiscal_year")]
    [InlineData("/v1/rankings?fiscalYear=2565&limit=0", "limit out_of_range")]
    [InlineData("/v1/rankings?fiscalYear=2565&limit=201&province=00", "limit out_of_range", "province unknown_province")]
    [InlineData("/v1/rankings?fiscalYear=2565&cursor=AAAA", "cursor invalid_cursor")]
    public async Task What_cannot_be_ranked_is_refused_by_name(string path, params string[] faults) =>
        (await generated.Ita.GetAsync(path)).IsProblem(400, "invalid_request", faults);

    [Fact]
    public async Task A_cursor_of_another_ranking_is_refused()
    {
        var cursor = (await generated.GetAsync("/v1/rankings?fiscalYear=2565&limit=1"))["page"]!["nextCursor"]!.GetValue<string>();

        (await generated.Ita.GetAsync($"/v1/rankings?fiscalYear=2564&cursor={cursor}")).IsProblem(
            400, "invalid_request", "cursor invalid_cursor");
        (await generated.Ita.GetAsync($"/v1/rankings?fiscalYear=2565&cursor={cursor[..^1]}_")).IsProblem(
            400, "invalid_request", "cursor invalid_cursor");
    }

    internal static RankingEntry Entry(JsonNode row) => new(
        row["rank"]!.GetValue<int>(), row["rankOf"]!.GetValue<int>(),
        row["agencyCode"]!.GetValue<string>(), row["kind"]!.GetValue<string>(),
        row["provinceCode"]!.GetValue<string>(), row["total"].Number(), row["grade"]?.GetValue<string>(), row["change"].Number());

    internal sealed record RankingEntry(
        int Rank, int RankOf, string AgencyCode, string Kind, string ProvinceCode, decimal? Total, string? Grade, decimal? Change);
}
