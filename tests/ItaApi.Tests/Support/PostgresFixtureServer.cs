using ItaApi.LocalPostgres;
using ItaApi.TestData;
#if TESTCONTAINERS
using Testcontainers.PostgreSql;
#endif

namespace ItaApi.Tests.Support;

/// <summary>The server of a run, wherever it comes from, and what has to be put away after it.</summary>
internal sealed class PostgresFixtureServer : IAsyncDisposable
{
    private readonly IAsyncDisposable[] belongings;

    private PostgresFixtureServer(string connectionString, params IAsyncDisposable[] belongings)
    {
        ConnectionString = connectionString;
        this.belongings = belongings;
    }

    /// <summary>The way to a database of the server, as a role that may create others.</summary>
    public string ConnectionString { get; }

    public static async Task<PostgresFixtureServer> StartAsync()
    {
        if (Environment.GetEnvironmentVariable("ITA_TEST_DATABASE") is { Length: > 0 } configured)
        {
            return new PostgresFixtureServer(configured);
        }

#if TESTCONTAINERS
        try
        {
            return await StartContainerAsync();
        }
        catch (Exception fault)
        {
            // A socket is not yet a Docker that lets this user in.
            Console.Error.WriteLine($"Docker started no container, so a local PostgreSQL serves the tests: {fault.Message}");
        }
#endif

        return await StartLocalAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var belonging in belongings)
        {
            await belonging.DisposeAsync();
        }
    }

#if TESTCONTAINERS
    private static async Task<PostgresFixtureServer> StartContainerAsync()
    {
        // It turns durability off by itself, and what a killed run leaves is removed by its reaper.
#pragma warning disable CS0618 // Later versions want the image in the constructor, which this one does not have.
        var container = new PostgreSqlBuilder().WithImage("postgres:17").Build();
#pragma warning restore CS0618
        await container.StartAsync();
        return new PostgresFixtureServer(container.GetConnectionString(), container);
    }
#endif

    private static async Task<PostgresFixtureServer> StartLocalAsync()
    {
        await ThrowawayFolder.SweepAsync();

        var folder = new ThrowawayFolder();
        try
        {
            var postgres = await LocalServer.StartAsync(
                new LocalServerOptions { DataFolder = folder.Path, Durable = false, Say = _ => { } });
            return new PostgresFixtureServer(postgres.ConnectionString, postgres, folder);
        }
        catch
        {
            await folder.DisposeAsync();
            throw;
        }
    }
}
