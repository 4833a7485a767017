using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Dashboards.Submissions;

/// <summary>What an agency may have sent in.</summary>
public enum SubmissionSubject
{
    /// <summary>Results of the year.</summary>
    Assessments,

    /// <summary>A plan: measures to be carried out in the year.</summary>
    Measures,

    /// <summary>Progress of measures carried out in the year.</summary>
    Progress,
}

/// <summary>Who of a province has sent something in, and who has not.</summary>
public sealed record SubmissionList
{
    public required string ProvinceCode { get; init; }
    public required int FiscalYear { get; init; }
    public required SubmissionSubject Of { get; init; }
    public required Coverage Coverage { get; init; }

    /// <summary>By agency code.</summary>
    public required IReadOnlyList<SubmittedAgency> Reported { get; init; }

    /// <summary>By agency code; agencies that exist in the year and sent nothing.</summary>
    public required IReadOnlyList<MissingAgency> Missing { get; init; }
}

/// <summary>An agency that has sent something in, and what.</summary>
public sealed record SubmittedAgency
{
    public required string AgencyCode { get; init; }

    /// <summary>The agency's name at the time of the year's assessment, else as it stands now; so is its kind.</summary>
    public required string NameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public string? DistrictTh { get; init; }

    /// <summary>Of assessments only.</summary>
    public decimal? Total { get; init; }

    /// <summary>Of assessments only; left out where a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    /// <summary>Of measures and progress: how many measures it carries out in the year.</summary>
    public int? Measures { get; init; }

    /// <summary>Of measures and progress: how many of them have progress.</summary>
    public int? WithProgress { get; init; }
}

/// <summary>An agency that has sent nothing in.</summary>
public sealed record MissingAgency
{
    public required string AgencyCode { get; init; }

    /// <inheritdoc cref="SubmittedAgency.NameTh"/>
    public required string NameTh { get; init; }

    public required AgencyKind Kind { get; init; }
    public string? DistrictTh { get; init; }
}

/// <summary>Of what to tell who has sent it in.</summary>
public sealed class SubmissionQuery
{
    /// <summary>The fiscal year (B.E.): the one assessed, or the one measures are carried out in.</summary>
    [FromQuery(Name = "fiscalYear"), Required, FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Results, plans or progress.</summary>
    [FromQuery(Name = "of"), DefaultValue(SubmissionSubject.Assessments)] public SubmissionSubject? Of { get; init; }

    /// <summary>Only agencies of the district of this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind in the year.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }
}
