using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Summaries;

/// <summary>The filters of a summary.</summary>
internal sealed class SummaryQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}

/// <summary>The filters of a summary of a province.</summary>
internal sealed class ProvinceSummaryQuery
{
    /// <summary>The fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }
}
