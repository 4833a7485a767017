using Npgsql;

namespace ItaApi.LocalPostgres.Tests;

/// <summary>How the tests start the service's own PostgreSQL and ask it things.</summary>
internal static class LocalServerTrial
{
    /// <summary>The installed programs only, and nothing said on the console.</summary>
    public static LocalServerOptions OptionsFor(string folder) => new()
    {
        DataFolder = folder,
        FetchWithNpm = false,
        Durable = false,
        Say = _ => { },
    };

    /// <summary>Skips the test where PostgreSQL is not installed.</summary>
    public static async Task<LocalServer> StartAsync(LocalServerOptions options, CancellationToken ct)
    {
        try
        {
            return await LocalServer.StartAsync(options, ct: ct);
        }
        catch (LocalServerException fault) when (fault.Message.Contains("none was found on this machine", StringComparison.Ordinal))
        {
            Assert.Skip("PostgreSQL's programs are not installed here.");
            throw;
        }
    }

    public static async Task<object?> ScalarAsync(LocalServer postgres, string sql, CancellationToken ct)
    {
        // Without a pool: its connections would outlive the server.
        await using var connection = new NpgsqlConnection(postgres.ConnectionString + ";Pooling=false");
        await connection.OpenAsync(ct);
        await using var command = new NpgsqlCommand(sql, connection);
        return await command.ExecuteScalarAsync(ct);
    }
}
