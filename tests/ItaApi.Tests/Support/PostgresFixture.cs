using ItaApi.Database;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
#if TESTCONTAINERS
using Testcontainers.PostgreSql;
#endif

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace ItaApi.Tests.Support;

/// <summary>
/// One PostgreSQL server for the run: the one <c>ITA_TEST_DATABASE</c> names, else a container where Docker runs, else a throw-away
/// cluster on this machine. Started by the first test that asks for a database; each gets its own, cloned from a migrated template.
/// </summary>
public sealed class PostgresFixture : IAsyncLifetime
{
    private readonly SemaphoreSlim gate = new(1, 1);
    private readonly string template = $"ita_template_{Guid.NewGuid():N}";
    private NpgsqlConnectionStringBuilder? server;
    private IAsyncDisposable? owned;
    private string? folder;

    public ValueTask InitializeAsync() => ValueTask.CompletedTask;

    /// <summary>A migrated database of its own; the name says whose it is when a test is debugged.</summary>
    public async Task<string> CreateDatabaseAsync()
    {
        // A template is cloned only while nobody is connected to it, so one clone at a time.
        await gate.WaitAsync();
        try
        {
            server ??= await StartAsync();
            var name = $"ita_test_{Guid.NewGuid():N}";
            await ExecuteAsync($"create database {name} template {template}");
            return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        }
        finally
        {
            gate.Release();
        }
    }

    /// <summary>An empty database with another encoding or none of the schema, for tests of the start itself.</summary>
    public async Task<string> CreateEmptyDatabaseAsync(string encoding = "UTF8")
    {
        await gate.WaitAsync();
        try
        {
            server ??= await StartAsync();
            var name = $"ita_test_{Guid.NewGuid():N}";
            await ExecuteAsync($"create database {name} template template0 encoding '{encoding}' lc_collate 'C' lc_ctype 'C'");
            return new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = name }.ConnectionString;
        }
        finally
        {
            gate.Release();
        }
    }

    public async Task DropDatabaseAsync(string connectionString)
    {
        NpgsqlConnection.ClearAllPools();
        await ExecuteAsync($"drop database if exists {new NpgsqlConnectionStringBuilder(connectionString).Database} with (force)");
    }

    public async ValueTask DisposeAsync()
    {
        if (server is not null)
            await ExecuteAsync($"drop database if exists {template} with (force)");
        NpgsqlConnection.ClearAllPools();
        if (owned is not null)
            await owned.DisposeAsync();
        if (folder is not null && Directory.Exists(folder))
            Directory.Delete(folder, recursive: true);
        gate.Dispose();
    }

    private async Task<NpgsqlConnectionStringBuilder> StartAsync()
    {
        server = new NpgsqlConnectionStringBuilder(await FindServerAsync()) { Pooling = true };
        await ExecuteAsync($"create database {template} template template0 encoding 'UTF8' lc_collate 'C' lc_ctype 'C'");
        var connectionString = new NpgsqlConnectionStringBuilder(server.ConnectionString) { Database = template, Pooling = false }.ConnectionString;
        await using var database = NpgsqlDataSource.Create(connectionString);
        await Migrations.ApplyAsync(database, Migrations.DefaultFolder, NullLogger.Instance, CancellationToken.None);
        return server;
    }

    private async Task<string> FindServerAsync()
    {
        if (Environment.GetEnvironmentVariable("ITA_TEST_DATABASE") is { Length: > 0 } configured)
            return configured;

#if TESTCONTAINERS
        var container = new PostgreSqlBuilder().WithImage("postgres:17").Build();
        await container.StartAsync();
        owned = container;
        return container.GetConnectionString();
#else
        // Root's own temporary folders cannot be entered by the user that PostgreSQL then runs as.
        var parent = Environment.IsPrivilegedProcess && OperatingSystem.IsLinux() ? "/var/lib" : Path.GetTempPath();
        folder = Path.Combine(parent, $"itaapi-test-{Guid.NewGuid():N}");
        var local = await LocalPostgres.StartAsync(new LocalPostgresOptions { DataFolder = folder, Durable = false });
        owned = local;
        return local.ConnectionString;
#endif
    }

    private async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection(server!.ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }
}
