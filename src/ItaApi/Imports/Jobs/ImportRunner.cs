using Dapper;
using ItaApi.Http.Problems;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// Carries out an import: judges its batches, each in a short transaction that also records the progress, then stores everything in one
/// transaction. After a crash it continues where it was. Because the last transaction both stores and records that, an import is carried
/// out once.
/// </summary>
internal sealed class ImportRunner(
    NpgsqlDataSource database, IEnumerable<IImportSubject> subjects, TimeProvider clock, ILogger<ImportRunner> logger)
{
    /// <summary>How often rows are judged again because the stored data changed in the meantime.</summary>
    private const int Rounds = 5;

    /// <summary>The batches in memory at once: judging one needs a processor, staging one needs the database.</summary>
    private const int BatchesAtOnce = 3;

    private readonly Dictionary<ImportOf, IImportSubject> subjects = subjects.ToDictionary(subject => subject.Of);

    /// <summary>Works on a claimed import until it is finished, cancelled or taken over.</summary>
    /// <exception cref="ImportStuckException">The stored data changes faster than the rows are judged.</exception>
    public async Task RunAsync(ImportJob job, CancellationToken ct)
    {
        var subject = subjects[job.Subject];
        for (var round = 0; round < Rounds; round++)
        {
            if (!await JudgeAsync(job, await subject.OpenAsync(job, ct), ct) || await FinishAsync(job, subject, ct))
                return;

            logger.LogInformation("Import {ImportId} is judged again, because the stored data changed in the meantime", job.Id);
            job = job with { BatchesDone = 0 };
        }

        throw new ImportStuckException();
    }

    /// <summary>Judges and stages the remaining batches, some at once; false when the import no longer belongs to this worker.</summary>
    private async Task<bool> JudgeAsync(ImportJob job, IRowJudge judge, CancellationToken ct)
    {
        var (number, last) = (job.BatchesDone, Task.FromResult(BatchEnd.Kept));
        Queue<Task<BatchEnd>> underWay = [];
        try
        {
            while (true)
            {
                while (underWay.Count < BatchesAtOnce)
                    underWay.Enqueue(last = JudgeAsync(job, judge, ++number, last, ct));
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

    /// <summary>Judges and stages a batch, and records its completion after that of the batch before.</summary>
    private async Task<BatchEnd> JudgeAsync(ImportJob job, IRowJudge judge, int number, Task<BatchEnd> before, CancellationToken ct)
    {
        if (await ReadAsync(job, number, ct) is not { } rows)
            return BatchEnd.Missing;

        var batch = await judge.JudgeAsync(rows, ct);
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        await batch.StageAsync(connection, ct);
        await RowOutcomeTable.AddAsync(connection, job.Id, batch.Rows, ct);
        if (await before is BatchEnd.Taken || !await AdvanceAsync(connection, job, number, rows.Count, batch.Joined, ct))
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

    /// <summary>Stores the judged rows and records that, in one transaction; false when the rows must be judged again.</summary>
    private async Task<bool> FinishAsync(ImportJob job, IImportSubject subject, CancellationToken ct)
    {
        // The planner does not know the rows that were just staged and expects few: it would scan them for each row of the others, or hash
        // and sort all their documents. With merge joins, they stream along their keys.
        const string hold = """
            set local enable_nestloop = off;
            set local enable_hashjoin = off;
            set local work_mem = '64MB';
            select received, joined from import where id = @id and claim = @claim and state = 'running' for update
            """;

        try
        {
            await using var connection = await database.OpenConnectionAsync(ct);
            await using var transaction = await connection.BeginTransactionAsync(ct);
            // A concurrent cancellation waits here and then finds the import finished; after an earlier one, there is nothing to find.
            var held = new CommandDefinition(hold, new { job.Id, job.Claim }, cancellationToken: ct);
            if (await connection.QuerySingleOrDefaultAsync<(int Received, int Joined)?>(held) is not var (received, joined))
            {
                return true;
            }

            var judged = await subject.Stage.CountAsync(connection, job.Id, ct)
                + (await RowOutcomeTable.CountAsync(connection, job.Id, ct)).Rejected;
            if (judged + joined == received)
            {
                joined += await subject.Stage.JoinAsync(connection, job.Id, ct);
                await subject.Stage.RejectRepeatedAsync(connection, job.Id, ct);
                await subject.Stage.RemarkAsync(connection, job.Id, ct);
                var (rejected, warned) = await RowOutcomeTable.CountAsync(connection, job.Id, ct);
                var isRefused = job.Mode == ImportMode.Atomic && rejected > 0;
                var counts = isRefused
                    ? new StoreCounts()
                    : await subject.StoreAsync(connection, job, received - rejected - joined, clock.GetUtcNow(), ct);
                if (counts is not null)
                {
                    if (rejected + warned > 0)
                    {
                        await RowOutcomeTable.AddLinesAsync(connection, job.Id, ct);
                        await RowOutcomeTable.CountKindsAsync(connection, job.Id, ct);
                    }

                    var sums = new ImportSums(counts, joined, rejected, warned);
                    await CloseAsync(connection, job, isRefused ? ImportState.Refused : ImportState.Completed, sums, errors: [], ct);
                    await transaction.CommitAsync(ct);
                    return true;
                }
            }

            await transaction.RollbackAsync(ct);
        }
        catch (PostgresException refused) when (refused.SqlState == DatabaseProblems.KeyNoLongerValid)
        {
            await RefuseAsync(job, RowFault.Of("", "key_no_longer_valid"), ct);
            return true;
        }
        catch (PostgresException met) when (met.SqlState is PostgresErrorCodes.ForeignKeyViolation or PostgresErrorCodes.DeadlockDetected
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation)
        {
            // Another writer was faster: an agency was deleted, or two imports stored the same.
            logger.LogInformation("Import {ImportId} collided with another writer: {Reason}", job.Id, met.MessageText);
        }

        await BeginAgainAsync(job, subject, ct);
        return false;
    }

    private async Task RefuseAsync(ImportJob job, RowFault error, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await RowOutcomeTable.AddLinesAsync(connection, job.Id, ct);
        await RowOutcomeTable.CountKindsAsync(connection, job.Id, ct);
        var (rejected, warned) = await RowOutcomeTable.CountAsync(connection, job.Id, ct);
        await CloseAsync(connection, job, ImportState.Refused, new ImportSums(new StoreCounts(), Joined: 0, rejected, warned), [error], ct);
    }

    private static async Task CloseAsync(
        NpgsqlConnection connection, ImportJob job, ImportState state, ImportSums sums,
        IReadOnlyList<RowFault> errors, CancellationToken ct)
    {
        const string sql = """
            update import
            set state = @state, created = @created, updated = @updated, unchanged = @unchanged, joined = @joined, rejected = @rejected,
                with_warnings = @warned, errors = @errors::jsonb, finished_at = clock_timestamp()
            where id = @id and claim = @claim and state = 'running'
            """;

        await connection.ExecuteAsync(new CommandDefinition(
            sql,
            new
            {
                job.Id,
                job.Claim,
                state = state.ToCode(),
                sums.Stored.Created,
                sums.Stored.Updated,
                sums.Stored.Unchanged,
                sums.Joined,
                sums.Rejected,
                sums.Warned,
                errors = RowFaults.Write(errors),
            },
            cancellationToken: ct));
    }

    private async Task BeginAgainAsync(ImportJob job, IImportSubject subject, CancellationToken ct)
    {
        const string sql = """
            update import
            set batches_done = 0, rows_done = 0, joined = 0, leased_until = now() + interval '10 seconds'
            where id = @id and claim = @claim and state = 'running'
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, new { job.Id, job.Claim }, cancellationToken: ct)) == 0)
            return;

        await subject.Stage.ForgetAsync(connection, job.Id, ct);
        await RowOutcomeTable.ForgetAsync(connection, job.Id, ct);
        await transaction.CommitAsync(ct);
    }

    private enum BatchEnd
    {
        Kept,

        /// <summary>There is no such batch: all are done.</summary>
        Missing,

        /// <summary>The import no longer belongs to this worker.</summary>
        Taken,
    }

    /// <summary>The numbers of rows by outcome.</summary>
    private sealed record ImportSums(StoreCounts Stored, int Joined, int Rejected, int Warned);

    private sealed record Batch
    {
        public required int[] Rows { get; init; }
        public required byte[][] Contents { get; init; }
    }
}

/// <summary>An import was judged again too often.</summary>
internal sealed class ImportStuckException() : Exception("Other writers changed the data of the import too often.");
