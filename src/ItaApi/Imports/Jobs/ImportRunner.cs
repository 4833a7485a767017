using Dapper;
using ItaApi.Database;
using ItaApi.Http.Problems;
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
    [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource database,
    IEnumerable<IImportSubject> subjects, TimeProvider clock, ILogger<ImportRunner> logger)
{
    /// <summary>How often rows are judged again because the stored data changed in the meantime.</summary>
    private const int Rounds = 5;

    private readonly BatchRunner batches = new(database);
    private readonly Dictionary<ImportOf, IImportSubject> subjects = subjects.ToDictionary(subject => subject.Of);

    /// <summary>Works on a claimed import until it is finished, cancelled or taken over.</summary>
    /// <exception cref="ImportStuckException">The stored data changes faster than the rows are judged.</exception>
    public async Task RunAsync(ImportJob job, CancellationToken ct)
    {
        var subject = subjects[job.Subject];
        for (var round = 0; round < Rounds; round++)
        {
            if (!await batches.RunAsync(job, await subject.OpenAsync(job, ct), ct) || await FinishAsync(job, subject, ct))
                return;

            logger.LogInformation("Import {ImportId} is judged again, because the stored data changed in the meantime", job.Id);
            job = job with { BatchesDone = 0 };
        }

        throw new ImportStuckException();
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
            await using var connection = await database.OpenToWriteAsync(ct);
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
            or PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.UniqueViolation or PostgresErrorCodes.LockNotAvailable)
        {
            // Another writer was faster: an agency was deleted, or two imports stored the same.
            logger.LogInformation("Import {ImportId} collided with another writer: {Reason}", job.Id, met.MessageText);
        }

        await BeginAgainAsync(job, subject, ct);
        return false;
    }

    private async Task RefuseAsync(ImportJob job, RowFault error, CancellationToken ct)
    {
        await using var connection = await database.OpenToWriteAsync(ct);
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

        await using var connection = await database.OpenToWriteAsync(ct);
        await using var transaction = await connection.BeginTransactionAsync(ct);
        if (await connection.ExecuteAsync(new CommandDefinition(sql, new { job.Id, job.Claim }, cancellationToken: ct)) == 0)
            return;

        await subject.Stage.ForgetAsync(connection, job.Id, ct);
        await RowOutcomeTable.ForgetAsync(connection, job.Id, ct);
        await transaction.CommitAsync(ct);
    }

    /// <summary>The numbers of rows by outcome.</summary>
    private sealed record ImportSums(StoreCounts Stored, int Joined, int Rejected, int Warned);
}

/// <summary>An import was judged again too often.</summary>
internal sealed class ImportStuckException() : Exception("Other writers changed the data of the import too often.");
