using System.Net.Sockets;
using Npgsql;

namespace ItaApi.LocalPostgres;

/// <summary>The reply of a server to a connection attempt.</summary>
internal enum ServerReply
{
    /// <summary>No process listens there.</summary>
    NotListening,

    /// <summary>A process listens, and does not answer or does not speak PostgreSQL's protocol.</summary>
    Silence,

    /// <summary>The server is starting or stopping, and accepts no connections at the moment.</summary>
    NotNow,

    /// <summary>The server refuses the service.</summary>
    Refused,

    /// <summary>The server accepts the service, and the database exists.</summary>
    Ready,
}

/// <summary>One connection attempt and its result.</summary>
/// <param name="Reply">The reply of the server.</param>
/// <param name="Message">The message of the server if it refused.</param>
internal sealed record ServerProbe(ServerReply Reply, string Message = "")
{
    /// <summary>Connects, and creates the database if it does not exist.</summary>
    public static async Task<ServerProbe> AskAsync(string connectionString, CancellationToken ct)
    {
        // Without a pool: a pooled connection would outlive the server when it is stopped.
        var settings = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };

        try
        {
            await ConnectAsync(settings, ct);
            return new ServerProbe(ServerReply.Ready);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.CannotConnectNow)
        {
            return new ServerProbe(ServerReply.NotNow);
        }
        catch (PostgresException fault)
        {
            return new ServerProbe(ServerReply.Refused, fault.MessageText);
        }
        catch (NpgsqlException fault) when (fault.InnerException is SocketException { SocketErrorCode: var code })
        {
            return new ServerProbe(code is SocketError.ConnectionRefused or SocketError.AddressNotAvailable
                ? ServerReply.NotListening
                : ServerReply.Silence);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return new ServerProbe(ServerReply.Silence);
        }
    }

    private static async Task ConnectAsync(NpgsqlConnectionStringBuilder settings, CancellationToken ct)
    {
        var name = settings.Database;
        try
        {
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(ct);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            settings.Database = "postgres";
            await using var connection = new NpgsqlConnection(settings.ConnectionString);
            await connection.OpenAsync(ct);
            await using var create = new NpgsqlCommand("create database " + name, connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
