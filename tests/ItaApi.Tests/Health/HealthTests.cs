using System.Net;
using ItaApi.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;
using Npgsql;

namespace ItaApi.Tests.Health;

[Trait("Category", "CultureFree")]
public sealed class HealthTests(PostgresFixture postgres) : IAsyncLifetime
{
    private TestDatabase database = null!;
    private WebApplicationFactory<Program> service = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        service = ItaApplication.Start(database.ConnectionString);
        client = ItaApplication.ClientOf(service);
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("/health/live", "live")]
    [InlineData("/health/ready", "ready")]
    public async Task A_service_with_its_database_lives_and_is_ready(string address, string status)
    {
        var answer = await SendAsync(HttpMethod.Get, address);

        Assert.Equal((HttpStatusCode.OK, status), (answer.Status, answer.Json["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task While_the_database_is_away_requests_are_told_to_come_back_and_then_succeed()
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Put, address)).Status);
        var name = database.Name;

        await AdministerAsync($"""
            select pg_terminate_backend(pid) from pg_stat_activity where datname = '{name}';
            alter database {name} rename to {name}_away
            """);
        try
        {
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/health/live")).Status);
            foreach (var (method, away) in new[]
            {
                (HttpMethod.Get, "/health/ready"), (HttpMethod.Get, address),
                (HttpMethod.Get, "/v1/agencies"), (HttpMethod.Put, address), (HttpMethod.Delete, address),
                (HttpMethod.Get, "/v1/assessments"), (HttpMethod.Get, $"{address}/assessments/2565/result"),
            })
            {
                var answer = await SendAsync(method, away);
                answer.IsProblem(503, "database_unavailable");
                Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
            }

            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/v1/provinces")).Status);
        }
        finally
        {
            await AdministerAsync($"alter database {name}_away rename to {name}");
        }

        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, "/health/ready")).Status);
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, address)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address)).Status);
    }

    private async Task<Answer> SendAsync(HttpMethod method, string address)
    {
        using var request = new HttpRequestMessage(method, address);
        if (method == HttpMethod.Delete)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        if (method == HttpMethod.Put)
            request.Content = new StringContent(Some.Agency().ToJsonString(), mediaType: new("application/json"));
        return await ItaApplication.SendAsync(client, request);
    }

    private async Task AdministerAsync(string sql)
    {
        var server = new NpgsqlConnectionStringBuilder(database.ConnectionString) { Database = "postgres", Pooling = false };
        await using var connection = new NpgsqlConnection(server.ConnectionString);
        await connection.OpenAsync(TestContext.Current.CancellationToken);
        // One at a time: renaming a database is not for transactions.
        foreach (var statement in sql.Split("; "))
        {
            await using var command = new NpgsqlCommand(statement, connection);
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }
    }
}
