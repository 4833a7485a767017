using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Distributions;

/// <summary>The distribution of an indicator's scores over the agencies whose score is known.</summary>
internal sealed record Distribution
{
    /// <summary>The number of the indicator.</summary>
    public required int Number { get; init; }

    public required int FiscalYear { get; init; }

    /// <summary>The number of agencies. Agencies with only reported figures do not count.</summary>
    public required int N { get; init; }

    /// <summary>Omitted when no agency has a score.</summary>
    public decimal? Mean { get; init; }

    /// <summary>Omitted when no agency has a score.</summary>
    public Quantiles? Quantiles { get; init; }

    /// <summary>Ten bins of ten points.</summary>
    public required IReadOnlyList<DistributionBin> Bins { get; init; }

    internal static Distribution Of(int number, int fiscalYear, ScoreDistribution scores) => new()
    {
        Number = number,
        FiscalYear = fiscalYear,
        N = scores.Count,
        Mean = scores.Mean?.ToDecimal(),
        Quantiles = scores.Count == 0 ? null : new Quantiles
        {
            P10 = scores.Quantile(10)!.Value.ToDecimal(),
            P25 = scores.Quantile(25)!.Value.ToDecimal(),
            P50 = scores.Quantile(50)!.Value.ToDecimal(),
            P75 = scores.Quantile(75)!.Value.ToDecimal(),
            P90 = scores.Quantile(90)!.Value.ToDecimal(),
        },
        Bins = [.. Enumerable.Range(0, DistributionBin.Number).Select(bin => DistributionBin.Of(bin, scores))],
    };
}

/// <summary>
/// The scores below which 10, 25, 50, 75 and 90 percent of the scores lie: position (n - 1) × p / 100 of the ordered scores, counted from
/// 0, linearly interpolated between two scores.
/// </summary>
internal sealed record Quantiles
{
    public required decimal P10 { get; init; }
    public required decimal P25 { get; init; }
    public required decimal P50 { get; init; }
    public required decimal P75 { get; init; }
    public required decimal P90 { get; init; }
}

/// <summary>The number of scores in a range.</summary>
internal sealed record DistributionBin
{
    /// <summary>The number of bins from 0 to 100.</summary>
    internal const int Number = 10;

    private const int Hundredths = 1_000;

    /// <summary>The lowest score of the bin (inclusive).</summary>
    public required int From { get; init; }

    /// <summary>The upper bound of the bin (exclusive); the last bin includes 100.</summary>
    public required int To { get; init; }

    public required int Count { get; init; }

    internal static DistributionBin Of(int bin, ScoreDistribution scores) => new()
    {
        From = bin * Number,
        To = (bin + 1) * Number,
        Count = scores.CountBetween(bin * Hundredths, bin == Number - 1 ? int.MaxValue : (bin + 1) * Hundredths),
    };
}

/// <summary>The filters of a distribution.</summary>
internal sealed class DistributionQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
