using Dapper;
using ItaApi.Database;
using ItaApi.Imports.Files;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>Judges the batches of an import, each in a short transaction that also records the progress.</summary>
internal sealed class BatchRunner(NpgsqlDataSource database)
{
    /// <summary>The batches in memory at once: judging one needs a processor, staging one needs the database.</summary>
    private const int BatchesAtOnce = 3;

    /// <summary>Judges and stages the remaining batches, some at once; false when the import no longer belongs to this worker.</summary>
    public async Task<bool> RunAsync(ImportJob job, IRowJudge judge, CancellationToken ct)
    {
        var (number, last) = (job.BatchesDone, new BatchRun(Task.FromResult(BatchEnd.Kept), Task.CompletedTask));
        Queue<Task<BatchEnd>> underWay = [];
        try
        {
            while (true)
            {
                while (underWay.Count < BatchesAtOnce)
                {
                    last = Start(job, judge, ++number, last, ct);
                    underWay.Enqueue(last.End);
                }

                if (await underWay.Peek() is not BatchEnd.Kept and var end)
                    return end == BatchEnd.Missing;
                _ = underWay.Dequeue();
            }
        }
        finally
        {
            // The reason of the stop is reported; the outcome of the batches after it does not matter.
            await ((Task)Task.WhenAll(underWay)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    private BatchRun Start(ImportJob job, IRowJudge judge, int number, BatchRun before, CancellationToken ct)
    {
        var connected = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        return new BatchRun(RunAsync(), connected.Task);

        async Task<BatchEnd> RunAsync()
        {
            try
            {
                return await JudgeAsync(job, judge, number, before, connected, ct);
            }
            finally
            {
                connected.TrySetResult();
            }
        }
    }

    /// <summary>Judges and stages a batch, and records its completion after that of the batch before.</summary>
    private async Task<BatchEnd> JudgeAsync(
        ImportJob job, IRowJudge judge, int number, BatchRun before, TaskCompletionSource connected, CancellationToken ct)
    {
        if (await ReadAsync(job, number, ct) is not { } rows)
            return BatchEnd.Missing;

        var batch = await judge.JudgeAsync(rows, ct);
        // Connections are taken in the order of the batches: a batch that waits for the one before never holds the connection that this one
        // waits for.
        await before.Connected;
        await using var connection = await database.OpenToWriteAsync(ct);
        connected.TrySetResult();
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await batch.StageAsync(connection, ct);
        await RowOutcomeTable.AddAsync(connection, job.Id, batch.Rows, ct);
        if (await before.End is BatchEnd.Taken || !await AdvanceAsync(connection, job, number, rows.Count, batch.Joined, ct))
            return BatchEnd.Taken;

        await transaction.CommitAsync(ct);
        return BatchEnd.Kept;
    }

    private async Task<List<ReceivedRow>?> ReadAsync(ImportJob job, int number, CancellationToken ct)
    {
        const string sql = "select rows, contents from import_batch where import_id = @id and number = @number";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<Batch>(
            new CommandDefinition(sql, new { job.Id, number }, cancellationToken: ct)) is { } batch
            ? [.. batch.Rows.Zip(batch.Contents, (row, content) => new ReceivedRow(row, content))]
            : null;
    }

    /// <summary>Records the progress of the import; false when it no longer belongs to this worker.</summary>
    private static async Task<bool> AdvanceAsync(
        NpgsqlConnection connection, ImportJob job, int number, int rows, int joined, CancellationToken ct)
    {
        // A batch that a crash of the database loses is judged again, so no batch waits for the disk.
        const string sql = """
            select set_config('synchronous_commit', 'off', true);
            update import
            set batches_done = @number, rows_done = rows_done + @rows, joined = joined + @joined,
                leased_until = now() + interval '10 seconds'
            where id = @id and claim = @claim and state = 'running' and batches_done = @number - 1
            """;

        return await connection.ExecuteAsync(
            new CommandDefinition(sql, new { job.Id, job.Claim, number, rows, joined }, cancellationToken: ct)) > 0;
    }

    private enum BatchEnd
    {
        Kept,

        /// <summary>There is no such batch: all are done.</summary>
        Missing,

        /// <summary>The import no longer belongs to this worker.</summary>
        Taken,
    }

    /// <param name="End">How the batch ended.</param>
    /// <param name="Connected">The batch has the connection it needs, or no longer needs one.</param>
    private sealed record BatchRun(Task<BatchEnd> End, Task Connected);

    private sealed record Batch
    {
        public required int[] Rows { get; init; }
        public required byte[][] Contents { get; init; }
    }
}
