using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Trends;

/// <summary>How an agency's result moved from year to year.</summary>
public sealed record AgencyTrend
{
    public required string AgencyCode { get; init; }

    /// <summary>One for each fiscal year with an assessment, earliest first.</summary>
    public required IReadOnlyList<TrendPoint> Points { get; init; }
}

/// <summary>An agency's result of a year. A change is against the year before, and left out where that has no figure.</summary>
public sealed record TrendPoint
{
    public required int FiscalYear { get; init; }
    public required decimal Total { get; init; }

    /// <summary>Left out where a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    /// <summary>Points of the total.</summary>
    public decimal? Change { get; init; }

    /// <summary>Whether weights, indicators or grade rules differ from those of the point before: what changed is then not the agency alone.</summary>
    public required bool FrameworkChanged { get; init; }

    /// <summary>By number; empty where there are reported figures alone.</summary>
    public required IReadOnlyList<TrendIndicator> Indicators { get; init; }
}

/// <summary>An indicator's score of a year.</summary>
public sealed record TrendIndicator
{
    public required int Number { get; init; }
    public required decimal Score { get; init; }

    /// <summary>Points against the year before.</summary>
    public decimal? Change { get; init; }
}

/// <summary>How a province's results moved from year to year.</summary>
public sealed record ProvinceTrend
{
    public required string ProvinceCode { get; init; }

    /// <summary>One for each fiscal year some agency reported, earliest first.</summary>
    public required IReadOnlyList<ProvinceTrendPoint> Points { get; init; }
}

/// <summary>A province's figures of a year. A change is against the year before, and left out where that has no figure.</summary>
public sealed record ProvinceTrendPoint
{
    public required int FiscalYear { get; init; }

    /// <summary>How many agencies reported; every figure is over those.</summary>
    public required int Reported { get; init; }

    public required Coverage Coverage { get; init; }

    /// <summary>The mean of the totals.</summary>
    public required decimal Mean { get; init; }

    public required decimal Median { get; init; }

    /// <summary>Points of the mean, as it is rounded.</summary>
    public decimal? Change { get; init; }

    public required PassedFigures Passed { get; init; }

    /// <inheritdoc cref="TrendPoint.FrameworkChanged"/>
    public required bool FrameworkChanged { get; init; }

    /// <summary>By number.</summary>
    public required IReadOnlyList<ProvinceTrendIndicator> Indicators { get; init; }
}

/// <summary>An indicator over a province's agencies in a year.</summary>
public sealed record ProvinceTrendIndicator
{
    public required int Number { get; init; }

    /// <summary>Over how many agencies.</summary>
    public required int N { get; init; }

    /// <summary>Left out where that is nobody.</summary>
    public decimal? Mean { get; init; }

    /// <summary>Points of the mean against the year before.</summary>
    public decimal? Change { get; init; }
}

/// <summary>Over which agencies of a province to follow the years.</summary>
public sealed class ProvinceTrendQuery
{
    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
