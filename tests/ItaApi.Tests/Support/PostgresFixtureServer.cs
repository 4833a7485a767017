using DotNet.Testcontainers.Builders;
using ItaApi.LocalPostgres;
using ItaApi.TestData;
using Testcontainers.PostgreSql;

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

        return await TryStartContainerAsync() ?? await StartLocalAsync();
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var belonging in belongings)
        {
            await belonging.DisposeAsync();
        }
    }

    /// <summary>A container of its own; null where Docker does not run, or cannot start one.</summary>
    private static async Task<PostgresFixtureServer?> TryStartContainerAsync()
    {
        try
        {
            // It turns durability off by itself, and its reaper removes what a killed run leaves.
            var container = new PostgreSqlBuilder("postgres:17").Build();
            await container.StartAsync();
            return new PostgresFixtureServer(container.GetConnectionString(), container);
        }
        catch (DockerUnavailableException)
        {
            return null;
        }
        catch (Exception fault)
        {
            // No image and no way to fetch it, for example.
            Console.Error.WriteLine($"Docker started no container, so a local PostgreSQL serves the tests: {fault.Message}");
            return null;
        }
    }

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
