using System.Data;
using System.Data.Common;
using Dapper;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// A statement that reads what keys name, many at a time. A key that is asked for while others are on their way waits until these are back,
/// and all that wait then go together in one statement: under load they share a round trip, its turn of two processes and the start of a
/// statement, while a key that is alone waits for nobody.
/// </summary>
/// <remarks>
/// What is answered was read after it was asked for, so it shows whatever was committed until then. Equal keys that wait are asked for once,
/// and answered with one row between them, which nobody may change. Who gives up leaves the key to be read all the same. Those behind a
/// statement that takes long wait for it, so it is for few rows by an index. The connection is kept while anybody waits: the pool would give
/// the one that was not used for longest, whose server process finds the least of what it needs near.
/// </remarks>
/// <typeparam name="TKey">What names a row; equal keys name equal rows.</typeparam>
/// <typeparam name="TRow">What Dapper makes of a row: an object with members of the columns' names.</typeparam>
/// <param name="sql">
/// Answers at most one row a key, its last column the key's place among those asked for, from 1. The lists of keys are best unnested from a
/// sub-select each: so their length is unknown to the planner, and the statement is planned once and not for every list.
/// </param>
/// <param name="parametersOf">The keys as the statement takes them.</param>
public sealed class KeyedRead<TKey, TRow>(NpgsqlDataSource database, string sql, Func<IReadOnlyList<TKey>, NpgsqlParameter[]> parametersOf) : IThreadPoolWorkItem
    where TKey : notnull
    where TRow : class
{
    /// <summary>What PostgreSQL calls an error that ends the statement and not the connection.</summary>
    private const string StatementRefused = "ERROR";

    /// <summary>How often all that is ready to run goes before the next statement.</summary>
    private const int TurnsOfOthers = 4;

    private readonly Lock gate = new();
    private Dictionary<TKey, TaskCompletionSource<TRow?>> waiting = [];
    private bool isUnderWay;

    /// <summary>What a key names; null where that is nothing.</summary>
    public Task<TRow?> FindAsync(TKey key, CancellationToken ct)
    {
        TaskCompletionSource<TRow?>? answer;
        bool isFirst;
        lock (gate)
        {
            if (!waiting.TryGetValue(key, out answer))
                waiting.Add(key, answer = new(TaskCreationOptions.RunContinuationsAsynchronously));
            isFirst = !isUnderWay;
            isUnderWay = true;
        }

        if (isFirst)
        {
            // Behind what is ready to run, which may ask for more.
            ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
        }

        return answer.Task.WaitAsync(ct);
    }

    /// <summary>Not on the caller's own context: what is ambient there, a transaction or a trace, is not that of the others.</summary>
    void IThreadPoolWorkItem.Execute() => _ = AnswerAllAsync();

    private async Task AnswerAllAsync()
    {
        await using var connection = database.CreateConnection();
        while (TakeWaiting() is { } taken)
        {
            await AnswerAsync(connection, [.. taken.Keys], [.. taken.Values]);
            // Those that were answered go on first, and what is asked for meanwhile goes along.
            for (var turn = 0; turn < TurnsOfOthers; turn++)
                await Task.Yield();
        }
    }

    /// <summary>All who wait; null where nobody does, and then nothing is under way any more.</summary>
    private Dictionary<TKey, TaskCompletionSource<TRow?>>? TakeWaiting()
    {
        lock (gate)
        {
            var taken = waiting;
            if (taken.Count == 0)
            {
                isUnderWay = false;
                return null;
            }

            waiting = [];
            return taken;
        }
    }

    private async Task AnswerAsync(NpgsqlConnection connection, TKey[] keys, TaskCompletionSource<TRow?>[] answers)
    {
        try
        {
            if (connection.State != ConnectionState.Open)
                await connection.OpenAsync();
            await using var command = new NpgsqlCommand(sql, connection);
            command.Parameters.AddRange(parametersOf(keys));
            await using var rows = await command.ExecuteReaderAsync();
            var parse = rows.GetRowParser<TRow>();
            while (await rows.ReadAsync())
                Answer(answers[rows.GetInt64(rows.FieldCount - 1) - 1], rows, parse);
            foreach (var answer in answers)
                answer.TrySetResult(null);
        }
        catch (PostgresException refused) when (refused.InvariantSeverity == StatementRefused && keys.Length > 1)
        {
            // Whosever fault it is, it is not that of the others.
            for (var i = 0; i < keys.Length; i++)
            {
                if (!answers[i].Task.IsCompleted)
                    await AnswerAsync(connection, [keys[i]], [answers[i]]);
            }
        }
        catch (Exception failure)
        {
            foreach (var answer in answers)
                answer.TrySetException(failure);
        }
    }

    private static void Answer(TaskCompletionSource<TRow?> answer, NpgsqlDataReader row, Func<DbDataReader, TRow> parse)
    {
        try
        {
            answer.TrySetResult(parse(row));
        }
        catch (Exception failure)
        {
            // Nothing of the others'.
            answer.TrySetException(failure);
        }
    }
}
