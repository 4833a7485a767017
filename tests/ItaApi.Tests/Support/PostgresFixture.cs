using System.Globalization;
using ItaApi.Database.Migrations;
using ItaApi.Tests.Support;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

[assembly: AssemblyFixture(typeof(PostgresFixture))]

namespace ItaApi.Tests.Support;

/// <summary>
/// One PostgreSQL server for the whole run, and on it a database of its own for whoever asks: a copy of a template that
/// was migrated once. Test classes take the fixture in their constructor and may run at the same time.
/// </summary>
/// <remarks>
/// The server is the one <c>ITA_TEST_DATABASE</c> names (a connection string; its role may create databases and roles), else a
/// container where Docker runs, else a throw-away cluster of the machine's own PostgreSQL. It is started by the first
/// who asks, so that a run of tests without a database does without. Databases sort by code point, wherever they are.
/// </remarks>
public sealed class PostgresFixture : IAsyncDisposable
{
    private const string SortedByCodePoint = "lc_collate 'C' lc_ctype 'C' template template0";

    // Unique on a server that several runs share.
    private readonly string run = "ita_test_" + Guid.NewGuid().ToString("n")[..8];
    private readonly Lazy<Task<PostgresFixtureServer>> server = new(PostgresFixtureServer.StartAsync);
    private readonly Lazy<Task<string>> template;
    private readonly Lazy<Task<string>> serviceRole;

    // Nobody may be connected to a template while it is copied, so the copies are made one after another.
    private readonly SemaphoreSlim copying = new(1);
    private int databases;

    /// <summary>Creates the fixture; nothing is started yet.</summary>
    public PostgresFixture()
    {
        template = new Lazy<Task<string>>(CreateTemplateAsync);
        serviceRole = new Lazy<Task<string>>(CreateServiceRoleAsync);
    }

    /// <summary>
    /// Adds to the migrated template what every database shall have from the start, reference data for example. Receives
    /// the template's connection string; whatever it opens it closes.
    /// </summary>
    public static Func<string, Task> PrepareTemplate { get; set; } = _ => Task.CompletedTask;

    /// <summary>A migrated database of the caller's own.</summary>
    public async Task<TestDatabase> CreateDatabaseAsync()
    {
        var source = await template.Value;

        await copying.WaitAsync();
        try
        {
            return await CreateAsync($"template {source}");
        }
        finally
        {
            copying.Release();
        }
    }

    /// <summary>A database of the caller's own with nothing in it.</summary>
    /// <param name="encoding">What the server stores text as.</param>
    public Task<TestDatabase> CreateEmptyDatabaseAsync(string encoding = "UTF8") =>
        CreateAsync($"encoding '{encoding}' {SortedByCodePoint}");

    /// <summary>Removes the template and, if it was started for this run, the server.</summary>
    public async ValueTask DisposeAsync()
    {
        if (server.IsValueCreated && server.Value.IsCompletedSuccessfully)
        {
            if (template.IsValueCreated && template.Value.IsCompletedSuccessfully)
            {
                await ExecuteAsync($"drop database if exists {await template.Value} with (force)");
            }

            if (serviceRole.IsValueCreated && serviceRole.Value.IsCompletedSuccessfully)
            {
                await ExecuteAsync($"drop role if exists {await serviceRole.Value}");
            }

            await (await server.Value).DisposeAsync();
        }

        copying.Dispose();
    }

    internal async Task ExecuteAsync(string sql)
    {
        await using var connection = new NpgsqlConnection((await server.Value).ConnectionString);
        await connection.OpenAsync();
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<TestDatabase> CreateAsync(string how)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"{run}_{Interlocked.Increment(ref databases)}");
        await ExecuteAsync($"create database {name} {how}");
        var way = await WayToAsync(name, pooling: true);
        var role = await serviceRole.Value;
        return new TestDatabase(
            this, name, way, new NpgsqlConnectionStringBuilder(way) { Username = role, Password = role }.ConnectionString);
    }

    private async Task<string> CreateServiceRoleAsync()
    {
        var role = run + "_service";
        await ExecuteAsync($"create role {role} login password '{role}'");
        return role;
    }

    private async Task<string> CreateTemplateAsync()
    {
        var name = run + "_template";
        await ExecuteAsync($"create database {name} encoding 'UTF8' {SortedByCodePoint}");

        // Without a pool, which would stay connected.
        var connectionString = await WayToAsync(name, pooling: false);
        await using (var source = NpgsqlDataSource.Create(connectionString))
        {
            await Migrator.ApplyAsync(source, Migrator.DefaultFolder, NullLogger.Instance, CancellationToken.None);
        }

        await PrepareTemplate(connectionString);
        return name;
    }

    private async Task<string> WayToAsync(string database, bool pooling) =>
        new NpgsqlConnectionStringBuilder((await server.Value).ConnectionString)
        {
            Database = database,
            Pooling = pooling,
            // Many classes at once share a server's hundred connections.
            MaxPoolSize = 8,
            IncludeErrorDetail = true,
        }.ConnectionString;
}

/// <summary>A database for one test class or test, dropped when disposed, whoever is still connected.</summary>
public sealed class TestDatabase : IAsyncDisposable
{
    private readonly PostgresFixture postgres;
    private readonly Lazy<NpgsqlDataSource> source;

    internal TestDatabase(PostgresFixture postgres, string name, string connectionString, string serviceConnectionString)
    {
        this.postgres = postgres;
        Name = name;
        ConnectionString = connectionString;
        ServiceConnectionString = serviceConnectionString;
        source = new Lazy<NpgsqlDataSource>(() => NpgsqlDataSource.Create(connectionString));
    }

    /// <summary>Its name on the server.</summary>
    public string Name { get; }

    /// <summary>The way to it, with rights to everything in it.</summary>
    public string ConnectionString { get; }

    /// <summary>The way to it as the role a service works as, which has the rights that the service gives it at its start.</summary>
    public string ServiceConnectionString { get; }

    /// <summary>Its connections, for a test that looks behind the service.</summary>
    public NpgsqlDataSource DataSource => source.Value;

    /// <summary>Drops the database.</summary>
    public async ValueTask DisposeAsync()
    {
        if (source.IsValueCreated)
        {
            await source.Value.DisposeAsync();
        }

        await postgres.ExecuteAsync($"drop database if exists {Name} with (force)");
    }
}
