using Dapper;
using Npgsql;

namespace ItaApi.Startup;

/// <summary>
/// Lets one instance at a time write what the service stores at its start: the first instance writes it, and instances that start at the
/// same moment wait and find it written.
/// </summary>
internal sealed class StartupLock : IAsyncDisposable
{
    // "ITA STRT" in ASCII: other users of the database are unlikely to lock this number.
    private const long Key = 0x4954412053545254;

    private readonly NpgsqlConnection connection;
    private readonly NpgsqlTransaction transaction;

    private StartupLock(NpgsqlConnection connection, NpgsqlTransaction transaction)
    {
        this.connection = connection;
        this.transaction = transaction;
    }

    /// <summary>Waits until no other instance holds it.</summary>
    public static async Task<StartupLock> TakeAsync(NpgsqlDataSource database, CancellationToken ct)
    {
        // A transaction holds the lock, so that it works through a pooler too. It is idle while its instance works on other connections,
        // and the other instances wait that long: no time limit may end either.
        const string sql = """
            set local idle_in_transaction_session_timeout = 0;
            set local lock_timeout = 0;
            set local statement_timeout = 0;
            select pg_advisory_xact_lock(@key)
            """;

        var connection = await database.OpenConnectionAsync(ct);
        try
        {
            var transaction = await connection.BeginTransactionAsync(ct);
            await connection.ExecuteAsync(
                new CommandDefinition(sql, new { key = Key }, transaction, commandTimeout: 0, cancellationToken: ct));
            return new StartupLock(connection, transaction);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        await transaction.DisposeAsync();
        await connection.DisposeAsync();
    }
}
