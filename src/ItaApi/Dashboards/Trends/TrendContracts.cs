using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Trends;

/// <summary>The results of an agency from year to year.</summary>
internal sealed record AgencyTrend
{
    public required string AgencyCode { get; init; }

    /// <summary>One point for each fiscal year with an assessment, earliest first.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }
}

/// <summary>The result of an agency in a year. A change is against the year before and is omitted when that year has no figure.</summary>
internal sealed record TrendPoint
{
    public required int FiscalYear { get; init; }
    public required decimal Total { get; init; }

    /// <summary>Omitted when a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    /// <summary>The change of the total in points.</summary>
    public decimal? Change { get; init; }

    /// <summary>
    /// Whether weights, indicators or grade rules differ from those of the point before. If they do, a change is not due to the agency
    /// alone.
    /// </summary>
    public required bool FrameworkChanged { get; init; }

    /// <summary>In the order of their numbers; empty when there are only reported figures.</summary>
    public required IReadOnlyList<TrendIndicator> Indicators { get; init; }
}

/// <summary>The score of an indicator in a year.</summary>
internal sealed record TrendIndicator
{
    public required int Number { get; init; }
    public required decimal Score { get; init; }

    /// <summary>The change from the year before in points.</summary>
    public decimal? Change { get; init; }
}

/// <summary>The results of a province from year to year.</summary>
internal sealed record ProvinceTrend
{
    public required string ProvinceCode { get; init; }

    /// <summary>One point for each fiscal year in which an agency reported, earliest first.</summary>
    public required IReadOnlyList<ProvinceTrendPoint> Points { get; init; }
}

/// <summary>The figures of a province in a year. A change is against the year before and is omitted when that year has no figure.</summary>
internal sealed record ProvinceTrendPoint
{
    public required int FiscalYear { get; init; }

    /// <summary>The number of agencies that reported. Every figure is over these agencies.</summary>
    public required int Reported { get; init; }

    public required Coverage Coverage { get; init; }

    /// <summary>The mean of the totals.</summary>
    public required decimal Mean { get; init; }

    public required decimal Median { get; init; }

    /// <summary>The change of the rounded mean in points.</summary>
    public decimal? Change { get; init; }

    /// <summary>
    /// The agencies that reported in this year and in the year before. Unlike the change of the mean, their change does not depend on which
    /// agencies reported. Omitted when there are none.
    /// </summary>
    public MatchedChange? Matched { get; init; }

    public required PassedFigures Passed { get; init; }

    /// <inheritdoc cref="TrendPoint.FrameworkChanged"/>
    public required bool FrameworkChanged { get; init; }

    /// <summary>In the order of their numbers.</summary>
    public required IReadOnlyList<ProvinceTrendIndicator> Indicators { get; init; }
}

/// <summary>The change over the agencies that reported in two consecutive years.</summary>
internal sealed record MatchedChange
{
    /// <summary>The number of agencies.</summary>
    public required int N { get; init; }

    /// <summary>The mean of the changes of their totals in points.</summary>
    public required decimal Change { get; init; }
}

/// <summary>An indicator over the agencies of a province in a year.</summary>
internal sealed record ProvinceTrendIndicator
{
    public required int Number { get; init; }

    /// <summary>The number of agencies.</summary>
    public required int N { get; init; }

    /// <summary>Omitted when no agency has a score.</summary>
    public decimal? Mean { get; init; }

    /// <summary>The change of the mean from the year before in points.</summary>
    public decimal? Change { get; init; }
}

/// <summary>The filter of the agencies of a province.</summary>
internal sealed class ProvinceTrendQuery
{
    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
