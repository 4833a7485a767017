using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Rankings;

/// <summary>The place of an agency in a ranking.</summary>
internal sealed record RankingRow
{
    /// <summary>1 for the highest total; equal totals share a rank (1, 2, 2, 4).</summary>
    public required int Rank { get; init; }

    /// <summary>The number of ranked agencies.</summary>
    public required int RankOf { get; init; }

    public required string AgencyCode { get; init; }

    /// <summary>The agency's name at the time of the assessment.</summary>
    public required string NameTh { get; init; }

    /// <summary>The agency's kind at the time of the assessment.</summary>
    public required AgencyKind Kind { get; init; }

    public required string ProvinceCode { get; init; }
    public string? DistrictTh { get; init; }
    public required decimal Total { get; init; }

    /// <summary>Omitted when a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    /// <summary>The change of the total from the year before, in points. Omitted when the year before has no total.</summary>
    public decimal? Change { get; init; }
}

/// <summary>The filters of a ranking.</summary>
internal sealed class RankingQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind when they were assessed.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
