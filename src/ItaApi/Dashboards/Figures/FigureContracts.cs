using ItaApi.Measures.Summaries;

namespace ItaApi.Dashboards.Figures;

/// <summary>
/// The figures of a fiscal year over a set of agencies. Every figure is over the agencies that reported; <c>coverage</c> gives their
/// number. Shares are percentages with two decimals; means and medians are rounded to two decimals, halves away from zero.
/// </summary>
internal sealed record Summary
{
    /// <summary>Omitted for the whole country.</summary>
    public string? ProvinceCode { get; init; }

    public required int FiscalYear { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>Omitted when no agency reported.</summary>
    public ScoreFigures? Total { get; init; }

    public required PassedFigures Passed { get; init; }
    public required TargetFigures Target { get; init; }

    /// <summary>Every grade of the year, best first. A result whose level is open does not count.</summary>
    public required IReadOnlyList<GradeCount> Grades { get; init; }

    /// <summary>In the order of the framework.</summary>
    public required IReadOnlyList<InstrumentFigures> Instruments { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public required IReadOnlyList<IndicatorFigures> Indicators { get; init; }

    /// <summary>The numbers of the three indicators with the lowest means, lowest first; more than three when means are equal.</summary>
    public required IReadOnlyList<int> Weakest { get; init; }

    /// <summary>The measures carried out in the year, by status.</summary>
    public required MeasureStatusCounts Measures { get; init; }
}

/// <summary>How many of the agencies of the year reported a result.</summary>
internal sealed record Coverage
{
    /// <summary>The agencies that exist in the year.</summary>
    public required int Agencies { get; init; }

    public required int Reported { get; init; }

    /// <summary>In percent. Omitted when there is no agency.</summary>
    public decimal? Share { get; init; }
}

/// <summary>The range and the middle of the scores.</summary>
internal sealed record ScoreFigures
{
    public required decimal Mean { get; init; }

    /// <summary>For an even number of scores, halfway between the two middle scores.</summary>
    public required decimal Median { get; init; }

    public required decimal Min { get; init; }
    public required decimal Max { get; init; }
}

/// <summary>How many agencies reached the total that counts as passed.</summary>
internal sealed record PassedFigures
{
    public required int Count { get; init; }

    /// <summary>In percent of the agencies that reported. Omitted when no agency reported.</summary>
    public decimal? Share { get; init; }
}

/// <summary>The national target of the year, applied to this set of agencies.</summary>
internal sealed record TargetFigures
{
    /// <summary>The total that counts as passed, inclusive.</summary>
    public required decimal MinTotal { get; init; }

    /// <summary>The share of agencies that should reach this total, in percent. Omitted when the year has no such target.</summary>
    public decimal? SharePercent { get; init; }

    /// <summary>The fiscal year (B.E.) by which the target should be reached.</summary>
    public int? ByFiscalYear { get; init; }

    /// <summary>Whether the agencies that reported reach this share. Omitted when there is no target or no agency reported.</summary>
    public bool? Met { get; init; }
}

/// <summary>How many agencies have a grade.</summary>
internal sealed record GradeCount
{
    public required string Code { get; init; }
    public required int Count { get; init; }
}

/// <summary>An instrument over the agencies whose score is known.</summary>
internal sealed record InstrumentFigures
{
    public required string Code { get; init; }

    /// <summary>The number of these agencies.</summary>
    public required int N { get; init; }

    /// <summary>Omitted when no agency has a score.</summary>
    public decimal? Mean { get; init; }
}

/// <summary>An indicator over the agencies whose score is known.</summary>
internal sealed record IndicatorFigures
{
    public required int Number { get; init; }
    public required string NameTh { get; init; }

    /// <summary>The number of these agencies. Agencies with only reported figures do not count.</summary>
    public required int N { get; init; }

    /// <summary>Omitted when no agency has a score, as are the figures after it.</summary>
    public decimal? Mean { get; init; }

    public decimal? Median { get; init; }
    public decimal? Min { get; init; }
    public decimal? Max { get; init; }

    /// <summary>The number of agencies below their threshold: that of the assessment, else that of the framework.</summary>
    public required int WeakCount { get; init; }
}
