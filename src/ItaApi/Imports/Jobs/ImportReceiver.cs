using Dapper;
using ItaApi.Database;
using ItaApi.Http.Serialization;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// Receives files. Every few hundred rows are committed as they arrive, so that a slow sender keeps no transaction open; a file that does
/// not arrive completely is deleted.
/// </summary>
internal sealed class ImportReceiver(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>The rows of a batch, which are judged together; more would need memory and save nothing.</summary>
    private const int BatchRows = 500;

    /// <summary>The most bytes of a batch, for large items.</summary>
    private const int BatchBytes = 2 * 1024 * 1024;

    /// <summary>Receives a file to its end.</summary>
    /// <param name="asked">The import to create; its id is assigned here.</param>
    /// <param name="source">The rows.</param>
    /// <param name="ct">Cancels, and deletes what was received.</param>
    /// <returns>The received import.</returns>
    public async Task<ImportJob> ReceiveAsync(ImportJob asked, RowSource source, CancellationToken ct)
    {
        var job = asked with
        {
            Id = Guid.CreateVersion7(clock.GetUtcNow()),
            Header = source.Header?.ToArray(),
            Sheets = source.Sheets is { } sheets ? ReadSheets.Write(sheets) : null,
        };
        await BeginAsync(job, ct);
        try
        {
            List<ReceivedRow> rows = [];
            var (bytes, batches, received, warned) = (0, 0, 0, 0);
            await foreach (var row in source.ReadAsync(ct))
            {
                rows.Add(row);
                bytes += row.Content.Length;
                if (rows.Count < BatchRows && bytes < BatchBytes)
                    continue;

                await AppendAsync(job.Id, ++batches, rows, NewWarnings(), ct);
                received += rows.Count;
                rows.Clear();
                bytes = 0;
            }

            if (rows.Count > 0)
                await AppendAsync(job.Id, ++batches, rows, NewWarnings(), ct);
            if (source.Sheets is not null || source.Warnings.Count > warned)
                job = await CompleteAsync(job, source, ct);
            return job with { Received = received + rows.Count };

            // The warnings when there are more than before; writing them again would cost more than the rows.
            IReadOnlyList<RowFault>? NewWarnings()
            {
                var warnings = source.Warnings;
                return warnings.Count > warned && (warned = warnings.Count) > 0 ? warnings : null;
            }
        }
        catch
        {
            // The sender disconnected, or the file cannot be read further.
            await ForgetAsync(job.Id, CancellationToken.None);
            throw;
        }
    }

    // The lease is as long as the slowest sender may take for a batch; the rest of an interrupted file is deleted after it.
    private async Task BeginAsync(ImportJob job, CancellationToken ct)
    {
        const string sql = """
            insert into import (id, subject, format, mode, dry_run, key_id, key_name, provinces, agencies, header, sheets,
                                created_at, leased_until)
            select @id, @subject, @format, @mode, @dryRun, @keyId, @keyName, @provinces, @agencies, @header, @sheets::jsonb,
                   @now, now() + interval '6 hours'
            from acting_as(@keyId, @keyName, @now)
            """;

        var parameters = new
        {
            job.Id,
            subject = job.Subject.ToCode(),
            format = job.Format.ToCode(),
            mode = job.Mode.ToCode(),
            job.DryRun,
            job.KeyId,
            job.KeyName,
            job.Provinces,
            job.Agencies,
            job.Header,
            job.Sheets,
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    private async Task AppendAsync(Guid id, int batch, List<ReceivedRow> rows, IReadOnlyList<RowFault>? warnings, CancellationToken ct)
    {
        // Nothing is promised before the file is complete, so only its last commit waits for the disk, and for those before it. Warnings
        // about a file may come late in it.
        const string sql = """
            select set_config('synchronous_commit', 'off', true);
            with taken as (
                insert into import_batch (import_id, number, rows, contents, lines) values (@id, @batch, @numbers, @contents, @lines)
            )
            update import
            set received = received + cardinality(@numbers), warnings = coalesce(@warnings::jsonb, warnings),
                leased_until = now() + interval '6 hours'
            where id = @id
            """;

        var parameters = new
        {
            id,
            batch,
            numbers = rows.Select(row => row.Number).ToArray(),
            contents = rows.Select(row => row.Content.ToArray()).ToArray(),
            lines = rows[0].Line is null ? null : rows.Select(row => row.Line ?? 0).ToArray(),
            warnings = warnings is null ? null : RowFaults.Write(warnings),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    /// <summary>Records what is known only at the end of a file.</summary>
    private async Task<ImportJob> CompleteAsync(ImportJob job, RowSource source, CancellationToken ct)
    {
        const string sql = "update import set warnings = @warnings::jsonb, sheets = @sheets::jsonb where id = @id";

        var sheets = source.Sheets is { } read ? ReadSheets.Write(read) : null;
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { job.Id, sheets, warnings = RowFaults.Write(source.Warnings) }, cancellationToken: ct));
        return job with { Sheets = sheets };
    }

    /// <summary>Deletes a file that was received and will not be carried out.</summary>
    public async Task ForgetAsync(Guid id, CancellationToken ct)
    {
        const string sql = """
            with batches as (
                delete from import_batch where import_id = @id
            )
            delete from import where id = @id
            """;

        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { id }, cancellationToken: ct));
    }
}

/// <summary>Faults of rows in the form in which they are stored. They are read whatever they contain.</summary>
internal static class RowFaults
{
    public static string Write(IReadOnlyList<RowFault> faults) => System.Text.Json.JsonSerializer.Serialize(faults, Json.Options);

    public static IReadOnlyList<RowFault> Read(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<List<RowFault>>(json, Json.FromDatabase)!;
}
