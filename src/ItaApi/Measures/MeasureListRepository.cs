using Dapper;
using ItaApi.Agencies;
using ItaApi.Database;
using ItaApi.Provinces;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>The lists of measures, in the order of agency, year of implementation, position in the plan, and id.</summary>
internal sealed class MeasureListRepository(NpgsqlDataSource database)
{
    private const string IsForIndicator = """
        (@indicator::smallint = any(m.indicators)
         or exists (
             select from unnest(@itemYears, @itemCodes) as i (fiscal_year, code)
             where i.fiscal_year = m.based_on_fiscal_year and i.code = any(m.items)))
        """;

    public async Task<IReadOnlyList<Measure>> ListAsync(
        MeasureListQuery query, IReadOnlyList<YearItem> items, MeasurePlaceQuery place, string? agencyCode, MeasureKey? after, int limit,
        CancellationToken ct)
    {
        // A row without a position comes after all that have one; 32767 is the largest smallint.
        const string afterCondition = """
            (m.agency_code, m.implement_fiscal_year, coalesce(m.position, 32767), m.id)
            > (@afterCode, @afterYear, coalesce(@afterPosition, 32767), @afterId)
            """;
        var sql = $"""
            select {MeasureSql.Read}
            from measure m
            join agency g on g.code = m.agency_code
            {Where(query, place, agencyCode, (after is not null, afterCondition))}
            order by m.agency_code, m.implement_fiscal_year, coalesce(m.position, 32767), m.id
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<MeasureRow>(
            new CommandDefinition(sql, Parameters(query, items, place, agencyCode, after, limit), cancellationToken: ct));
        return [.. rows.Select(row => row.ToMeasure())];
    }

    public async Task<long> CountAsync(
        MeasureListQuery query, IReadOnlyList<YearItem> items, MeasurePlaceQuery place, string? agencyCode, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            from measure m
            join agency g on g.code = m.agency_code
            {Where(query, place, agencyCode)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, Parameters(query, items, place, agencyCode, after: null, limit: 0), cancellationToken: ct));
    }

    private static string Where(
        MeasureListQuery query, MeasurePlaceQuery place, string? agencyCode, (bool Given, string Condition) afterCondition = default) =>
        WhereClause.Where(
            (agencyCode is not null, "m.agency_code = @agencyCode"),
            (query.BasedOnFiscalYear is not null, "m.based_on_fiscal_year = @basedOnFiscalYear"),
            (query.ImplementFiscalYear is not null, "m.implement_fiscal_year = @implementFiscalYear"),
            (query.Status is not null, "m.status = @status"),
            (query.Indicator is not null, IsForIndicator),
            (query.Unit is not null, "exists (select from unnest(m.responsible_units) unit where unit ilike @unitPattern)"),
            (place.Province is not null, "g.province_code = @province"),
            (place.District is not null, AgencyKeySql.IsInDistrict("g.code")),
            afterCondition);

    private static object Parameters(
        MeasureListQuery query, IReadOnlyList<YearItem> items, MeasurePlaceQuery place, string? agencyCode, MeasureKey? after,
        int limit) => new
    {
        agencyCode,
        query.BasedOnFiscalYear,
        query.ImplementFiscalYear,
        status = query.Status?.ToCode(),
        query.Indicator,
        itemYears = items.Select(item => (short)item.FiscalYear).ToArray(),
        itemCodes = items.Select(item => item.Code).ToArray(),
        unitPattern = query.Unit is { } unit ? TextRules.ToContainsPattern(unit) : null,
        place.Province,
        districts = place.District is { } district ? DistrictKeys.Sought(district, place.Province) : null,
        afterCode = after?.AgencyCode,
        afterYear = after?.ImplementFiscalYear,
        afterPosition = after?.Position,
        afterId = after?.Id,
        limit,
    };
}

/// <summary>An item of a year's rules.</summary>
internal sealed record YearItem(int FiscalYear, string Code);
