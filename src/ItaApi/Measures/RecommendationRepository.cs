using Dapper;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>Finds what agencies did whose scores rose.</summary>
public sealed class RecommendationRepository(NpgsqlDataSource database)
{
    /// <summary>Agencies named for each weakness or item.</summary>
    private const int MaxAgencies = 3;

    // What was only planned, or could not be done, is no practice. One measure an agency, the first of its plan.
    private const string Rises = """
        select distinct on (n.position, m.agency_code)
               n.position, m.id, m.agency_code, b.scores[n.indicator] as score_before, i.scores[n.indicator] as score_after
        from measure m
        join need n on case when n.item is null then n.indicator = any(m.indicators) else n.item = any(m.items) end
        join assessment b on b.agency_code = m.agency_code and b.fiscal_year = m.based_on_fiscal_year
        join assessment i on i.agency_code = m.agency_code and i.fiscal_year = m.implement_fiscal_year
        where m.based_on_fiscal_year between @fiscalYear - 1 and @fiscalYear
          and m.implement_fiscal_year > m.based_on_fiscal_year
          and m.status in ('inProgress', 'completed', 'notStated')
          and m.agency_code <> @agencyCode
          and i.scores[n.indicator] > b.scores[n.indicator]
        """;

    private const string FirstOfPlan = "order by n.position, m.agency_code, i.scores[n.indicator] - b.scores[n.indicator] desc, m.position, m.id";

    private const string Needs = "need as materialized (select position, indicator, item from unnest(@indicators, @items) with ordinality as n (indicator, item, position))";

    private const string Best = """
        select r.position::int - 1 as need, r.agency_code, g.name_th as agency_name_th, m.id as measure_id, m.titles,
               m.based_on_fiscal_year, m.implement_fiscal_year, r.score_before, r.score_after
        from (select *, row_number() over (partition by position order by score_after - score_before desc, agency_code) as place from rise) r
        join measure m on m.id = r.id
        join agency g on g.code = r.agency_code
        where r.place <= @maxAgencies
        order by r.position, r.place
        """;

    /// <summary>For each need what agencies of a province did whose score rose the most, from the year assessed or the one before on.</summary>
    public Task<IReadOnlyList<RisenMeasureRow>> ListOfProvinceAsync(string provinceCode, string agencyCode, int fiscalYear, IReadOnlyList<Need> needs, CancellationToken ct)
    {
        const string sql = $"""
            with {Needs},
            rise as (
                {Rises}
                  and m.agency_code in (select code from agency where province_code = @provinceCode)
                {FirstOfPlan}
            )
            {Best}
            """;

        return ListAsync(sql, provinceCode, agencyCode, fiscalYear, needs, ct);
    }

    /// <summary>The same among all agencies.</summary>
    public Task<IReadOnlyList<RisenMeasureRow>> ListOfNationAsync(string agencyCode, int fiscalYear, IReadOnlyList<Need> needs, CancellationToken ct)
    {
        const string sql = $"""
            with {Needs},
            rise as (
                {Rises}
                {FirstOfPlan}
            )
            {Best}
            """;

        return ListAsync(sql, provinceCode: null, agencyCode, fiscalYear, needs, ct);
    }

    private async Task<IReadOnlyList<RisenMeasureRow>> ListAsync(
        string sql, string? provinceCode, string agencyCode, int fiscalYear, IReadOnlyList<Need> needs, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<RisenMeasureRow>(new CommandDefinition(
            sql,
            new
            {
                provinceCode,
                agencyCode,
                fiscalYear,
                indicators = needs.Select(need => need.Indicator).ToArray(),
                items = needs.Select(need => need.Item).ToArray(),
                maxAgencies = MaxAgencies,
            },
            cancellationToken: ct));
        return rows.AsList();
    }
}

/// <summary>What something is to be done about: a weak indicator, or an item of it at zero.</summary>
/// <param name="Indicator">The indicator's number, or that of the item's indicator.</param>
/// <param name="Item">The item's code; null for the indicator as a whole.</param>
public sealed record Need(int Indicator, string? Item);

/// <summary>A measure of an agency whose score rose meanwhile.</summary>
public sealed record RisenMeasureRow
{
    /// <summary>The position of the need it answers.</summary>
    public int Need { get; init; }

    public string AgencyCode { get; init; } = "";
    public string AgencyNameTh { get; init; } = "";
    public Guid MeasureId { get; init; }
    public IReadOnlyList<string> Titles { get; init; } = [];
    public int BasedOnFiscalYear { get; init; }
    public int ImplementFiscalYear { get; init; }
    public decimal ScoreBefore { get; init; }
    public decimal ScoreAfter { get; init; }
}
