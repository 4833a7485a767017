using Dapper;
using ItaApi.Database;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// Leases on imports, by the database's clock, renewed with every batch. A long transaction would block the change feed instead, and after
/// a crash it would stay open until the network notices.
/// </summary>
internal sealed class ImportLeases([FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource database)
{
    /// <summary>Gives a received import to this worker at once, or leaves it to any free worker.</summary>
    public async Task<ImportJob> EnterAsync(ImportJob job, bool isTaken, CancellationToken ct)
    {
        const string sql = """
            update import
            set state = case when @isTaken then 'running' else 'queued' end,
                started_at = case when @isTaken then now() end,
                claim = @claim, leased_until = case when @isTaken then now() + interval '10 seconds' end
            where id = @id
            """;

        var taken = job with { Claim = Guid.NewGuid() };
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { taken.Id, taken.Claim, isTaken }, cancellationToken: ct));
        return taken;
    }

    /// <summary>Claims the import that has waited longest, including those whose lease has ended; null if none waits.</summary>
    public async Task<ImportJob?> ClaimAsync(CancellationToken ct)
    {
        const string sql = """
            update import i
            set state = 'running', claim = @claim, started_at = coalesce(i.started_at, now()), leased_until = now() + interval '10 seconds'
            where i.id = (select id from import
                          where state in ('queued', 'running') and (leased_until is null or leased_until < now())
                          order by created_at
                          limit 1
                          for update skip locked)
            returning i.id, i.subject, i.format, i.mode, i.dry_run, i.key_id, i.key_name, i.provinces, i.agencies, i.header, i.sheets,
                      i.received, i.batches_done, i.claim
            """;

        await using var connection = await database.OpenToWriteAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<ImportJob>(
            new CommandDefinition(sql, new { claim = Guid.NewGuid() }, cancellationToken: ct));
    }

    /// <summary>Returns an import at once, because this service stops.</summary>
    public async Task ReleaseAsync(ImportJob job, CancellationToken ct)
    {
        const string sql = "update import set leased_until = null where id = @id and claim = @claim and state = 'running'";

        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { job.Id, job.Claim }, cancellationToken: ct));
    }

    /// <summary>
    /// Counts a failure that the rows did not cause. After several of them the import is refused instead of being tried for ever.
    /// </summary>
    public async Task FailAsync(ImportJob job, CancellationToken ct)
    {
        const string sql = """
            update import
            set failures = failures + 1,
                state = case when failures + 1 >= 3 then 'refused' else state end,
                finished_at = case when failures + 1 >= 3 then now() end,
                errors = case when failures + 1 >= 3 then @errors::jsonb else errors end
            where id = @id and claim = @claim and state = 'running'
            """;

        var errors = RowFaults.Write([RowFault.Of("", "import_failed")]);
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { job.Id, job.Claim, errors }, cancellationToken: ct));
    }

    /// <summary>
    /// Cancels an import that is not finished. Nothing of it is stored, because storing is one transaction that first checks for this.
    /// </summary>
    /// <returns>The state afterwards; null if there is no such import.</returns>
    public async Task<ImportState?> CancelAsync(Guid id, CancellationToken ct)
    {
        const string sql = """
            update import
            set state = 'cancelled', finished_at = now()
            where id = @id and state in ('queued', 'running');
            select state from import where id = @id and state <> 'receiving';
            """;

        await using var connection = await database.OpenToWriteAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<string>(
            new CommandDefinition(sql, new { id }, cancellationToken: ct)) is { } state
            ? Enum.Parse<ImportState>(EnumCodes.ToName(typeof(ImportState), state))
            : null;
    }

    /// <summary>
    /// Deletes some imports that were finished before a time, with their results, and returns their number. Some at a time, because one may
    /// have a hundred thousand results.
    /// </summary>
    public async Task<int> ForgetAsync(DateTimeOffset finishedBefore, CancellationToken ct)
    {
        const string sql = """
            with old as (
                delete from import
                where id in (select id
                             from import
                             where state in ('completed', 'refused', 'cancelled') and finished_at < @finishedBefore
                             limit 10
                             for update skip locked)
                returning id
            ), results as (
                delete from import_outcome where import_id in (select id from old)
            )
            select count(*)::int from old
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<int>(
            new CommandDefinition(sql, new { finishedBefore }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>Deletes what is no longer needed: rows of finished imports, and files that were never received completely.</summary>
    public async Task SweepAsync(CancellationToken ct)
    {
        const string sql = """
            delete from import where state = 'receiving' and leased_until < now();
            delete from import_batch b
            where not exists (select from import i where i.id = b.import_id and i.state in ('receiving', 'queued', 'running'));
            delete from import_assessment r
            where not exists (select from import i where i.id = r.import_id and i.state in ('queued', 'running'));
            delete from import_agency r
            where not exists (select from import i where i.id = r.import_id and i.state in ('queued', 'running'));
            delete from import_measure r
            where not exists (select from import i where i.id = r.import_id and i.state in ('queued', 'running'));
            delete from import_progress r
            where not exists (select from import i where i.id = r.import_id and i.state in ('queued', 'running'));
            """;

        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }
}
