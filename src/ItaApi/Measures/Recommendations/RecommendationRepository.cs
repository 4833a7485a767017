using Dapper;
using Npgsql;

namespace ItaApi.Measures.Recommendations;

/// <summary>Finds measures of agencies whose scores rose.</summary>
internal sealed class RecommendationRepository(NpgsqlDataSource database)
{
    /// <summary>The most measures for each weakness or item.</summary>
    private const int MeasuresShown = 3;

    /// <summary>The number of greatest rises among which measures are looked up; smaller rises are not worth recommending.</summary>
    private const int RisesLookedAt = 500;

    /// <summary>Measures are carried out in the year after the one they are based on, sometimes in the year after that.</summary>
    private const string Rises = """
        select b.agency_code, b.fiscal_year as from_year, i.fiscal_year as to_year, b.scores as scores_before, i.scores as scores_after
        from unnest(array[@fiscalYear - 1, @fiscalYear]) as base (fiscal_year)
        cross join unnest(array[1, 2]) as later (years)
        join assessment b on b.fiscal_year = base.fiscal_year
        join assessment i on i.agency_code = b.agency_code and i.fiscal_year = base.fiscal_year + later.years
        where b.agency_code <> @agencyCode
        """;

    // A measure that was only planned or could not be done is not a practice. From a plan, the first row counts.
    private const string Best = """
        select n.position::int - 1 as need, best.agency_code, g.name_th as agency_name_th, best.id as measure_id, best.titles,
               best.steps, n.item,
               best.from_year as based_on_fiscal_year, best.to_year as implement_fiscal_year, best.score_before, best.score_after
        from unnest(@indicators, @items) with ordinality as n (indicator, item, position)
        cross join lateral (
            select r.agency_code, r.from_year, r.to_year, r.score_before, r.score_after, m.id, m.titles, m.steps
            from (select agency_code, from_year, to_year,
                         scores_before[n.indicator] as score_before, scores_after[n.indicator] as score_after
                  from rise
                  where scores_after[n.indicator] > scores_before[n.indicator]
                  order by scores_after[n.indicator] - scores_before[n.indicator] desc, agency_code, from_year, to_year
                  limit @maxRises) r
            cross join lateral (
                select m.id, m.titles, m.steps
                from measure m
                where m.based_on_fiscal_year = r.from_year and m.implement_fiscal_year = r.to_year and m.agency_code = r.agency_code
                  and m.status in ('inProgress', 'completed', 'notStated')
                  and case when n.item is null then n.indicator = any(m.indicators) else n.item = any(m.items) end
                order by m.position, m.id
                limit 1
            ) m
            order by r.score_after - r.score_before desc, r.agency_code, r.from_year, r.to_year
            limit @maxMeasures
        ) best
        join agency g on g.code = best.agency_code
        order by n.position, best.score_after - best.score_before desc, best.agency_code, best.from_year, best.to_year
        """;

    /// <summary>
    /// For each need, the measures of agencies in a province whose score rose the most, from the year assessed or the year before to the
    /// year in which the measure was carried out.
    /// </summary>
    public Task<IReadOnlyList<RisenMeasureRow>> ListOfProvinceAsync(
        string provinceCode, string agencyCode, int fiscalYear, IReadOnlyList<Need> needs, CancellationToken ct)
    {
        const string sql = $"""
            with rise as materialized (
                {Rises}
                  and b.agency_code in (select code from agency where province_code = @provinceCode)
            )
            {Best}
            """;

        return ListAsync(sql, provinceCode, agencyCode, fiscalYear, needs, ct);
    }

    /// <summary>The same among all agencies.</summary>
    public Task<IReadOnlyList<RisenMeasureRow>> ListOfNationAsync(
        string agencyCode, int fiscalYear, IReadOnlyList<Need> needs, CancellationToken ct)
    {
        const string sql = $"""
            with rise as materialized (
                {Rises}
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
                maxRises = RisesLookedAt,
                maxMeasures = MeasuresShown,
            },
            cancellationToken: ct));
        return rows.AsList();
    }
}

/// <summary>Something to improve: a weak indicator, or one of its items with score zero.</summary>
/// <param name="Indicator">The number of the indicator, or of the indicator of the item.</param>
/// <param name="Item">The code of the item; null for the whole indicator.</param>
internal sealed record Need(int Indicator, string? Item);

/// <summary>A measure of an agency whose score rose in the meantime.</summary>
internal sealed record RisenMeasureRow
{
    /// <summary>The position of the need that the measure is for.</summary>
    public int Need { get; init; }

    public string AgencyCode { get; init; } = "";
    public string AgencyNameTh { get; init; } = "";
    public Guid MeasureId { get; init; }
    public IReadOnlyList<string> Titles { get; init; } = [];
    public IReadOnlyList<string> Steps { get; init; } = [];

    /// <summary>The item of the need; null when the need is the whole indicator.</summary>
    public string? Item { get; init; }

    public int BasedOnFiscalYear { get; init; }
    public int ImplementFiscalYear { get; init; }
    public decimal ScoreBefore { get; init; }
    public decimal ScoreAfter { get; init; }
}
