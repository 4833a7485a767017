using System.Buffers.Text;
using System.Security.Cryptography;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Keys that nobody has cost the address that tries them, and the database little.</summary>
[Trait("Category", "CultureFree")]
public sealed class KeyLookupTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const int Budget = 20;

    [Fact]
    public async Task Invented_keys_reach_the_database_no_more_often_than_their_address_may_ask()
    {
        await using var service = Start();
        using var client = service.CreateClient();
        var before = await CountLookupsAsync();

        var answers = await Task.WhenAll(Enumerable.Range(0, 200).Select(_ => AskAsync(client, Invented())));

        Assert.Equal(Budget, answers.Count(answer => answer.Code == "invalid_api_key"));
        Assert.Equal(180, answers.Count(answer => answer.Code == "rate_limited"));
        Assert.All(
            answers.Where(answer => answer.Code == "rate_limited"),
            answer => Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero && answer.Headers.Contains("RateLimit")));
        Assert.InRange(await CountLookupsAsync() - before, 1, Budget);
    }

    [Fact]
    public async Task A_key_that_is_known_is_answered_whatever_its_address_does()
    {
        await using var service = Start();
        using var client = service.CreateClient();
        var (_, key) = await ita.CreateKeyAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await AskAsync(client, key)).Status);
        while ((await AskAsync(client, Invented())).Code != "rate_limited")
        {
        }

        // Its lookup of before is no longer trusted, so that it is looked up again.
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await AskAsync(client, key)).Status);
        Assert.Equal(System.Net.HttpStatusCode.OK, (await AskAsync(client, ItaApplication.AdministratorKey)).Status);
        (await AskAsync(client, (await ita.CreateKeyAsync()).Key)).IsProblem(429, "rate_limited");
    }

    [Fact]
    public async Task A_key_that_was_revoked_is_an_invented_one()
    {
        await using var service = Start();
        using var client = service.CreateClient();
        var (id, key) = await ita.CreateKeyAsync();
        Assert.Equal(System.Net.HttpStatusCode.OK, (await AskAsync(client, key)).Status);
        await ita.DeleteAsync($"/v1/api-keys/{id}");
        await Task.Delay(1_100, TestContext.Current.CancellationToken);

        var answers = new List<Answer>();
        for (var i = 0; i < Budget + 5; i++)
            answers.Add(await AskAsync(client, key));

        Assert.Equal("invalid_api_key", answers[0].Code);
        Assert.Equal("rate_limited", answers[^1].Code);
    }

    [Theory]
    [InlineData("administrator")]
    [InlineData("Administrator ")]
    [InlineData("ＡＤＭＩＮＩＳＴＲＡＴＯＲ")]
    [InlineData("adminis\u200Btrator")]
    [InlineData("service")]
    [InlineData("anonymous")]
    public async Task A_key_cannot_be_called_what_the_service_calls_itself(string name) =>
        (await ita.PostAsync("/v1/api-keys", Body(name, "write", "57"))).IsProblem(400, "invalid_request", "/name reserved_name");

    [Theory]
    [InlineData("admin", "57", "/provinces admin_everywhere")]
    [InlineData("admin", "*", null)]
    [InlineData("write", "57", null)]
    public async Task An_administrators_key_is_not_of_a_province(string scope, string province, string? fault)
    {
        var answer = await ita.PostAsync("/v1/api-keys", Body("สำนักงานจังหวัด", scope, province));

        if (fault is not null)
            answer.IsProblem(400, "invalid_request", fault);
        else
            Assert.Equal((System.Net.HttpStatusCode.Created, true), (answer.Status, answer.Headers.CacheControl!.NoStore));
    }

    private static System.Text.Json.Nodes.JsonObject Body(string name, string scope, string province) => new()
    {
        ["name"] = name,
        ["scopes"] = new System.Text.Json.Nodes.JsonArray(scope),
        ["provinces"] = new System.Text.Json.Nodes.JsonArray(province),
    };

    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> Start() => ItaApplication.Start(
        ita.ConnectionString,
        settings: [("RateLimit:WindowSeconds", "6000"), ("RateLimit:ReadsPerAddress", $"{Budget}")]);

    private static string Invented() =>
        $"ita_{Convert.ToHexString(RandomNumberGenerator.GetBytes(4))}.{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32))}";

    private static async Task<Answer> AskAsync(HttpClient client, string key)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces") { Headers = { { "X-Api-Key", key } } };
        return await ItaApplication.SendAsync(client, request);
    }

    /// <summary>How often keys were looked up by their prefix, which is what the index is for.</summary>
    private async Task<long> CountLookupsAsync()
    {
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand("""
            select pg_stat_force_next_flush(); select coalesce(sum(idx_scan + seq_scan), 0)::bigint from pg_stat_user_tables
            where relname = 'api_key'
            """);
        await Task.Delay(1_500, TestContext.Current.CancellationToken);
        await using var reader = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        await reader.NextResultAsync(TestContext.Current.CancellationToken);
        Assert.True(await reader.ReadAsync(TestContext.Current.CancellationToken));
        return reader.GetInt64(0);
    }
}
