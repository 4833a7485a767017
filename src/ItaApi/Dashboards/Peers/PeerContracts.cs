using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Peers;

/// <summary>Where an agency is compared with others.</summary>
internal enum PeerArea
{
    District,
    Province,
    Country,
}

/// <summary>The agencies to compare with.</summary>
internal sealed class PeerQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>The area of the agency in which it is compared.</summary>
    [FromQuery(Name = "within"), DefaultValue(PeerArea.Province)] public PeerArea? Within { get; init; }

    /// <summary>Only agencies that were of this kind in the year, and the agency itself.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}

/// <summary>The result of an agency compared with those of others.</summary>
internal sealed record PeerComparison
{
    public required string AgencyCode { get; init; }
    public required PeerScope Scope { get; init; }

    /// <summary>The number of agencies with a result, the agency itself included.</summary>
    public required int N { get; init; }

    public required PeerStanding Total { get; init; }

    /// <summary>In the order of their numbers; empty when only reported figures of the agency are known.</summary>
    public required IReadOnlyList<IndicatorStanding> Indicators { get; init; }

    /// <summary>The agencies with the next higher totals, nearest first, at most five.</summary>
    public required IReadOnlyList<BetterPeer> NearestBetter { get; init; }
}

/// <summary>The agencies that an agency is compared with.</summary>
internal sealed record PeerScope
{
    public required int FiscalYear { get; init; }
    public required PeerArea Within { get; init; }

    /// <summary>Omitted for the whole country.</summary>
    public string? ProvinceCode { get; init; }

    /// <summary>For a district only.</summary>
    public string? DistrictTh { get; init; }

    public AgencyKind? Kind { get; init; }
}

/// <summary>A score among the scores of several agencies.</summary>
internal record PeerStanding
{
    public required decimal Score { get; init; }

    /// <summary>1 for the highest score; equal scores share a rank (1, 2, 2, 4).</summary>
    public required int Rank { get; init; }

    /// <summary>The share of the other agencies with a lower score, in percent, two decimals. Omitted when there is no other
    /// agency.</summary>
    public decimal? Percentile { get; init; }

    /// <summary>The median of all scores, that of the agency included.</summary>
    public required decimal Median { get; init; }

    /// <summary>The highest score.</summary>
    public required decimal Best { get; init; }
}

/// <summary>The score of an indicator among those of the agencies whose indicators are known.</summary>
internal sealed record IndicatorStanding : PeerStanding
{
    public required int Number { get; init; }

    /// <summary>The number of agencies with a score of this indicator, the agency itself included.</summary>
    public required int N { get; init; }
}

/// <summary>An agency with a higher total.</summary>
internal sealed record BetterPeer
{
    public required string AgencyCode { get; init; }

    /// <summary>The agency's name at the time of the assessment.</summary>
    public required string NameTh { get; init; }

    /// <summary>The agency's kind at the time of the assessment.</summary>
    public required AgencyKind Kind { get; init; }

    public required string ProvinceCode { get; init; }
    public string? DistrictTh { get; init; }
    public required decimal Total { get; init; }

    /// <summary>The indicators in which its score is higher, greatest difference first.</summary>
    public required IReadOnlyList<BetterIndicator> BetterAt { get; init; }
}

/// <summary>An indicator in which another agency has a higher score.</summary>
internal sealed record BetterIndicator
{
    public required int Number { get; init; }

    /// <summary>The score of the other agency.</summary>
    public required decimal Score { get; init; }

    /// <summary>By how many points it is higher.</summary>
    public required decimal Difference { get; init; }
}
