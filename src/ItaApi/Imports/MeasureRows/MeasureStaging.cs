using Dapper;
using ItaApi.Imports.Jobs;
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
        """);

    /// <summary>Whether a row judged to be a new measure has been stored since by somebody else: the same that makes two rows of a file one.</summary>
    private const string IsStoredSince = """
        (r.based_on = 0 and exists (
            select from measure o
            where o.agency_code = r.agency_code and o.based_on_fiscal_year = r.based_on_fiscal_year and o.implement_fiscal_year = r.implement_fiscal_year
              and o.heading_th is not distinct from r.heading_th and o.titles = r.titles))
        """;

    public static async Task CopyAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedMeasure> rows, CancellationToken ct)
    {
        const string sql = """
            copy import_measure (import_id, number, identity, id, based_on, agency_code, based_on_fiscal_year, implement_fiscal_year, instrument,
                                 indicators, items, heading_th, titles, weaknesses, steps, responsible_units, period_text, starts_on, ends_on,
                                 monitoring_th, position, status)
            from stdin (format binary)
            """;
        const NpgsqlDbType Texts = NpgsqlDbType.Array | NpgsqlDbType.Text;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, identity, id, basedOn, body, status) in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(identity, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(id, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(basedOn, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(body.AgencyCode!, NpgsqlDbType.Text, ct);
            await copy.WriteAsync((short)body.BasedOnFiscalYear!.Value, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync((short)(body.ImplementFiscalYear ?? body.BasedOnFiscalYear.Value + 1), NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync(body.Instrument, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.Indicators?.Select(indicator => (short)indicator).ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(body.Items?.ToArray() ?? [], Texts, ct);
            await copy.WriteOrNullAsync(body.HeadingTh, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.Titles!.ToArray(), Texts, ct);
            await copy.WriteAsync(body.Weaknesses?.ToArray() ?? [], Texts, ct);
            await copy.WriteAsync(body.Steps?.ToArray() ?? [], Texts, ct);
            await copy.WriteAsync(body.ResponsibleUnits?.ToArray() ?? [], Texts, ct);
            await copy.WriteOrNullAsync(body.PeriodText, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(CalendarDate.Parse(body.StartsOn), NpgsqlDbType.Date, ct);
            await copy.WriteOrNullAsync(CalendarDate.Parse(body.EndsOn), NpgsqlDbType.Date, ct);
            await copy.WriteOrNullAsync(body.MonitoringTh, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync((short?)body.Position, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(status.ToCode(), NpgsqlDbType.Text, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>
    /// Holds the agencies that are to get new measures, in the order of their codes. No key of the table keeps two of the same apart: of two
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

        await connection.ExecuteAsync(new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>Stores the staged rows; progress is neither taken nor touched. What came between the judgement and this shows in the sums.</summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with staged as materialized (
                select r.number, r.id, r.based_on, r.agency_code, r.based_on_fiscal_year, r.implement_fiscal_year, r.instrument, r.indicators, r.items,
                       r.heading_th, r.titles, r.weaknesses, r.steps, r.responsible_units, r.period_text, r.starts_on, r.ends_on, r.monitoring_th,
                       r.position, r.status, {IsStoredSince} as is_stored_since
                from import_measure r
                join agency g on g.code = r.agency_code
                cross join acting_as(@keyId, @keyName, @now)
                where r.import_id = @id
                  and (@provinces::text[] is null or g.province_code = any(@provinces))
            ), written as (
                insert into measure (id, agency_code, based_on_fiscal_year, implement_fiscal_year, instrument, indicators, items, heading_th, titles,
                                     weaknesses, steps, responsible_units, period_text, starts_on, ends_on, monitoring_th, position, status,
                                     created_at, updated_at)
                select id, agency_code, based_on_fiscal_year, implement_fiscal_year, instrument, indicators, items, heading_th, titles,
                       weaknesses, steps, responsible_units, period_text, starts_on, ends_on, monitoring_th, position, status, @now, @now
                from staged
                order by id
                on conflict (id) do update
                set based_on_fiscal_year = excluded.based_on_fiscal_year, implement_fiscal_year = excluded.implement_fiscal_year,
                    instrument = excluded.instrument, indicators = excluded.indicators, items = excluded.items, heading_th = excluded.heading_th,
                    titles = excluded.titles, weaknesses = excluded.weaknesses, steps = excluded.steps, responsible_units = excluded.responsible_units,
                    period_text = excluded.period_text, starts_on = excluded.starts_on, ends_on = excluded.ends_on,
                    monitoring_th = excluded.monitoring_th, position = excluded.position, status = excluded.status, updated_at = excluded.updated_at
                where row(measure.based_on_fiscal_year, measure.implement_fiscal_year, measure.instrument, measure.indicators, measure.items,
                          measure.heading_th, measure.titles, measure.weaknesses, measure.steps, measure.responsible_units, measure.period_text,
                          measure.starts_on, measure.ends_on, measure.monitoring_th, measure.position, measure.status)::record
                      *<> row(excluded.based_on_fiscal_year, excluded.implement_fiscal_year, excluded.instrument, excluded.indicators, excluded.items,
                              excluded.heading_th, excluded.titles, excluded.weaknesses, excluded.steps, excluded.responsible_units, excluded.period_text,
                              excluded.starts_on, excluded.ends_on, excluded.monitoring_th, excluded.position, excluded.status)::record
                returning id, version, xmax = 0 as created
            ), outcomes as materialized (
                select s.number, s.is_stored_since or (w.created and s.based_on > 0) or (not w.created and w.version <> s.based_on + 1) as is_stale,
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
                select r.number, {IsStoredSince} or coalesce(m.version, 0) <> r.based_on as is_stale,
                       case when m.id is null then 'created'
                            when row(m.based_on_fiscal_year, m.implement_fiscal_year, m.instrument, m.indicators, m.items, m.heading_th, m.titles,
                                     m.weaknesses, m.steps, m.responsible_units, m.period_text, m.starts_on, m.ends_on, m.monitoring_th, m.position,
                                     m.status)::record
                                 *<> row(r.based_on_fiscal_year, r.implement_fiscal_year, r.instrument, r.indicators, r.items, r.heading_th, r.titles,
                                         r.weaknesses, r.steps, r.responsible_units, r.period_text, r.starts_on, r.ends_on, r.monitoring_th, r.position,
                                         r.status)::record then 'updated'
                            else 'unchanged' end as outcome
                from import_measure r
                join agency g on g.code = r.agency_code
                cross join acting_as(@keyId, @keyName, @now)
                left join measure m on m.id = r.id
                where r.import_id = @id
                  and (@provinces::text[] is null or g.province_code = any(@provinces))
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
