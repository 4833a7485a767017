using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Distributions;

/// <summary>How an indicator's scores are spread over the agencies whose score is known.</summary>
public sealed record Distribution
{
    /// <summary>The indicator's number.</summary>
    public required int Number { get; init; }

    public required int FiscalYear { get; init; }

    /// <summary>How many agencies; those with reported figures alone are not among them.</summary>
    public required int N { get; init; }

    /// <summary>Left out where that is nobody.</summary>
    public decimal? Mean { get; init; }

    /// <summary>Left out where that is nobody.</summary>
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
/// The scores below which 10, 25, 50, 75 and 90 percent of the scores lie: at place (n - 1) × p / 100 of the scores in order, counted
/// from 0, linearly interpolated between two.
/// </summary>
public sealed record Quantiles
{
    public required decimal P10 { get; init; }
    public required decimal P25 { get; init; }
    public required decimal P50 { get; init; }
    public required decimal P75 { get; init; }
    public required decimal P90 { get; init; }
}

/// <summary>How many scores lie in a range.</summary>
public sealed record DistributionBin
{
    /// <summary>How many bins the range from 0 to 100 is cut into.</summary>
    internal const int Number = 10;

    private const int Hundredths = 1_000;

    /// <summary>The lowest score that is in.</summary>
    public required int From { get; init; }

    /// <summary>The first score that is not in; the last bin holds 100 as well.</summary>
    public required int To { get; init; }

    public required int Count { get; init; }

    internal static DistributionBin Of(int bin, ScoreDistribution scores) => new()
    {
        From = bin * Number,
        To = (bin + 1) * Number,
        Count = scores.CountBetween(bin * Hundredths, bin == Number - 1 ? int.MaxValue : (bin + 1) * Hundredths),
    };
}

/// <summary>Over which agencies to look at an indicator.</summary>
public sealed class DistributionQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies of this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only agencies of the district of this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
