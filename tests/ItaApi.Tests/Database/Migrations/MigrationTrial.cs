using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace ItaApi.Tests.Database.Migrations;

/// <summary>An empty database for each test, and a folder for the scripts it is to be brought up to.</summary>
public abstract class MigrationTrial(PostgresFixture postgres) : IAsyncLifetime
{
    protected static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    protected PostgresFixture Postgres => postgres;
    private protected ScriptFolder Scripts { get; } = new();
    private protected TestDatabase Database { get; private set; } = null!;

    public async ValueTask InitializeAsync() => Database = await postgres.CreateEmptyDatabaseAsync();

    public async ValueTask DisposeAsync()
    {
        await Database.DisposeAsync();
        Scripts.Dispose();
        GC.SuppressFinalize(this);
    }

    private protected Task<MigrationSummary> ApplyAsync(NpgsqlDataSource? source = null) =>
        Migrator.ApplyAsync(source ?? Database.DataSource, Scripts.Path, NullLogger.Instance, Cancelled);

    protected async Task<object?> ScalarAsync(string sql)
    {
        await using var command = Database.DataSource.CreateCommand(sql);
        return await command.ExecuteScalarAsync(Cancelled);
    }
}
