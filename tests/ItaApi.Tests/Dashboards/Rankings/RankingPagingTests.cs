using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Dashboards.Rankings;

public sealed class RankingPagingTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const int Writes = 25;

    [Fact]
    public async Task A_ranking_that_changed_is_started_again_instead_of_going_on()
    {
        var (first, _) = (await CreateAsync("81", 90), await CreateAsync("81", 80));
        var page = await GetAsync("/v1/rankings?fiscalYear=2565&province=81&limit=1");
        var next = $"/v1/rankings?fiscalYear=2565&province=81&limit=1&cursor={page["page"]!["nextCursor"]}";
        await CreateAsync("82", 85);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync(next)).Status);

        await ita.PutAsync($"/v1/agencies/{first}/assessments/2565", Some.Assessment(70));

        (await ita.GetAsync(next)).IsProblem(409, "ranking_changed");
        Assert.Equal(
            [80m, 70m],
            (await GetAsync("/v1/rankings?fiscalYear=2565&province=81"))["items"]!.AsArray().Select(row => row!["total"].Number()));
    }

    [Fact]
    public async Task A_ranking_paged_while_others_write_neither_skips_nor_repeats()
    {
        foreach (var score in Enumerable.Range(60, 12))
            await CreateAsync("83", score);
        var writing = WriteAsync();

        int ranked;
        do
        {
            var read = await WalkAsync("/v1/rankings?fiscalYear=2565&province=83&limit=4");
            Assert.All(read, entry => Assert.Equal(read.Count, entry.RankOf));
            Assert.Equal(read.Count, read.DistinctBy(entry => entry.AgencyCode).Count());
            Assert.All(read, entry => Assert.Equal(1 + read.Count(other => other.Total > entry.Total), entry.Rank));
            ranked = read.Count;
        }
        while (!writing.IsCompleted);

        await writing;
        Assert.InRange(ranked, 12, 12 + Writes);

        async Task WriteAsync()
        {
            for (var i = 0; i < Writes; i++)
            {
                await CreateAsync("83", 50 + i);
                await Task.Delay(TimeSpan.FromMilliseconds(40), TestContext.Current.CancellationToken);
            }
        }
    }

    /// <summary>Every page of one state of the ranking: from the start again as often as it is told to.</summary>
    private async Task<IReadOnlyList<RankingTests.RankingEntry>> WalkAsync(string ranking)
    {
        List<RankingTests.RankingEntry> read = [];
        for (var next = ranking; next is not null;)
        {
            var answer = await ita.GetAsync(next);
            if (answer.Code == "ranking_changed")
            {
                read.Clear();
                next = ranking;
                continue;
            }

            read.AddRange(answer.Json["items"]!.AsArray().Select(row => RankingTests.Entry(row!)));
            next = answer.Json["page"]!["nextCursor"] is { } cursor ? $"{ranking}&cursor={cursor}" : null;
        }

        return read;
    }

    private async Task<string> CreateAsync(string province, decimal score)
    {
        var agency = await ita.CreateAgencyAsync(agency => agency["provinceCode"] = province);
        Assert.Equal(
            System.Net.HttpStatusCode.Created,
            (await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(score))).Status);
        return agency;
    }

    private async Task<JsonNode> GetAsync(string path)
    {
        var answer = await ita.GetAsync(path);
        Assert.True(answer.Status == System.Net.HttpStatusCode.OK, answer.Text);
        return answer.Json;
    }
}
