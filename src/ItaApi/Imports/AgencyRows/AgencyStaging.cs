using ItaApi.Agencies;
using ItaApi.Imports.Jobs;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.AgencyRows;

/// <summary>The staging table of checked agencies, and the statements that store all of them at once.</summary>
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

    /// <summary>Whether a row of the import is new, or of a province in which the caller may write.</summary>
    private const string IsPermitted = """
        excluded.import_id = @id
        and (@provinces::text[] is null
             or not exists (select from agency known where known.code = excluded.code and known.province_code <> all(@provinces)))
        """;

    public static async Task CopyAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<PreparedAgency> rows, CancellationToken ct)
    {
        const string sql = $"copy import_agency (import_id, number, code, based_on, {AgencySql.Columns}) from stdin (format binary)";

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

        await copy.CompleteAsync(ct);
    }

    /// <summary>Stores the staged rows. The counts show what other writers changed after the check.</summary>
    public static Task<StoreTally> StoreAsync(NpgsqlConnection connection, ImportJob job, DateTimeOffset now, CancellationToken ct)
    {
        const string sql = $"""
            with staged as materialized (
                select number, code, based_on, {AgencySql.Columns}, @now as created_at, @now as updated_at
                from import_agency excluded
                cross join acting_as(@keyId, @keyName, @now)
                where {IsPermitted}
            ), written as (
                {AgencySql.Insert} staged
                order by code
                {AgencySql.OnConflict} {AgencySql.Differs}
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
}
