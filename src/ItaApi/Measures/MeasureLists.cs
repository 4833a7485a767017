using Dapper;
using ItaApi.Http;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>The lists of measures: by agency, the year they are carried out in, their place in the plan, and id.</summary>
public sealed class MeasureLists(NpgsqlDataSource database)
{
    private const string Filter = """
        where (@agencyCode::text is null or m.agency_code = @agencyCode)
          and (@basedOnFiscalYear::int is null or m.based_on_fiscal_year = @basedOnFiscalYear)
          and (@implementFiscalYear::int is null or m.implement_fiscal_year = @implementFiscalYear)
          and (@status::text is null or m.status = @status)
          and (@indicator::smallint is null or @indicator = any(m.indicators))
          and (@unitPattern::text is null or exists (select from unnest(m.responsible_units) unit where unit ilike @unitPattern))
          and (@province::text is null or g.province_code = @province)
          and (@district::text is null or g.district_th = @district)
        """;

    public async Task<IReadOnlyList<Measure>> ListAsync(AgencyMeasuresQuery query, string? agencyCode, MeasureKey? after, int limit, CancellationToken ct)
    {
        // A row without a position stands behind all that have one; 32767 is the last smallint.
        const string sql = $"""
            select {MeasureRow.Columns}
            from measure m
            join agency g on g.code = m.agency_code
            {Filter}
              and (@afterCode::text is null
                   or (m.agency_code, m.implement_fiscal_year, coalesce(m.position, 32767), m.id)
                      > (@afterCode, @afterYear::int, coalesce(@afterPosition::int, 32767), @afterId::uuid))
            order by m.agency_code, m.implement_fiscal_year, coalesce(m.position, 32767), m.id
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<MeasureRow>(new CommandDefinition(sql, Parameters(query, agencyCode, after, limit), cancellationToken: ct));
        return [.. rows.Select(row => row.ToMeasure())];
    }

    public async Task<long> CountAsync(AgencyMeasuresQuery query, string? agencyCode, CancellationToken ct)
    {
        const string sql = $"""
            select count(*)
            from measure m
            join agency g on g.code = m.agency_code
            {Filter}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, Parameters(query, agencyCode, after: null, limit: 0), cancellationToken: ct));
    }

    private static object Parameters(AgencyMeasuresQuery query, string? agencyCode, MeasureKey? after, int limit)
    {
        var place = query as MeasureListQuery;
        return new
        {
            agencyCode,
            query.BasedOnFiscalYear,
            query.ImplementFiscalYear,
            status = query.Status?.ToCode(),
            query.Indicator,
            unitPattern = query.Unit is { } unit ? Text.ToContainsPattern(unit) : null,
            place?.Province,
            district = place?.District is { } district ? Text.Normalize(district) : null,
            afterCode = after?.AgencyCode,
            afterYear = after?.ImplementFiscalYear,
            afterPosition = after?.Position,
            afterId = after?.Id,
            limit,
        };
    }
}
