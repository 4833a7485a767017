using ItaApi.Agencies;
using ItaApi.Imports.Jobs;
using ItaApi.Values;
using ItaApi.Values.Thai;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.AgencyRows;

/// <summary>The staging table of checked agencies, and the statements that store all of them at once.</summary>
internal static class AgencyStaging
{
    public static readonly StagingTable Stage = new("import_agency", SameAgency, SameOfficialCode)
    {
        Joined = """
            select number
            from (
                select number, row_number() over (partition by code, name_th, kind, province_code, official_code order by number) as place
                from import_agency
                where import_id = @importId and joins
            ) rows_of_agency
            where place > 1
            """,
        Odd = """
            with compared as materialized (
                select s.code, s.kind, s.province_code, s.name_key, s.district_key
                from import_agency s
                where s.import_id = @importId
                union all
                select g.code, g.kind, k.province_code, k.name_key, k.district_key
                from agency_key k
                join agency g on g.code = k.agency_code
                where not exists (select from import_agency s where s.import_id = @importId and s.code = g.code)
            ), odd as (
                select s.number, 1 as place, jsonb_build_object('pointer', '/nameTh', 'code', 'similar_agency', 'arguments',
                           jsonb_build_object('Codes', string_agg(o.code, ', ' order by o.code))) as fault
                from import_agency s
                join compared o
                  on (o.name_key, o.district_key, o.province_code, o.kind) = (s.name_key, s.district_key, s.province_code, s.kind)
                where s.import_id = @importId and o.code <> s.code
                group by s.number
                union all
                select s.number, 2, jsonb_build_object(
                           'pointer', case when s.to_fiscal_year is null then '/fromFiscalYear' else '/toFiscalYear' end,
                           'code', 'years_outside', 'arguments', jsonb_build_object('FiscalYears',
                               string_agg(distinct stored.fiscal_year::text, ', ' order by stored.fiscal_year::text)))
                from import_agency s
                cross join lateral (
                    select a.fiscal_year from assessment a where a.agency_code = s.code
                    union all
                    select m.implement_fiscal_year from measure m where m.agency_code = s.code) stored
                where s.import_id = @importId and (stored.fiscal_year < s.from_fiscal_year or stored.fiscal_year > s.to_fiscal_year)
                group by s.number, s.to_fiscal_year
            )
            select s.number, s.code as agency_code, null::integer as fiscal_year, jsonb_agg(odd.fault order by odd.place) as warnings
            from odd
            join import_agency s on s.import_id = @importId and s.number = odd.number
            group by s.number, s.code
            """,
    };

    /// <summary>Rows with the same code, in upper or lower case.</summary>
    private const string SameAgency = """
        select min(agency_code) as agency_code, null::integer as fiscal_year, array_agg(number order by number) as numbers
        from (
            select number, code as agency_code from import_agency where import_id = @importId
            union all
            select number, agency_code from import_outcome where import_id = @importId and rejected and agency_code is not null
        ) keyed
        group by lower(agency_code)
        having count(*) > 1
        """;

    /// <summary>Rows of different agencies with the same official code.</summary>
    private const string SameOfficialCode = """
        select min(code) as agency_code, null::integer as fiscal_year, array_agg(number order by number) as numbers
        from import_agency
        where import_id = @importId and official_code is not null
        group by official_code
        having count(*) > 1
        """;

    /// <summary>Whether a row of the import is about a new agency, or about one for which the caller may write.</summary>
    private const string IsPermitted = """
        excluded.import_id = @id
        and (@provinces::text[] is null
             or excluded.code = any(@agencies)
             or not exists (select from agency known where known.code = excluded.code and known.province_code <> all(@provinces)))
        """;

    public static async Task CopyAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedAgency> rows, CancellationToken ct)
    {
        const string sql = $"""
            copy import_agency (import_id, number, code, based_on, joins, key_form, name_key, district_key, sort_key, {AgencySql.Columns})
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, body, basedOn, joins) in rows)
        {
            var keys = AgencyKeys.Of(body.NameTh!, body.DistrictTh, body.ProvinceCode!);
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(body.Code!, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(basedOn, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(joins, NpgsqlDbType.Boolean, ct);
            await copy.WriteAsync(ThaiKey.Form, NpgsqlDbType.Smallint, ct);
            await copy.WriteAsync(keys.NameKey, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(keys.DistrictKey, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(keys.SortKey, NpgsqlDbType.Text, ct);
            await WriteAsync(copy, body, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>Stores the staged rows. The counts show what other writers changed after the check.</summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with staged as materialized (
                select number, code, based_on, key_form, name_key, district_key, sort_key, {AgencySql.Columns},
                       @now as created_at, @now as updated_at
                from import_agency excluded
                cross join acting_as(@keyId, @keyName, @now)
                where {IsPermitted}
            ), written as (
                {AgencySql.Insert} staged
                order by code
                {AgencySql.OnConflict} {AgencySql.Differs}
                returning code, name_th, province_code, district_th, version, xmax = 0 as created
            ), keyed as (
                {AgencyKeySql.Insert} (
                    select w.code as agency_code, s.key_form as form, w.name_th, w.province_code, w.district_th,
                           s.name_key, s.district_key, s.sort_key
                    from written w
                    join staged s on s.code = w.code
                    where s.key_form is not null
                    order by w.code
                ) made
                {AgencyKeySql.OnConflict}
            ), outcomes as materialized (
                select s.number, (w.created and s.based_on > 0) or (not w.created and w.version <> s.based_on + 1) as is_stale,
                       case when w.code is null then 'unchanged' when w.created then 'created' else 'updated' end as outcome
                from staged s
                left join written w on w.code = s.code
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>What storing would do, without storing anything.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with outcomes as materialized (
                select excluded.number, coalesce(g.version, 0) <> excluded.based_on as is_stale,
                       case when g.code is null then 'created'
                            when {AgencySql.Differs} then 'updated'
                            else 'unchanged' end as outcome
                from import_agency excluded
                cross join acting_as(@keyId, @keyName, @now)
                left join agency g on g.code = excluded.code
                where {IsPermitted}
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>Writes what is sent of an agency, in the order of its columns.</summary>
    private static async Task WriteAsync(NpgsqlBinaryImporter copy, AgencyBody body, CancellationToken ct)
    {
        await copy.WriteAsync(body.NameTh!, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.NameEn, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.ShortNameTh, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.DistrictTh, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.WebsiteUrl, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(body.Aliases?.ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.Contacts?.Phone, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.Contacts?.Email, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.Contacts?.LineId, NpgsqlDbType.Text, ct);
        await copy.WriteAsync(body.Kind!.Value.ToCode(), NpgsqlDbType.Text, ct);
        await copy.WriteAsync(body.ProvinceCode!, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.OfficialCode, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync(body.EffectiveDistrictCode, NpgsqlDbType.Text, ct);
        await copy.WriteOrNullAsync((short?)body.FromFiscalYear, NpgsqlDbType.Smallint, ct);
        await copy.WriteOrNullAsync((short?)body.ToFiscalYear, NpgsqlDbType.Smallint, ct);
    }
}
