using System.Text.Json;
using ItaApi.Authentication;
using ItaApi.Http.Serialization;
using ItaApi.Imports.Jobs;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.ProgressRows;

/// <summary>Judged reports on their way into the database, and the statements that store all of them at once.</summary>
internal static class ProgressStaging
{
    public static readonly StagingTable Stage = new("import_progress", """
        select agency_code, min(fiscal_year) as fiscal_year, array_agg(number order by number) as numbers
        from import_progress
        where import_id = @importId and report is not null
        group by identity, agency_code
        having count(*) > 1
        """);

    /// <summary>The rows whose measure still exists, and for whose agency the caller may write, with the version it has now.</summary>
    private const string Staged = $"""
        staged as materialized (
            select r.number, r.measure_id, r.based_on, r.report_id, r.report, r.status, m.version
            from import_progress r
            join measure m on m.id = r.measure_id
            join agency g on g.code = m.agency_code
            cross join acting_as(@keyId, @keyName, @now)
            where r.import_id = @id and {WriteRights.OfAgency}
        )
        """;

    public static async Task CopyAsync(
        NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedReport> rows, CancellationToken ct)
    {
        const string sql = """
            copy import_progress (
                import_id, number, measure_id, agency_code, fiscal_year, based_on, identity, report_id, report, status)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, measure, identity, id, report) in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(measure.Id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(measure.AgencyCode, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)measure.ImplementFiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(measure.Version, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(identity, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(id, NpgsqlDbType.Uuid, ct);
            await copy.WriteOrNullAsync(report is null ? null : JsonSerializer.Serialize(report, Json.Options), NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(report?.Status?.ToCode(), NpgsqlDbType.Text, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>Adds the staged reports to their measures. What came between the judgement and this shows in the sums.</summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with {Staged}, added as materialized (
                select measure_id, jsonb_agg(report order by number) as progress, array_agg(report_id order by number) as report_ids,
                       (array_agg(status order by number desc) filter (where status is not null))[1] as status
                from staged
                where report is not null
                group by measure_id
            ), written as (
                update measure m
                set progress = m.progress || a.progress, report_ids = m.report_ids || a.report_ids,
                    status = coalesce(a.status, m.status), updated_at = @now
                from added a
                where m.id = a.measure_id
                returning m.id, m.version
            ), outcomes as materialized (
                select s.number, coalesce(w.version - 1, s.version) <> s.based_on as is_stale,
                       case when s.report is null then 'unchanged' else 'created' end as outcome
                from staged s
                left join written w on w.id = s.measure_id
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>What storing would do, without doing it.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with {Staged}, outcomes as materialized (
                select number, version <> based_on as is_stale, case when report is null then 'unchanged' else 'created' end as outcome
                from staged
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
