using System.Net;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Dashboards.Caching;

/// <summary>However writers overlap, a figure is one committed state's and no entity tag names two.</summary>
[Trait("Category", "CultureFree")]
public sealed class WritersAtOnceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_writer_that_commits_late_keeps_nobody_waiting_and_changes_the_tag_when_it_commits()
    {
        var (early, late) = (await CreateAgencyAsync("14"), await CreateAgencyAsync("14"));
        await ita.PutAsync($"/v1/agencies/{late}/assessments/2565", Some.Assessment(90));
        await using var source = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, $"update assessment set total = 10, updated_at = now() where agency_code = '{late}'");

        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync($"/v1/agencies/{early}/assessments/2565", Some.Assessment(80))).Status);
        var mean = await MeanAsync("14");
        using var between = await GetAsync("/v1/provinces/14/summary?fiscalYear=2565");
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        using var after = await GetAsync("/v1/provinces/14/summary?fiscalYear=2565", known: between.Headers.ETag!.ToString());

        Assert.Equal(85m, mean);
        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(45m, await MeanAsync("14"));
    }

    [Fact]
    public async Task Figures_are_right_after_any_number_of_writers_at_once()
    {
        var agencies = await Task.WhenAll(Enumerable.Range(0, 12).Select(_ => CreateAgencyAsync("15")));
        var tags = new HashSet<string?>();
        for (var round = 0; round < 5; round++)
        {
            var score = 50m + round;
            var reading = Task.WhenAll(Enumerable.Range(0, 4).Select(_ => MeanAsync("15")));
            var answers = await Task.WhenAll(
                agencies.Select((agency, i) => ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(score + i))));
            await reading;

            Assert.All(answers, answer => Assert.True((int)answer.Status is 200 or 201, answer.Text));
            Assert.Equal(score + 5.5m, await MeanAsync("15"));
            using var summary = await GetAsync("/v1/provinces/15/summary?fiscalYear=2565");
            Assert.True(tags.Add(summary.Headers.ETag!.Tag));
        }
    }

    [Fact]
    public async Task A_score_that_arrives_while_its_agency_moves_is_seen_where_the_agency_went()
    {
        var agency = await CreateAgencyAsync("18");
        using var before = await GetAsync("/v1/rankings?fiscalYear=2565&province=19");
        await using var source = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var connection = await source.OpenConnectionAsync(TestContext.Current.CancellationToken);
        await using var transaction = await connection.BeginTransactionAsync(TestContext.Current.CancellationToken);
        await ExecuteAsync(connection, $"update agency set province_code = '19', updated_at = now() where code = '{agency}'");

        var scoring = ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(77));
        await Task.Delay(TimeSpan.FromMilliseconds(200), TestContext.Current.CancellationToken);
        await transaction.CommitAsync(TestContext.Current.CancellationToken);
        Assert.Equal(HttpStatusCode.Created, (await scoring).Status);
        using var after = await GetAsync("/v1/rankings?fiscalYear=2565&province=19", known: before.Headers.ETag!.ToString());

        Assert.Equal(HttpStatusCode.OK, after.StatusCode);
        Assert.Equal(77m, await MeanAsync("19"));
        Assert.Null(await MeanAsync("18"));
    }

    private Task<string> CreateAgencyAsync(string province) => ita.CreateAgencyAsync(agency => agency["provinceCode"] = province);

    private async Task<decimal?> MeanAsync(string province) =>
        (await ita.GetAsync($"/v1/provinces/{province}/summary?fiscalYear=2565")).Json["total"]?["mean"].Number();

    private async Task<HttpResponseMessage> GetAsync(string path, string? known = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        if (known is not null)
            request.Headers.TryAddWithoutValidation("If-None-Match", known);
        return await ita.Client.SendAsync(request, TestContext.Current.CancellationToken);
    }

    private static async Task ExecuteAsync(NpgsqlConnection connection, string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
