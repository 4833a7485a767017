using ItaApi.Measures.Summaries;

namespace ItaApi.Dashboards.Figures;

/// <summary>
/// What a fiscal year came to, over a set of agencies. Every figure is over the agencies that reported, and <c>coverage</c> says how many
/// that is. Shares are percentages with two decimals; means and medians are rounded to two decimals, half away from zero.
/// </summary>
public sealed record Summary
{
    /// <summary>Left out of the whole country's.</summary>
    public string? ProvinceCode { get; init; }

    public required int FiscalYear { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>Left out where nobody reported.</summary>
    public ScoreFigures? Total { get; init; }

    public required PassedFigures Passed { get; init; }
    public required TargetFigures Target { get; init; }

    /// <summary>Every grade of the year, best first; a result whose level is open counts in none.</summary>
    public required IReadOnlyList<GradeCount> Grades { get; init; }

    /// <summary>In the framework's order.</summary>
    public required IReadOnlyList<InstrumentFigures> Instruments { get; init; }

    /// <summary>By number.</summary>
    public required IReadOnlyList<IndicatorFigures> Indicators { get; init; }

    /// <summary>The numbers of the three indicators with the lowest means, lowest first; more where means tie.</summary>
    public required IReadOnlyList<int> Weakest { get; init; }

    /// <summary>The measures carried out in the year, by status.</summary>
    public required MeasureStatusCounts Measures { get; init; }
}

/// <summary>How many of the agencies there are in the year reported a result.</summary>
public sealed record Coverage
{
    /// <summary>The agencies that exist in the year.</summary>
    public required int Agencies { get; init; }

    public required int Reported { get; init; }

    /// <summary>In percent; left out where there is no agency.</summary>
    public decimal? Share { get; init; }
}

/// <summary>Where scores lie.</summary>
public sealed record ScoreFigures
{
    public required decimal Mean { get; init; }

    /// <summary>Of an even number of scores, halfway between the two in the middle.</summary>
    public required decimal Median { get; init; }

    public required decimal Min { get; init; }
    public required decimal Max { get; init; }
}

/// <summary>How many agencies reached the total that counts as passed.</summary>
public sealed record PassedFigures
{
    public required int Count { get; init; }

    /// <summary>In percent of those that reported; left out where nobody did.</summary>
    public decimal? Share { get; init; }
}

/// <summary>The national goal of the year, asked of this set of agencies.</summary>
public sealed record TargetFigures
{
    /// <summary>The total that counts as passed, inclusive.</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The share of agencies that is to reach it, in percent; left out where the year has no such goal.</summary>
    public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year it is to be reached by.</summary>
    public int? ByFiscalYear { get; init; }

    /// <summary>Whether those that reported reach the share; left out where there is no goal or nobody reported.</summary>
    public bool? Met { get; init; }
}

/// <summary>How many agencies have a grade.</summary>
public sealed record GradeCount
{
    public required string Code { get; init; }
    public required int Count { get; init; }
}

/// <summary>An instrument over the agencies whose score of it is known.</summary>
public sealed record InstrumentFigures
{
    public required string Code { get; init; }

    /// <summary>How many agencies that is.</summary>
    public required int N { get; init; }

    /// <summary>Left out where that is nobody's.</summary>
    public decimal? Mean { get; init; }
}

/// <summary>An indicator over the agencies whose score of it is known.</summary>
public sealed record IndicatorFigures
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }

    /// <summary>How many agencies that is; those with reported figures alone are not among them.</summary>
    public required int N { get; init; }

    /// <summary>Left out where that is nobody's, like the figures after it.</summary>
    public decimal? Mean { get; init; }

    public decimal? Median { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }

    /// <summary>How many agencies score below their threshold: the assessment's own, else the framework's.</summary>
    public required int WeakCount { get; init; }
}
