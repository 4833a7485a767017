using ItaApi.Imports.Jobs;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.AgencyRows;

/// <summary>Judged agencies on their way into the database, and the statements that store all of them at once.</summary>
internal static class AgencyStaging
{
    public static readonly StagingTable Stage = new("import_agency", """
        select agency_code, null::integer as fiscal_year, array_agg(number order by number) as numbers
        from (
            select number, code as agency_code from import_agency where import_id = @importId
            union all
            select number, agency_code from import_outcome where import_id = @importId and rejected and agency_code is not null
        ) keyed
        group by agency_code
        having count(*) > 1
        """);

    public static async Task CopyAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedAgency> rows, CancellationToken ct)
    {
        const string sql = """
            copy import_agency (import_id, number, code, based_on, name_th, name_en, short_name_th, kind, province_code, district_th, website_url,
                                aliases, from_fiscal_year, to_fiscal_year)
            from stdin (format binary)
            """;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var (number, body, basedOn) in rows)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(number, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(body.Code!, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(basedOn, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(body.NameTh!, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.NameEn, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.ShortNameTh, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.Kind!.Value.ToCode(), NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.ProvinceCode!, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.DistrictTh, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(body.WebsiteUrl, NpgsqlDbType.Text, ct);
            await copy.WriteAsync(body.Aliases?.ToArray() ?? [], NpgsqlDbType.Array | NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync((short?)body.FromFiscalYear, NpgsqlDbType.Smallint, ct);
            await copy.WriteOrNullAsync((short?)body.ToFiscalYear, NpgsqlDbType.Smallint, ct);
        }

        await copy.CompleteAsync(ct);
    }

    /// <summary>Stores the staged rows; what came between the judgement and this shows in the sums.</summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with staged as materialized (
                select r.number, r.code, r.based_on, r.name_th, r.name_en, r.short_name_th, r.kind, r.province_code, r.district_th, r.website_url,
                       r.aliases, r.from_fiscal_year, r.to_fiscal_year
                from import_agency r
                cross join acting_as(@keyId, @keyName, @now)
                left join agency g on g.code = r.code
                where r.import_id = @id
                  and (@provinces::text[] is null or g.code is null or g.province_code = any(@provinces))
            ), written as (
                insert into agency (code, name_th, name_en, short_name_th, kind, province_code, district_th, website_url, aliases,
                                    from_fiscal_year, to_fiscal_year, created_at, updated_at)
                select code, name_th, name_en, short_name_th, kind, province_code, district_th, website_url, aliases,
                       from_fiscal_year, to_fiscal_year, @now, @now
                from staged
                order by code
                on conflict (code) do update
                set name_th = excluded.name_th, name_en = excluded.name_en, short_name_th = excluded.short_name_th, kind = excluded.kind,
                    province_code = excluded.province_code, district_th = excluded.district_th, website_url = excluded.website_url,
                    aliases = excluded.aliases, from_fiscal_year = excluded.from_fiscal_year, to_fiscal_year = excluded.to_fiscal_year,
                    updated_at = excluded.updated_at
                where row(agency.name_th, agency.name_en, agency.short_name_th, agency.kind, agency.province_code, agency.district_th,
                          agency.website_url, agency.aliases, agency.from_fiscal_year, agency.to_fiscal_year)::record
                      *<> row(excluded.name_th, excluded.name_en, excluded.short_name_th, excluded.kind, excluded.province_code, excluded.district_th,
                              excluded.website_url, excluded.aliases, excluded.from_fiscal_year, excluded.to_fiscal_year)::record
                returning code, version, xmax = 0 as created
            ), outcomes as materialized (
                select s.number, (w.created and s.based_on > 0) or (not w.created and w.version <> s.based_on + 1) as is_stale,
                       case when w.code is null then 'unchanged' when w.created then 'created' else 'updated' end as outcome
                from staged s
                left join written w on w.code = s.code
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }

    /// <summary>What storing would do, without doing it.</summary>
    public static Task<StoreTally> CompareAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with outcomes as materialized (
                select r.number, coalesce(g.version, 0) <> r.based_on as is_stale,
                       case when g.code is null then 'created'
                            when row(g.name_th, g.name_en, g.short_name_th, g.kind, g.province_code, g.district_th,
                                     g.website_url, g.aliases, g.from_fiscal_year, g.to_fiscal_year)::record
                                 *<> row(r.name_th, r.name_en, r.short_name_th, r.kind, r.province_code, r.district_th,
                                         r.website_url, r.aliases, r.from_fiscal_year, r.to_fiscal_year)::record then 'updated'
                            else 'unchanged' end as outcome
                from import_agency r
                cross join acting_as(@keyId, @keyName, @now)
                left join agency g on g.code = r.code
                where r.import_id = @id
                  and (@provinces::text[] is null or g.code is null or g.province_code = any(@provinces))
            ), {StoreTally.OfOutcomes}
            """;

        return StoreTally.ReadAsync(connection, sql, job, now, ct);
    }
}
