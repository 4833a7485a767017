using Dapper;
using Npgsql;

namespace ItaApi.Measures.Effectiveness;

/// <summary>How weak scores changed.</summary>
internal sealed class EffectivenessRepository(NpgsqlDataSource database)
{
    /// <summary>
    /// The change of an indicator's score for every agency where it was a weakness in the base year, and whether the agency completed a
    /// measure for it. The indexes <c>assessment_scores_by_year</c> and <c>measure_by_years</c> alone answer it.
    /// </summary>
    public const string Sql = """
        with rules as materialized (
            select revision, (document ->> 'strengthThreshold')::numeric as threshold
            from framework
            where fiscal_year = @from
        ),
        done as materialized (
            select distinct agency_code
            from measure
            where based_on_fiscal_year = @from and implement_fiscal_year = @to and status = 'completed'
              and (@indicator = any(indicators) or items && @items)
        )
        select ((i.scores[@indicator] - b.scores[@indicator]) * 100)::int as hundredths, d.agency_code is not null as completed
        from assessment b
        join rules r on r.revision = b.framework_revision
        join assessment i on i.agency_code = b.agency_code and i.fiscal_year = @to
        left join done d on d.agency_code = b.agency_code
        where b.fiscal_year = @from
          and b.scores[@indicator] < coalesce(b.strength_threshold, r.threshold)
          and i.scores[@indicator] is not null
        """;

    /// <param name="items">The items of the indicator in the base year: a measure for one of them is a measure for the indicator.</param>
    public async Task<IReadOnlyList<ScoreChangeRow>> ListAsync(
        int indicator, IReadOnlyList<string> items, int from, int to, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<ScoreChangeRow>(
            new CommandDefinition(Sql, new { indicator, items = items.ToArray(), from, to }, cancellationToken: ct));
        return rows.AsList();
    }
}

/// <summary>The change for one agency.</summary>
internal sealed record ScoreChangeRow
{
    /// <summary>In hundredths of a point; above zero, the score rose.</summary>
    public int Hundredths { get; init; }

    public bool Completed { get; init; }
}
