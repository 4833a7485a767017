using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using ItaApi.Provinces;
using ItaApi.Values;
using ItaApi.Values.Thai;
using Npgsql;

namespace ItaApi.Agencies;

internal sealed class AgencyRepository(NpgsqlDataSource database, AgencyIndex index, TimeProvider clock)
{
    private const string SimilarCode = "agency_code_similar";

    private readonly BatchedRead<string, AgencyRow> byCode = new(
        database,
        $"""
        select {AgencySql.Read}, {AgencySql.Oddities}, asked.place
        from unnest((select @codes)) with ordinality as asked (asked_code, place)
        join agency g on g.code = asked.asked_code
        """,
        static codes => [new NpgsqlParameter<string[]>("codes", [.. codes])]);

    public async Task<bool> ExistsAsync(string code, CancellationToken ct)
    {
        const string sql = "select exists (select from agency where code = @code)";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<bool>(new CommandDefinition(sql, new { code }, cancellationToken: ct));
    }

    public Task<AgencyRow?> FindAsync(string code, CancellationToken ct) => byCode.FindAsync(code, ct);

    /// <summary>The existing agencies among these codes, by code.</summary>
    public async Task<IReadOnlyDictionary<string, AgencyRow>> FindAllAsync(IEnumerable<string> codes, CancellationToken ct)
    {
        const string sql = $"""
            select {AgencySql.Read}
            from agency
            where code = any(@codes)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var parameters = new { codes = codes.Distinct(StringComparer.Ordinal).ToArray() };
        var rows = await connection.QueryAsync<AgencyRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return rows.ToDictionary(agency => agency.Code, StringComparer.Ordinal);
    }

    /// <summary>The agencies with one of these codes, in upper or lower case, or with one of these official codes.</summary>
    public async Task<IReadOnlyList<AgencyRow>> FindMentionedAsync(
        IEnumerable<string> codes, IEnumerable<string> officialCodes, CancellationToken ct)
    {
        const string sql = $"""
            select {AgencySql.Read}
            from agency
            where lower(code) = any(@codes) or official_code = any(@officialCodes)
            """;

        var parameters = new
        {
            codes = codes.Concat(officialCodes).Select(code => code.ToLowerInvariant()).Distinct(StringComparer.Ordinal).ToArray(),
            officialCodes = officialCodes.Distinct(StringComparer.Ordinal).ToArray(),
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AgencyRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return rows.AsList();
    }

    /// <summary>The agencies of a list after a code, by code.</summary>
    public async Task<IReadOnlyList<AgencyRow>> ListAsync(AgencyListQuery query, string? after, int limit, CancellationToken ct)
    {
        if (query.Q is not null)
        {
            var found = await index.FindAsync(query, after, limit, ct);
            var agencies = await FindAllAsync(found, ct);
            return [.. found.Select(code => agencies.GetValueOrDefault(code)).OfType<AgencyRow>()];
        }

        var sql = $"""
            select {AgencySql.Read}
            from agency
            {Where(query, (after is not null, "code > @after"))}
            order by code
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AgencyRow>(new CommandDefinition(sql, Filters(query, after, limit), cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountAsync(AgencyListQuery query, CancellationToken ct)
    {
        if (query.Q is not null)
            return await index.CountAsync(query, ct);

        var sql = $"""
            select count(*)
            from agency
            {Where(query)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, Filters(query, after: null, limit: 0), cancellationToken: ct));
    }

    /// <summary>
    /// Creates or changes an agency. An update that changes nothing makes no version. Null if the condition is not met, or the caller
    /// may not write the stored agency.
    /// </summary>
    public async Task<(AgencyRow Agency, bool Created)?> PutAsync(
        string code, AgencyBody body, Caller caller, Preconditions given, CancellationToken ct)
    {
        try
        {
            return await PutOnceAsync(code, body, caller, given, ct);
        }
        catch (PostgresException met) when (met.ConstraintName == SimilarCode)
        {
            // Of two that create the same agency at once, one may meet this index before that of the key. Now the agency is there.
            return await PutOnceAsync(code, body, caller, given, ct);
        }
    }

    private async Task<(AgencyRow Agency, bool Created)?> PutOnceAsync(
        string code, AgencyBody body, Caller caller, Preconditions given, CancellationToken ct)
    {
        // A trigger counts the version, and only for a change. An inserted row has no xmax yet. The lock waits for a transaction that
        // deletes the agency, so that an agency that must exist is not created again after it.
        const string sql = $"""
            with written as (
                {AgencySql.Insert} (
                    select @code as code, @nameTh as name_th, @nameEn as name_en, @shortNameTh as short_name_th, @districtTh as district_th,
                           @websiteUrl as website_url, @contactPhone as contact_phone, @contactEmail as contact_email,
                           @contactLineId as contact_line_id, @kind as kind, @provinceCode as province_code, @officialCode as official_code,
                           @districtCode as district_code, @fromFiscalYear as from_fiscal_year, @toFiscalYear as to_fiscal_year,
                           array(select sent.alias
                                 from unnest(@aliases) with ordinality as sent (alias, place)
                                 where not exists (select from agency f where f.code = @code and sent.alias = any(f.former_names))
                                 order by sent.place) as aliases,
                           @now as created_at, @now as updated_at
                    from acting_as(@keyId, @keyName, @now)
                    where (not @mustExist or exists (select from agency where code = @code for key share))
                      and (@provinces::text[] is null or @provinceCode = any(@provinces)
                           or exists (select from agency where code = @code and province_code = @provinceCode and code = any(@agencies)))
                ) sent
                {AgencySql.OnConflict} not @mustNotExist
                  and {WriteRights.OfAgency}
                  and (@anyVersion or g.version::text = any(@versions) or not ({AgencySql.Differs}))
                returning {AgencySql.Read}, xmax = 0 as created
            ), keyed as (
                {AgencyKeySql.Insert} (
                    select code as agency_code, @keyForm::smallint as form, name_th, province_code, district_th, @nameKey as name_key,
                           @districtKey as district_key, @sortKey as sort_key
                    from written
                ) made
                {AgencyKeySql.OnConflict}
            )
            select {AgencySql.Read}, {AgencySql.OdditiesOfWritten}, created
            from written g
            """;

        await using var connection = await database.OpenToWriteAsync(ct);
        var rows = await connection.QueryAsync<AgencyRow, bool, (AgencyRow, bool)>(
            new CommandDefinition(sql, Values(code, body, caller, given), cancellationToken: ct),
            static (agency, created) => (agency, created),
            splitOn: "created");
        return rows.AsList() is [var stored] ? stored : null;
    }

    /// <summary>
    /// Deletes an agency. False if it does not exist, the condition is not met, or the caller may not write it.
    /// </summary>
    /// <exception cref="PostgresException">The agency is in use.</exception>
    public async Task<bool> DeleteAsync(string code, Caller caller, Preconditions given, CancellationToken ct)
    {
        const string sql = $"""
            delete from agency g
            using acting_as(@keyId, @keyName, @now)
            where g.code = @code
              and {WriteRights.OfAgency}
              and (@anyVersion or g.version::text = any(@versions))
            """;

        var parameters = new
        {
            code,
            caller.KeyId,
            caller.KeyName,
            caller.Provinces,
            caller.Agencies,
            given.AnyVersion,
            versions = AgencyRow.VersionsOf(given),
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct)) == 1;
    }

    private object Values(string code, AgencyBody body, Caller caller, Preconditions given)
    {
        var keys = AgencyKeys.Of(body.NameTh!, body.DistrictTh, body.ProvinceCode!);
        return new
        {
            code,
            body.NameTh,
            body.NameEn,
            body.ShortNameTh,
            kind = body.Kind!.Value.ToCode(),
            body.ProvinceCode,
            body.DistrictTh,
            body.WebsiteUrl,
            contactPhone = body.Contacts?.Phone,
            contactEmail = body.Contacts?.Email,
            contactLineId = body.Contacts?.LineId,
            body.OfficialCode,
            districtCode = body.EffectiveDistrictCode,
            aliases = body.Aliases?.ToArray() ?? [],
            body.FromFiscalYear,
            body.ToFiscalYear,
            keyForm = ThaiKey.Form,
            keys.NameKey,
            keys.DistrictKey,
            keys.SortKey,
            caller.KeyId,
            caller.KeyName,
            caller.Provinces,
            caller.Agencies,
            given.MustExist,
            given.MustNotExist,
            given.AnyVersion,
            versions = AgencyRow.VersionsOf(given),
            now = clock.GetUtcNow(),
        };
    }

    private static string Where(AgencyListQuery query, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (query.Province is not null, "province_code = @province"),
        (query.District is not null, AgencyKeySql.IsInDistrict("code")),
        (query.Kind is not null, "kind = @kind"),
        (query.OfficialCode is not null, "official_code = @officialCode"),
        (query.DistrictCode is not null, "district_code = @districtCode"),
        afterCondition);

    private static object Filters(AgencyListQuery query, string? after, int limit) => new
    {
        after,
        limit,
        query.Province,
        districts = query.District is { } district ? DistrictKeys.Sought(district, query.Province) : null,
        kind = query.Kind?.ToCode(),
        query.OfficialCode,
        query.DistrictCode,
    };
}
