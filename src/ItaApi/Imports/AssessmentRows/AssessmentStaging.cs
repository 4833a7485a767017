using ItaApi.Assessments;
using ItaApi.Authentication;
using ItaApi.Imports.Jobs;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>The staging table of checked assessments, and the statements that store all of them at once.</summary>
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
        """)
    {
        Odd = $"""
            select a.number, a.agency_code, a.fiscal_year::integer as fiscal_year,
                   jsonb_build_array(jsonb_build_object('pointer', '/fiscalYear', 'code', 'agency_not_in_year',
                       'arguments', jsonb_build_object('FiscalYear', a.fiscal_year::text))) as warnings
            from import_assessment a
            join agency g on g.code = a.agency_code
            where a.import_id = @importId and {AssessmentSql.IsOutside}
            """,
    };

    public static async Task CopyAsync(
        NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedAssessment> rows, CancellationToken ct)
    {
        const string sql = $"""
            copy import_assessment (import_id, number, agency_code, fiscal_year, based_on, {AssessmentSql.Columns})
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
            await copy.WriteOrNullAsync(values.Scores, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
            await copy.WriteAsync(values.CalculatedNumbers, NpgsqlDbType.Array | NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync(values.StrengthThreshold, NpgsqlDbType.Numeric, ct);
            await copy.WriteOrNullAsync(values.Questions, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Items, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Reported, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Respondents, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Notes, NpgsqlDbType.Jsonb, ct);
            await copy.WriteOrNullAsync(values.Source, NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(values.Basis, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(values.Total, NpgsqlDbType.Numeric, ct);
            await copy.WriteOrNullAsync(values.Grade, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(values.Verdict, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(values.InstrumentScores, NpgsqlDbType.Array | NpgsqlDbType.Numeric, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>
    /// Stores the staged rows. An equal row is not written. The counts show rows that were merged into an older version, and rows whose
    /// agency was deleted or moved to another province. An assessment that was deleted and is created again continues its version numbers.
    /// </summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with permitted as materialized (
                select g.code, g.name_th, g.kind
                from agency g
                cross join acting_as(@keyId, @keyName, @now)
                where {WriteRights.OfAgency}
            ), staged as materialized (
                select r.number, r.agency_code, r.fiscal_year, r.based_on
                from import_assessment r
                join permitted g on g.code = r.agency_code
                where r.import_id = @id
            ), written as (
                {AssessmentSql.Insert} (
                    select r.agency_code, r.fiscal_year, g.name_th as agency_name_th, g.kind as agency_kind, {AssessmentSql.Columns},
                           1 + coalesce(case when exists (select from history where resource = 'assessment' and action = 'deleted')
                                             then (select max(h.version)
                                                   from recorded_version h
                                                   where h.resource = 'assessment'
                                                     and h.subject = r.agency_code || '/' || r.fiscal_year)
                                             end, 0) as version,
                           @now as created_at, @now as updated_at
                    from import_assessment r
                    join permitted g on g.code = r.agency_code
                    where r.import_id = @id
                ) sent
                order by agency_code, fiscal_year
                {AssessmentSql.OnConflict} {AssessmentSql.Differs}
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

    /// <summary>What storing would do, without storing anything.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with outcomes as materialized (
                select excluded.number, coalesce(a.version, 0) <> excluded.based_on as is_stale,
                       case when a.agency_code is null then 'created'
                            when {AssessmentSql.Differs} then 'updated'
                            else 'unchanged' end as outcome
                from import_assessment excluded
                join agency g on g.code = excluded.agency_code
                cross join acting_as(@keyId, @keyName, @now)
                left join assessment a on a.agency_code = excluded.agency_code and a.fiscal_year = excluded.fiscal_year
                where excluded.import_id = @id
                  and {WriteRights.OfAgency}
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
