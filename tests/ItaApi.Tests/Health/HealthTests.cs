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
            await IsNotReadyAsync("unavailable", "database failing", "writes failing");
            foreach (var (method, away) in new[]
            {
                (HttpMethod.Get, address),
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

        await IsReadyAgainAsync();
        Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, address)).Status);
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address)).Status);
    }

    [Fact]
    public async Task A_service_whose_database_is_read_only_is_degraded_and_reads()
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(HttpMethod.Put, address)).Status);
        await AdministerAsync($"""
            alter database {database.Name} set default_transaction_read_only = on; {Disconnect}
            """);
        try
        {
            await IsNotReadyAsync("degraded", "database ok", "writes failing");
            // The first finds out that its connection is gone.
            (await SendAsync(HttpMethod.Get, address)).IsProblem(503, "database_unavailable");
            Assert.Equal(HttpStatusCode.OK, (await SendAsync(HttpMethod.Get, address)).Status);
            (await SendAsync(HttpMethod.Delete, address)).IsProblem(503, "database_read_only");
        }
        finally
        {
            await AdministerAsync($"alter database {database.Name} reset default_transaction_read_only; {Disconnect}");
        }

        await IsReadyAgainAsync();
        (await SendAsync(HttpMethod.Get, address)).IsProblem(503, "database_unavailable");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address)).Status);
    }

    [Theory]
    // What PostgreSQL says of a commit that its standby did not confirm, is a warning of this code.
    [InlineData("raise warning 'not confirmed'")]
    [InlineData("perform pg_sleep(10)")]
    public async Task A_service_whose_writes_are_not_kept_is_degraded(string obstacle)
    {
        await ExecuteAsync($"create function obstruct() returns trigger language plpgsql as $$ begin {obstacle}; return null; end $$");
        await ExecuteAsync("create trigger obstruct after update on write_probe execute function obstruct()");

        await IsNotReadyAsync("degraded", "database ok", "writes failing");

        await ExecuteAsync("drop trigger obstruct on write_probe");
        await IsReadyAgainAsync();
    }

    [Fact]
    public async Task Readiness_answers_while_all_other_connections_are_in_use()
    {
        await using var other = ItaApplication.Start(
            database.ConnectionString, settings: [("Database:InteractiveConnections", "1"), ("Database:LockSeconds", "20")]);
        using var caller = ItaApplication.ClientOf(other);
        await using var held = await HeldTransaction.BeginAsync(database.ConnectionString, "lock table agency");
        using var waiting = new HttpRequestMessage(HttpMethod.Get, "/v1/agencies");
        var late = ItaApplication.SendAsync(caller, waiting);
        await held.UntilSomebodyWaitsAsync();

        using var ready = new HttpRequestMessage(HttpMethod.Get, "/health/ready");
        Assert.Equal("ready", (await ItaApplication.SendAsync(caller, ready)).Json["status"]!.GetValue<string>());
        // Of the pool's one connection nothing is left for this one.
        using var busy = new HttpRequestMessage(HttpMethod.Get, "/v1/agencies");
        (await ItaApplication.SendAsync(caller, busy)).IsProblem(503, "database_busy");

        await held.CommitAsync();
        Assert.Equal(HttpStatusCode.OK, (await late).Status);
    }

    private string Disconnect => $"select pg_terminate_backend(pid) from pg_stat_activity where datname = '{database.Name}'";

    private async Task IsNotReadyAsync(string status, params string[] checks)
    {
        var answer = await NextReadinessAsync();
        Assert.Equal((HttpStatusCode.ServiceUnavailable, status), (answer.Status, answer.Json["status"]!.GetValue<string>()));
        Assert.Equal(checks, answer.Json["checks"]!.AsArray().Select(check => $"{check!["name"]} {check["status"]}"));
        Assert.All(
            answer.Json["checks"]!.AsArray(),
            check => Assert.Equal(check!["status"]!.GetValue<string>() == "failing", check["detail"] is not null));
        Assert.True(answer.Headers.RetryAfter?.Delta > TimeSpan.Zero);
    }

    private async Task IsReadyAgainAsync()
    {
        var answer = await NextReadinessAsync();
        Assert.Equal((HttpStatusCode.OK, "ready"), (answer.Status, answer.Json["status"]!.GetValue<string>()));
        Assert.Equal(["database ok", "writes ok"], answer.Json["checks"]!.AsArray().Select(check => $"{check!["name"]} {check["status"]}"));
    }

    /// <summary>After the second for which the last answer is kept.</summary>
    private async Task<Answer> NextReadinessAsync()
    {
        await Task.Delay(1_100, TestContext.Current.CancellationToken);
        return await SendAsync(HttpMethod.Get, "/health/ready");
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
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
