using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// A data loader: while a query runs, further keys queue, and the next query fetches them together. It starts after the lookups it
/// answers, so it shows what was committed before them. Equal keys share one row, which no caller may change. A query runs outside its
/// callers' transactions and traces: it links to their traces, and is cancelled once all of them are.
/// </summary>
/// <param name="sql">
/// Answers at most one row for a key; the last column is the key's place, from 1. Each list of keys is unnested from a sub-select, so that
/// the planner does not see its length and plans the statement once.
/// </param>
internal sealed class BatchedRead<TKey, TRow>(NpgsqlDataSource database, string sql, Func<TKey[], NpgsqlParameter[]> parametersOf)
    : IThreadPoolWorkItem where TKey : notnull where TRow : class
{
    /// <summary>Queries at a time; more would make batches smaller.</summary>
    private static readonly int MaxQueries = Math.Clamp(Environment.ProcessorCount / 2, 1, 4);

    /// <summary>A query that takes longer no longer counts, so that it does not hold up the next batch.</summary>
    private static readonly TimeSpan SlowAfter = TimeSpan.FromMilliseconds(50);

    private readonly Lock gate = new();
    private LookupBatch<TKey, TRow> queued = new(new CancellationTokenSource());
    private int queries;
    private Func<DbDataReader, TRow>? parse;

    /// <summary>The row of a key; null when there is none.</summary>
    public async Task<TRow?> FindAsync(TKey key, CancellationToken ct)
    {
        LookupBatch<TKey, TRow> batch;
        Task<TRow?> answer;
        lock (gate)
        {
            (batch, answer) = (queued, queued.Join(key));
            if (batch.Callers == 1 && queries < MaxQueries)
            {
                queries++;
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
            }
        }

        try
        {
            return await answer.WaitAsync(ct);
        }
        catch (OperationCanceledException) when (ct.IsCancellationRequested)
        {
            lock (gate)
                batch.Leave();
            throw;
        }
    }

    void IThreadPoolWorkItem.Execute() => _ = AnswerBatchesAsync();

    /// <summary>Answers batch after batch on one connection; the pool would hand out another each time.</summary>
    private async Task AnswerBatchesAsync()
    {
        await using var connection = database.CreateConnection();
        while (TakeQueued() is { } batch)
        {
            var query = AnswerAsync(connection, batch, batch.Keys, batch.Answers);
            await query.WaitAsync(SlowAfter).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (!query.IsCompleted)
            {
                ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
                await query;
                return;
            }

            // Behind the callers that were just answered, so that their next lookups join the batch.
            await Task.Yield();
        }
    }

    private LookupBatch<TKey, TRow>? TakeQueued()
    {
        lock (gate)
        {
            var taken = queued;
            queued = new LookupBatch<TKey, TRow>(new CancellationTokenSource());
            if (taken.TryStart())
                return taken;
            queries--;
            return null;
        }
    }

    private async Task AnswerAsync(
        NpgsqlConnection connection, LookupBatch<TKey, TRow> batch, TKey[] keys, TaskCompletionSource<TRow?>[] answers)
    {
        using var activity = batch.StartActivity();
        try
        {
            if (connection.State != ConnectionState.Open)
                await connection.OpenAsync(batch.Abandoned);
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parametersOf(keys));
            await using var rows = await command.ExecuteReaderAsync(batch.Abandoned);
            parse ??= rows.GetRowParser<TRow>();
            while (await rows.ReadAsync(batch.Abandoned))
                answers[rows.GetInt64(rows.FieldCount - 1) - 1].TrySetResult(parse(rows));
            Array.ForEach(answers, answer => answer.TrySetResult(null));
        }
        // The connection holds, so a key was refused or its row cannot be read: the keys without an answer are sent alone.
        catch (Exception e) when (keys.Length > 1 && e is (not NpgsqlException) or PostgresException { InvariantSeverity: "ERROR" })
        {
            foreach (var (key, answer) in keys.Zip(answers).Where(lookup => !lookup.Second.Task.IsCompleted))
                await AnswerAsync(connection, batch, [key], [answer]);
        }
        catch (Exception failure)
        {
            Array.ForEach(answers, answer => answer.TrySetException(failure));
        }
    }
}
