using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ItaApi.Tests.ApiKeys;

/// <summary>When a key was last used is stored in the end, whatever happens to a write on the way.</summary>
public sealed class ApiKeyUsesTests(PostgresFixture postgres) : IAsyncLifetime
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 2, 12, 0, 0, TimeSpan.Zero);

    private TestDatabase database = null!;
    private ApiKeyUses uses = null!;
    private Guid key;

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        DapperSetup.Apply();
        database = await postgres.CreateDatabaseAsync();
        var keys = new ApiKeyRepository(database.DataSource, database.DataSource, TimeProvider.System);
        uses = new ApiKeyUses(keys, TimeProvider.System, NullLogger<ApiKeyUses>.Instance);
        var body = new ApiKeyBody { Name = "a test's", Scopes = [Scope.Write], Provinces = ["*"] };
        key = (await keys.CreateAsync(body, ApiKeySecret.Create(), Caller.Service, Cancelled)).Id;
    }

    public async ValueTask DisposeAsync()
    {
        uses.Dispose();
        await database.DisposeAsync();
    }

    [Fact]
    public async Task A_use_is_stored_when_the_service_stops()
    {
        uses.Note(key, Noon);

        await uses.StopAsync(Cancelled);

        Assert.Equal(Noon, await LastUseAsync());
    }

    [Fact]
    public async Task A_use_whose_write_failed_is_stored_by_the_next()
    {
        uses.Note(key, Noon);
        await ExecuteAsync("alter table api_key rename to api_key_unavailable");
        await uses.StopAsync(Cancelled);
        await ExecuteAsync("alter table api_key_unavailable rename to api_key");
        Assert.Null(await LastUseAsync());

        await uses.StopAsync(Cancelled);

        Assert.Equal(Noon, await LastUseAsync());
    }

    [Fact]
    public async Task A_use_whose_write_was_cancelled_is_stored_by_the_next()
    {
        uses.Note(key, Noon);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => uses.StopAsync(new CancellationToken(canceled: true)));
        Assert.Null(await LastUseAsync());

        await uses.StopAsync(Cancelled);

        Assert.Equal(Noon, await LastUseAsync());
    }

    [Fact]
    public async Task A_use_during_a_write_is_stored_by_the_next()
    {
        uses.Note(key, Noon);
        await using var held = await HeldTransaction.BeginAsync(database.ConnectionString, "select from api_key for update");
        var first = uses.StopAsync(Cancelled);
        await held.UntilSomebodyWaitsAsync();
        uses.Note(key, Noon.AddHours(1));
        await held.CommitAsync();
        await first;

        await uses.StopAsync(Cancelled);

        Assert.Equal(Noon.AddHours(1), await LastUseAsync());
    }

    private async Task<DateTimeOffset?> LastUseAsync()
    {
        await using var command = database.DataSource.CreateCommand("select last_used_at from api_key where id = $1");
        command.Parameters.Add(new NpgsqlParameter { Value = key });
        return await command.ExecuteScalarAsync(Cancelled) is DateTime at ? new DateTimeOffset(at) : null;
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancelled);
    }
}
