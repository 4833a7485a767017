using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Submissions;

/// <summary>What an agency submits.</summary>
internal enum SubmissionSubject
{
    /// <summary>Results of the year.</summary>
    Assessments,

    /// <summary>A plan: measures to be carried out in the year.</summary>
    Measures,

    /// <summary>Progress: a measure carried out in the year that is no longer planned, or has a report.</summary>
    Progress,
}

/// <summary>The agencies of a province that have submitted something, and those that have not.</summary>
internal sealed record SubmissionList
{
    public required string ProvinceCode { get; init; }
    public required int FiscalYear { get; init; }
    public required SubmissionSubject Of { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>In the order of agency codes.</summary>
    public required IReadOnlyList<SubmittedAgency> Reported { get; init; }

    /// <summary>The agencies that exist in the year and have submitted nothing, in the order of their codes.</summary>
    public required IReadOnlyList<MissingAgency> Missing { get; init; }
}

/// <summary>An agency that has submitted something.</summary>
internal sealed record SubmittedAgency
{
    public required string AgencyCode { get; init; }

    /// <summary>The name of the agency when it was assessed for the year, else its current name. The same applies to its kind.</summary>
    public required string NameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public string? DistrictTh { get; init; }

    /// <summary>For assessments only.</summary>
    public decimal? Total { get; init; }

    /// <summary>For assessments only. Omitted when a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    /// <summary>For measures and progress: the number of measures that the agency carries out in the year.</summary>
    public int? Measures { get; init; }

    /// <summary>For measures and progress: how many of these measures have progress.</summary>
    public int? WithProgress { get; init; }
}

/// <summary>An agency that has submitted nothing.</summary>
internal sealed record MissingAgency
{
    public required string AgencyCode { get; init; }

    /// <inheritdoc cref="SubmittedAgency.NameTh"/>
    public required string NameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public string? DistrictTh { get; init; }
}

/// <summary>The subject and the filters of a list of submissions.</summary>
internal sealed class SubmissionQuery
{
    /// <summary>The fiscal year (B.E.): the year assessed, or the year in which measures are carried out.</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Results, plans or progress.</summary>
    [FromQuery(Name = "of"), DefaultValue(SubmissionSubject.Assessments)] public SubmissionSubject? Of { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
