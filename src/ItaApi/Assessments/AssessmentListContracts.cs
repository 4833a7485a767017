using System.ComponentModel.DataAnnotations;
using ItaApi.Agencies;
using ItaApi.Assessments.Results;
using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Assessments;

/// <summary>An assessment in a list, with its scores, total and grade.</summary>
internal sealed record AssessmentListItem
{
    public required string AgencyCode { get; init; }

    /// <summary>The agency's name at the time of the assessment.</summary>
    public required string NameTh { get; init; }

    /// <summary>The agency's kind at the time of the assessment.</summary>
    public required AgencyKind Kind { get; init; }

    public required string ProvinceCode { get; init; }
    public string? DistrictTh { get; init; }
    public required int FiscalYear { get; init; }
    public required ResultBasis Basis { get; init; }
    public required decimal Total { get; init; }

    /// <summary>The code of the grade. Omitted when a reported total alone leaves the level open.</summary>
    public string? Grade { get; init; }

    public required bool Passed { get; init; }

    /// <summary>Omitted when the reported figures do not include every instrument.</summary>
    public ListedInstrument[]? Instruments { get; init; }

    /// <summary>The scores by number. Omitted when there are only reported figures.</summary>
    public ListedIndicator[]? Indicators { get; init; }

    public required int Version { get; init; }
    public required DateTime UpdatedAt { get; init; }
}

/// <summary>The score of an instrument, in a list.</summary>
/// <param name="Code">IIT, EIT or OIT.</param>
/// <param name="Score">0 to 100.</param>
internal readonly record struct ListedInstrument(string Code, decimal Score);

/// <summary>The score of an indicator, in a list.</summary>
/// <param name="Number">The official number, 1 to 10.</param>
/// <param name="Score">0 to 100.</param>
internal readonly record struct ListedIndicator(int Number, decimal Score);

/// <summary>The orders of a list of assessments; a leading minus means descending.</summary>
internal static class AssessmentSort
{
    public const string AgencyCode = "agencyCode";
    public const string Total = "total";
    public const string TotalDescending = "-total";
    public const string UpdatedAt = "updatedAt";
    public const string UpdatedAtDescending = "-updatedAt";
}

/// <summary>The filters and the order of a list of assessments.</summary>
internal sealed record AssessmentListQuery
{
    /// <summary>Only assessments of this fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Only agencies in the district with this Thai name.</summary>
    [FromQuery(Name = "district"), StringLength(Limits.Name)] public string? District { get; init; }

    /// <summary>Only agencies that were of this kind when they were assessed.</summary>
    [FromQuery(Name = "kind")] public AgencyKind? Kind { get; init; }

    /// <summary>Only assessments with this grade: its code or Thai name.</summary>
    [FromQuery(Name = "grade"), StringLength(32)] public string? Grade { get; init; }

    /// <summary>Only totals of at least this value.</summary>
    [FromQuery(Name = "minTotal"), Score] public decimal? MinTotal { get; init; }

    /// <summary>Only totals of at most this value.</summary>
    [FromQuery(Name = "maxTotal"), Score] public decimal? MaxTotal { get; init; }

    /// <summary>Only assessments created or changed at or after this time (ISO 8601 with an offset).</summary>
    [FromQuery(Name = "updatedSince")] public DateTimeOffset? UpdatedSince { get; init; }

    /// <summary>The order. Equal values are ordered by agency code and fiscal year.</summary>
    [FromQuery(Name = "sort"), System.ComponentModel.DefaultValue(AssessmentSort.AgencyCode)]
    [AllowedValues(
        AssessmentSort.AgencyCode, AssessmentSort.Total, AssessmentSort.TotalDescending,
        AssessmentSort.UpdatedAt, AssessmentSort.UpdatedAtDescending)]
    public string? Sort { get; init; }
}
