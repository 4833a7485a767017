using Dapper;
using ItaApi.Authentication;
using ItaApi.Imports.Jobs;
using ItaApi.Measures;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.MeasureRows;

/// <summary>Judged measures on their way into the database, and the statements that store all of them at once.</summary>
internal static class MeasureStaging
{
    public static readonly StagingTable Stage = new("import_measure", """
        select agency_code, min(implement_fiscal_year) as fiscal_year, array_agg(number order by number) as numbers
        from import_measure
        where import_id = @importId
        group by identity, agency_code
        having count(*) > 1
        union all
        select agency_code, min(implement_fiscal_year), array_agg(number order by number)
        from import_measure r
        where import_id = @importId and external_id is not null
          and not exists (
              select from import_measure o where o.import_id = r.import_id and o.identity = r.identity and o.number <> r.number)
        group by agency_code, external_id
        having count(*) > 1
        """);

    /// <summary>
    /// Whether a row judged to be a new measure has been stored since by somebody else: the same that makes two rows of a file one.
    /// </summary>
    private const string IsStoredSince = """
        (excluded.based_on = 0 and exists (
            select from measure o
            where o.agency_code = excluded.agency_code and o.based_on_fiscal_year = excluded.based_on_fiscal_year
              and o.implement_fiscal_year = excluded.implement_fiscal_year
              and o.heading_th is not distinct from excluded.heading_th and o.titles = excluded.titles
              and (o.external_id is null or excluded.external_id is null)))
        """;

    /// <summary>Whether a row of the import is about an agency that still exists and for which the caller may write.</summary>
    private const string IsPermitted = $"""
        excluded.import_id = @id
        and exists (select from agency g where g.code = excluded.agency_code and {WriteRights.OfAgency})
        """;

    public static async Task CopyAsync(
        NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedMeasure> rows, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            copy import_measure (import_id, number, identity, id, based_on, agency_code, {MeasureSql.Columns}, {MeasureSql.Reports})
            from stdin (format binary)
            """;
        const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, identity, id, basedOn, body, status, reports) in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(identity, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(basedOn, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(body.AgencyCode!, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.ExternalId, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)body.BasedOnFiscalYear!.Value, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)(body.ImplementFiscalYear ?? body.BasedOnFiscalYear.Value + 1), NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync(body.Instrument, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(
                body.Indicators?.Select(indicator => (short)indicator).ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(body.Items?.ToArray() ?? [], Texts, ct);
            await copy.WriteOrNullAsync(body.HeadingTh, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.Titles!.ToArray(), Texts, ct);
            await copy.WriteAsync(body.Weaknesses?.ToArray() ?? [], Texts, ct);
            await copy.WriteAsync(body.Steps?.ToArray() ?? [], Texts, ct);
            await copy.WriteAsync(body.ResponsibleUnits?.ToArray() ?? [], Texts, ct);
            await copy.WriteOrNullAsync(body.PeriodText, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.MonitoringTh, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(CalendarDate.Parse(body.StartsOn), NpgsqlDbType.Date, ct);
            await copy.WriteOrNullAsync(CalendarDate.Parse(body.EndsOn), NpgsqlDbType.Date, ct);
            await copy.WriteOrNullAsync((short?)body.Position, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(status.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(reports.ToJson(now.UtcDateTime), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(reports.NewIds(now), NpgsqlDbType.Array | NpgsqlDbType.Uuid, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>
    /// Holds the agencies that are to get new measures, in the order of their codes. No key of the table keeps two of the same apart: of
    /// two
    /// imports that bring them, the second waits here, and its next statement sees what the first has stored.
    /// </summary>
    public static async Task HoldAgenciesAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = """
            select from agency g
            where g.code in (select r.agency_code from import_measure r where r.import_id = @importId and r.based_on = 0)
            order by g.code
            for no key update
            """;

        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>
    /// Stores the staged rows. What came between the judgement and this shows in the sums.
    /// </summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with staged as materialized (
                select number, id, based_on, agency_code, {MeasureSql.Columns}, {MeasureSql.Reports},
                       @now as created_at, @now as updated_at,
                       {IsStoredSince} as is_stored_since
                from import_measure excluded
                cross join acting_as(@keyId, @keyName, @now)
                where {IsPermitted}
            ), written as (
                {MeasureSql.Insert} staged
                order by id
                {MeasureSql.OnConflict} {MeasureSql.Differs}
                returning id, version, xmax = 0 as created
            ), outcomes as materialized (
                select s.number,
                       s.is_stored_since or (w.created and s.based_on > 0) or (not w.created and w.version <> s.based_on + 1) as is_stale,
                       case when w.id is null then 'unchanged' when w.created then 'created' else 'updated' end as outcome
                from staged s
                left join written w on w.id = s.id
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>What storing would do, without doing it.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with outcomes as materialized (
                select excluded.number, {IsStoredSince} or coalesce(m.version, 0) <> excluded.based_on as is_stale,
                       case when m.id is null then 'created'
                            when {MeasureSql.Differs} then 'updated'
                            else 'unchanged' end as outcome
                from import_measure excluded
                cross join acting_as(@keyId, @keyName, @now)
                left join measure m on m.id = excluded.id
                where {IsPermitted}
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
