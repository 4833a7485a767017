using System.Text.Json;
using Dapper;
using ItaApi.Assessments.Content;
using ItaApi.Frameworks;
using ItaApi.Http.Serialization;
using Npgsql;

namespace ItaApi.Measures.Summaries;

/// <summary>Agencies with the measures of a year and the scores they are compared with, as they were at one moment.</summary>
internal sealed class MeasureSummaryRepository(NpgsqlDataSource database)
{
    // The scores of every year on which a measure is based; without measures, of the year before. The scorer decides what is a weakness.
    private const string Plans = $"""
        select g.code as agency_code, g.name_th,
               coalesce(g.from_fiscal_year, @implementFiscalYear) <= @implementFiscalYear
                   and coalesce(g.to_fiscal_year, @implementFiscalYear) >= @implementFiscalYear as exists_then,
               m.measures, a.assessments
        from agency g
        cross join lateral (
            select coalesce(
                       jsonb_agg(
                           jsonb_build_object(
                               'id', m.id, 'status', m.status, 'basedOnFiscalYear', m.based_on_fiscal_year,
                               'indicators', m.indicators, 'items', m.items,
                               'titles', case when @named then m.titles else array[]::text[] end,
                               'hasProgress', {MeasureSql.HasProgress})
                           order by m.position, m.id),
                       '[]') as measures,
                   array_agg(m.based_on_fiscal_year) as years
            from measure m
            where m.agency_code = g.code and m.implement_fiscal_year = @implementFiscalYear
        ) m
        cross join lateral (
            select coalesce(
                       jsonb_agg(jsonb_strip_nulls(jsonb_build_object(
                           'fiscalYear', a.fiscal_year, 'frameworkRevision', a.framework_revision, 'scores', a.scores,
                           'strengthThreshold', a.strength_threshold, 'items', a.items))),
                       '[]') as assessments
            from assessment a
            where a.agency_code = g.code
              and a.scores is not null
              and a.fiscal_year = any(coalesce(m.years, array[@implementFiscalYear - 1]))
        ) a
        """;

    /// <summary>The plan of one agency for a year; null if there is no such agency.</summary>
    public async Task<AgencyPlanRow?> FindAsync(string agencyCode, int implementFiscalYear, CancellationToken ct)
    {
        const string sql = $"""
            {Plans}
            where g.code = @agencyCode
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<AgencyPlanRow>(
            new CommandDefinition(sql, new { agencyCode, implementFiscalYear, named = true }, cancellationToken: ct));
    }

    /// <summary>The plans of all agencies of a province, including those without a measure, by code.</summary>
    public async Task<IReadOnlyList<AgencyPlanRow>> ListAsync(string provinceCode, int implementFiscalYear, CancellationToken ct)
    {
        const string sql = $"""
            {Plans}
            where g.province_code = @provinceCode
            order by g.code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AgencyPlanRow>(
            new CommandDefinition(sql, new { provinceCode, implementFiscalYear, named = false }, cancellationToken: ct));
        return rows.AsList();
    }
}

/// <summary>An agency with its measures of a year and the assessments they are compared with.</summary>
internal sealed record AgencyPlanRow
{
    public string AgencyCode { get; init; } = "";
    public string NameTh { get; init; } = "";

    /// <summary>Whether the agency exists in the year.</summary>
    public bool ExistsThen { get; init; }

    public string Measures { get; init; } = "";
    public string Assessments { get; init; } = "";

    public IReadOnlyList<PlannedMeasure> ReadMeasures() => JsonSerializer.Deserialize<List<PlannedMeasure>>(Measures, Json.FromDatabase)!;

    public IReadOnlyList<ScoredYear> ReadAssessments() => JsonSerializer.Deserialize<List<ScoredYear>>(Assessments, Json.FromDatabase)!;
}

/// <summary>The parts of a measure that a summary needs.</summary>
internal sealed record PlannedMeasure
{
    public required Guid Id { get; init; }
    public required MeasureStatus Status { get; init; }
    public required int BasedOnFiscalYear { get; init; }
    public required IReadOnlyList<int> Indicators { get; init; }
    public required IReadOnlyList<string> Items { get; init; }
    public required IReadOnlyList<string> Titles { get; init; }
    public required bool HasProgress { get; init; }

    /// <summary>The indicators that the measure is for: those it names, and those of the items it names.</summary>
    /// <param name="framework">The rules of its base year.</param>
    public IEnumerable<int> IndicatorsOf(YearFramework? framework) =>
        Items.Select(item => framework?.Rules.FindIndicatorOfItem(item)?.Number).OfType<int>().Union(Indicators);
}

/// <summary>The parts of an assessment that its weaknesses follow from.</summary>
internal sealed record ScoredYear
{
    public required int FiscalYear { get; init; }
    public required int FrameworkRevision { get; init; }
    public required decimal[] Scores { get; init; }
    public decimal? StrengthThreshold { get; init; }
    public IReadOnlyList<ItemEntry>? Items { get; init; }
}
