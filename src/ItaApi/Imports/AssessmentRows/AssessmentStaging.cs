using ItaApi.Imports.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>Judged assessments on their way into the database, and the statements that store all of them at once.</summary>
internal static class AssessmentStaging
{
    public static readonly StagingTable Stage = new("import_assessment", """
        select agency_code, fiscal_year, array_agg(number order by number) as numbers
        from (
            select number, agency_code, fiscal_year from import_assessment where import_id = @importId
            union all
            select number, agency_code, fiscal_year from import_outcome
            where import_id = @importId and rejected and agency_code is not null and fiscal_year is not null
        ) keyed
        group by agency_code, fiscal_year
        having count(*) > 1
        """);

    public static async Task CopyAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedAssessment> rows, CancellationToken ct)
    {
        const string sql = """
            copy import_assessment (import_id, number, agency_code, fiscal_year, based_on, framework_revision, basis, scores, calculated_numbers,
                                    strength_threshold, total, grade, verdict, instrument_scores, questions, items, reported, notes, source)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, agencyCode, fiscalYear, basedOn, values) in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(agencyCode, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(fiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync(basedOn, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(values.FrameworkRevision, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(values.Basis, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(values.Scores, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(values.CalculatedNumbers, NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync(values.StrengthThreshold, NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(values.Total, NpgsqlDbType.Numeric, ct);
            await copy.WriteOrNullAsync(values.Grade, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(values.Verdict, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(values.InstrumentScores, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
            await copy.WriteOrNullAsync(values.Questions, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Items, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Reported, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Notes, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Source, NpgsqlDbType.Jsonb, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>
    /// Stores the staged rows. An equal one is left alone; one whose sheet was put onto a version that is no longer the current one, or
    /// whose agency is gone or has changed provinces, shows in the sums. What was deleted and comes again goes on counting its versions.
    /// </summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with permitted as materialized (
                select g.code, g.name_th, g.kind
                from agency g
                cross join acting_as(@keyId, @keyName, @now)
                where @provinces::text[] is null or g.province_code = any(@provinces)
            ), staged as materialized (
                select r.number, r.agency_code, r.fiscal_year, r.based_on
                from import_assessment r
                join permitted g on g.code = r.agency_code
                where r.import_id = @id
            ), written as (
                insert into assessment (agency_code, fiscal_year, framework_revision, agency_name_th, agency_kind, basis, scores, calculated_numbers,
                                        strength_threshold, total, grade, verdict, instrument_scores, questions, items, reported, notes, source,
                                        version, created_at, updated_at)
                select r.agency_code, r.fiscal_year, r.framework_revision, g.name_th, g.kind, r.basis, r.scores, r.calculated_numbers,
                       r.strength_threshold, r.total, r.grade, r.verdict, r.instrument_scores, r.questions, r.items, r.reported, r.notes, r.source,
                       1 + coalesce(case when exists (select from history where resource = 'assessment' and action = 'deleted')
                                         then (select max(h.version)
                                               from history h
                                               where h.resource = 'assessment' and h.action = 'deleted' and h.subject = r.agency_code || '/' || r.fiscal_year)
                                         end, 0),
                       @now, @now
                from import_assessment r
                join permitted g on g.code = r.agency_code
                where r.import_id = @id
                order by r.agency_code, r.fiscal_year
                on conflict (agency_code, fiscal_year) do update
                set framework_revision = excluded.framework_revision, basis = excluded.basis, scores = excluded.scores,
                    calculated_numbers = excluded.calculated_numbers, strength_threshold = excluded.strength_threshold, total = excluded.total,
                    grade = excluded.grade, verdict = excluded.verdict, instrument_scores = excluded.instrument_scores,
                    questions = excluded.questions, items = excluded.items, reported = excluded.reported, notes = excluded.notes,
                    source = excluded.source, updated_at = excluded.updated_at
                where row(assessment.framework_revision, assessment.scores, assessment.calculated_numbers, assessment.strength_threshold,
                          assessment.questions, assessment.items, assessment.reported, assessment.notes, assessment.source)::record
                      *<> row(excluded.framework_revision, excluded.scores, excluded.calculated_numbers, excluded.strength_threshold,
                              excluded.questions, excluded.items, excluded.reported, excluded.notes, excluded.source)::record
                returning agency_code, fiscal_year, version, xmax = 0 as created
            ), outcomes as materialized (
                select s.number, (w.created and s.based_on > 0) or (not w.created and w.version <> s.based_on + 1) as is_stale,
                       case when w.agency_code is null then 'unchanged' when w.created then 'created' else 'updated' end as outcome
                from staged s
                left join written w on w.agency_code = s.agency_code and w.fiscal_year = s.fiscal_year
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>What storing would do, without doing it.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with outcomes as materialized (
                select r.number, coalesce(a.version, 0) <> r.based_on as is_stale,
                       case when a.agency_code is null then 'created'
                            when row(a.framework_revision, a.scores, a.calculated_numbers, a.strength_threshold,
                                     a.questions, a.items, a.reported, a.notes, a.source)::record
                                 *<> row(r.framework_revision, r.scores, r.calculated_numbers, r.strength_threshold,
                                         r.questions, r.items, r.reported, r.notes, r.source)::record then 'updated'
                            else 'unchanged' end as outcome
                from import_assessment r
                join agency g on g.code = r.agency_code
                cross join acting_as(@keyId, @keyName, @now)
                left join assessment a on a.agency_code = r.agency_code and a.fiscal_year = r.fiscal_year
                where r.import_id = @id
                  and (@provinces::text[] is null or g.province_code = any(@provinces))
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
