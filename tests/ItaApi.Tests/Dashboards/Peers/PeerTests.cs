using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Peers;

public sealed class PeerTests(GeneratedProvinces generated) : IClassFixture<GeneratedProvinces>
{
    [Theory]
    [InlineData("", true, false)]
    [InlineData("&within=district", true, true)]
    [InlineData("&within=country&kind=subdistrictMunicipality", false, false)]
    public async Task Every_agency_stands_among_its_peers_as_calculated_by_hand(string filter, bool ofProvince, bool ofDistrict)
    {
        foreach (var own in generated.Of(2565).ToList())
        {
            var peers = await generated.GetAsync($"/v1/agencies/{own.Agency.Code}/peers?fiscalYear=2565{filter}");

            var all = generated.Of(2565, agency =>
                agency == own.Agency
                || ((!ofProvince || agency.Province == own.Agency.Province)
                    && (!ofDistrict || agency.District == own.Agency.District)
                    && (!filter.Contains("kind", StringComparison.Ordinal) || agency.Kind == "subdistrictMunicipality"))).ToList();
            Assert.Equal(all.Count, peers["n"]!.GetValue<int>());
            AssertStanding(own.Total, [.. all.Select(peer => peer.Total)], peers["total"]!);
            Assert.Equal(own.Scores?.Length ?? 0, peers["indicators"]!.AsArray().Count);
            for (var i = 0; i < (own.Scores?.Length ?? 0); i++)
            {
                var scores = all.Where(peer => peer.Scores is not null).Select(peer => peer.Scores![i]).ToList();
                Assert.Equal((i + 1, scores.Count), (
                    peers["indicators"]![i]!["number"]!.GetValue<int>(), peers["indicators"]![i]!["n"]!.GetValue<int>()));
                AssertStanding(own.Scores![i], scores, peers["indicators"]![i]!);
            }

            var better = all.Where(peer => peer.Total > own.Total)
                .OrderBy(peer => peer.Total).ThenBy(peer => peer.Agency.Code, StringComparer.Ordinal).Take(5).ToList();
            Assert.Equal(
                better.Select(peer => $"{peer.Agency.Code} {peer.Total:0.00}: {BetterAt(own, peer)}"),
                peers["nearestBetter"]!.AsArray().Select(Written));
        }
    }

    [Fact]
    public async Task An_agency_alone_is_the_best_of_one_and_has_no_percentile()
    {
        var code = await generated.Ita.CreateAgencyAsync(agency => (agency["provinceCode"], agency["kind"]) = ("93", "other"));
        await generated.Ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment());

        var peers = await generated.GetAsync($"/v1/agencies/{code}/peers?fiscalYear=2565");

        Assert.Equal("""{"score":90.00,"rank":1,"median":90.00,"best":90.00}""", peers["total"]!.ToJsonString());
        Assert.Equal("""{"fiscalYear":2565,"within":"province","provinceCode":"93"}""", peers["scope"]!.ToJsonString());
        Assert.Empty(peers["nearestBetter"]!.AsArray());
    }

    [Fact]
    public async Task A_result_that_is_not_there_is_not_compared()
    {
        var code = await generated.Ita.CreateAgencyAsync();

        (await generated.Ita.GetAsync("/v1/agencies/nobody/peers?fiscalYear=2565")).IsProblem(404, "agency_not_found");
        (await generated.Ita.GetAsync($"/v1/agencies/{code}/peers?fiscalYear=2565")).IsProblem(404, "assessment_not_found");
        (await generated.Ita.GetAsync($"/v1/agencies/{code}/peers?fiscalYear=2565&within=district")).IsProblem(
            400, "invalid_request", "within agency_without_district");
        (await generated.Ita.GetAsync($"/v1/agencies/{code}/peers")).IsProblem(400, "invalid_request", "fiscalYear required");
    }

    [Fact]
    public async Task A_changed_score_changes_the_comparison()
    {
        var codes = new[] { await CreateAsync(80), await CreateAsync(70) };
        var before = await generated.GetAsync($"/v1/agencies/{codes[1]}/peers?fiscalYear=2565");

        await generated.Ita.PutAsync($"/v1/agencies/{codes[0]}/assessments/2565", Some.Assessment(60));
        var after = await generated.GetAsync($"/v1/agencies/{codes[1]}/peers?fiscalYear=2565");

        Assert.Equal((2, 1), (before["total"]!["rank"]!.GetValue<int>(), after["total"]!["rank"]!.GetValue<int>()));

        async Task<string> CreateAsync(decimal score)
        {
            var code = await generated.Ita.CreateAgencyAsync(agency => (agency["provinceCode"], agency["kind"]) = ("95", "other"));
            await generated.Ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment(score));
            return code;
        }
    }

    private static void AssertStanding(decimal own, IReadOnlyList<decimal> all, JsonNode standing)
    {
        Assert.Equal(
            (own, all.Count(score => score > own) + 1, all.Max(), Plain.Quantile(all, 0.5m)),
            (standing["score"].Number()!.Value, standing["rank"]!.GetValue<int>(), standing["best"].Number()!.Value,
                standing["median"].Number()!.Value));
        Assert.Equal(
            all.Count == 1 ? null : Plain.Share(all.Count(score => score < own), all.Count - 1), standing["percentile"].Number());
    }

    private static string BetterAt(SentAssessment own, SentAssessment peer) => string.Join(
        ", ",
        (own.Scores ?? []).Zip(peer.Scores ?? [], (less, more) => more - less)
            .Select((difference, i) => (Number: i + 1, Difference: difference))
            .Where(indicator => indicator.Difference > 0)
            .OrderByDescending(indicator => indicator.Difference)
            .ThenBy(indicator => indicator.Number)
            .Select(indicator => $"{indicator.Number} {indicator.Difference:0.00}"));

    private static string Written(JsonNode? peer) =>
        $"{peer!["agencyCode"]} {peer["total"].Number():0.00}: "
        + string.Join(", ", peer["betterAt"]!.AsArray().Select(each => $"{each!["number"]} {each["difference"].Number():0.00}"));
}
