using ItaApi.Database;
using ItaApi.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;

namespace ItaApi.Tests.Database;

/// <summary>The time limits that PostgreSQL itself keeps.</summary>
[Trait("Category", "CultureFree")]
public sealed class ServerLimitsTests(PostgresFixture postgres) : IAsyncLifetime
{
    private readonly ItaApplication ita = new(postgres)
    {
        Settings = [("Database:StatementSeconds", "2"), ("Database:LockSeconds", "1"), ("Database:IdleInTransactionSeconds", "7")],
    };

    public ValueTask InitializeAsync() => ita.InitializeAsync();

    public ValueTask DisposeAsync() => ita.DisposeAsync();

    [Theory]
    [InlineData(null, "2s", "1s", "7s")]
    [InlineData(DatabasePools.Work, "10min", "1min", "1min")]
    [InlineData(DatabasePools.Probes, "2s", "1s", "2s")]
    public async Task Each_pool_has_its_limits(string? pool, string statement, string wait, string idle)
    {
        const string sql = """
            select current_setting('statement_timeout'), current_setting('lock_timeout'),
                   current_setting('idle_in_transaction_session_timeout')
            """;

        var database = pool is null
            ? ita.Services.GetRequiredService<NpgsqlDataSource>()
            : ita.Services.GetRequiredKeyedService<NpgsqlDataSource>(pool);
        await using var command = database.CreateCommand(sql);
        await using var limits = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        Assert.True(await limits.ReadAsync(TestContext.Current.CancellationToken));

        Assert.Equal((statement, wait, idle), (limits.GetString(0), limits.GetString(1), limits.GetString(2)));
    }

    [Fact]
    public async Task A_write_that_waits_too_long_for_another_is_busy_and_stored_nothing()
    {
        var code = await ita.CreateAgencyAsync();
        await using (await HeldTransaction.BeginAsync(ita.ConnectionString, $"select from agency where code = '{code}' for update"))
            (await ita.PutAsync($"/v1/agencies/{code}", Some.Agency("อื่น"))).IsProblem(503, "database_busy");

        Assert.Equal(1, (await ita.GetAsync($"/v1/agencies/{code}")).Json["version"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_statement_that_takes_too_long_is_ended_by_the_server()
    {
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using (var command = database.CreateCommand("""
            create function linger() returns trigger language plpgsql as $$ begin perform pg_sleep(20); return new; end $$;
            create trigger linger before insert on agency for each row execute function linger();
            """))
        {
            await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
        }

        (await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Some.Agency())).IsProblem(503, "database_busy");

        await using var end = database.CreateCommand("drop trigger linger on agency; drop function linger()");
        await end.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }
}
