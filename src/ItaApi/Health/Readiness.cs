using Dapper;
using ItaApi.Database;
using ItaApi.Http.Problems;
using Npgsql;

namespace ItaApi.Health;

/// <summary>
/// Finds out whether the database answers and stores. It writes, because only a write shows that: a standby, a full disk and a commit that
/// waits for its own standby all answer reads. Probes within a second share one answer, so that a flood of them costs little.
/// </summary>
internal sealed class Readiness([FromKeyedServices(DatabasePools.Probes)] NpgsqlDataSource database, TimeProvider clock) : IDisposable
{
    /// <summary>The time within which the database must answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    private static readonly TimeSpan Fresh = TimeSpan.FromSeconds(1);

    private readonly SemaphoreSlim asking = new(1);
    private DatabaseState? known;
    private long askedAt;

    public async Task<DatabaseState> FindAsync(CancellationToken ct)
    {
        await asking.WaitAsync(ct);
        try
        {
            if (known is null || clock.GetElapsedTime(askedAt) >= Fresh)
            {
                using var patience = new CancellationTokenSource(Patience, clock);
                known = await AskAsync(patience.Token);
                // A connection of the pool may have been lost while it was idle; the second question gets a new one.
                if (known.Reading is not null && !patience.IsCancellationRequested)
                    known = await AskAsync(patience.Token);
                askedAt = clock.GetTimestamp();
            }

            return known;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();

    private async Task<DatabaseState> AskAsync(CancellationToken patience)
    {
        string? reading = "database_unavailable";
        try
        {
            await using var connection = await database.OpenConnectionAsync(patience);
            await connection.ExecuteAsync(new CommandDefinition("select 1", cancellationToken: patience));
            reading = null;
            return new DatabaseState(reading, await WriteAsync(connection, patience));
        }
        catch (Exception failure) when (failure is NpgsqlException or OperationCanceledException)
        {
            var code = DatabaseProblems.From(failure)?.Code ?? "database_unavailable";
            return new DatabaseState(reading is null ? null : code, code);
        }
    }

    /// <summary>Null when what was written is stored, else the code of the reason.</summary>
    private static async Task<string?> WriteAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        var watch = CommitWatch.Begin();
        watch.Follow(connection);
        var rows = await connection.ExecuteAsync(new CommandDefinition(
            "update write_probe set written_at = clock_timestamp()", cancellationToken: ct));
        return watch.IsUnconfirmed ? "outcome_unknown" : rows == 0 ? "database_unavailable" : null;
    }
}

/// <summary>Whether the database answers and stores: null, or the code of the problem with which a request would be answered.</summary>
internal sealed record DatabaseState(string? Reading, string? Writing);
