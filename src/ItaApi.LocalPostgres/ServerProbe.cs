using System.Net.Sockets;
using Npgsql;

namespace ItaApi.LocalPostgres;

/// <summary>What a server says to an attempt to connect.</summary>
internal enum ServerReply
{
    /// <summary>Nobody listens there.</summary>
    Nobody,

    /// <summary>Somebody listens, and does not answer or not in PostgreSQL's language.</summary>
    Silence,

    /// <summary>It is coming up or going down, and not to be connected to at the moment.</summary>
    NotNow,

    /// <summary>It does not let the service in.</summary>
    Refused,

    /// <summary>It lets the service in, and the database is there.</summary>
    Ready,
}

/// <summary>One attempt to connect to a server, and what came of it.</summary>
/// <param name="Reply">What the server said.</param>
/// <param name="Words">Its words, if it refused.</param>
internal sealed record ServerProbe(ServerReply Reply, string Words = "")
{
    /// <summary>Connects, and creates the database if the server has none of that name.</summary>
    public static async Task<ServerProbe> AskAsync(string connectionString, CancellationToken ct)
    {
        // Without a pool: a kept connection would outlive the server that is stopped below it.
        var way = new NpgsqlConnectionStringBuilder(connectionString) { Pooling = false, Timeout = 5 };

        try
        {
            await ConnectAsync(way, ct);
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
                ? ServerReply.Nobody
                : ServerReply.Silence);
        }
        catch (Exception fault) when (fault is NpgsqlException or TimeoutException)
        {
            return new ServerProbe(ServerReply.Silence);
        }
    }

    private static async Task ConnectAsync(NpgsqlConnectionStringBuilder way, CancellationToken ct)
    {
        var name = way.Database;
        try
        {
            await using var connection = new NpgsqlConnection(way.ConnectionString);
            await connection.OpenAsync(ct);
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.InvalidCatalogName)
        {
            way.Database = "postgres";
            await using var connection = new NpgsqlConnection(way.ConnectionString);
            await connection.OpenAsync(ct);
            await using var create = new NpgsqlCommand("create database " + name, connection);
            await create.ExecuteNonQueryAsync(ct);
        }
    }
}
