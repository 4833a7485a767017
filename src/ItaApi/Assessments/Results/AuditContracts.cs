using ItaApi.Provinces;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Assessments.Results;

/// <summary>Every published figure compared with the calculated one, and the misprints that would explain the differences.</summary>
internal sealed record AuditResult
{
    public required ResultAgency Agency { get; init; }
    public required int FiscalYear { get; init; }

    /// <summary>The most severe verdict of the checks. Omitted when nothing could be checked.</summary>
    public Verdict? Verdict { get; init; }

    /// <summary>All checks, including those that agree.</summary>
    public required IReadOnlyList<FigureCheck> Checks { get; init; }

    /// <summary>
    /// The smallest sets of corrections, of up to three misprints, that would make all figures agree. The likeliest is first; at most 50
    /// are listed.
    /// </summary>
    public required IReadOnlyList<MisprintExplanation> Explanations { get; init; }

    /// <summary>Whether there is exactly one explanation. Omitted when there is none.</summary>
    public bool? Unique { get; init; }

    /// <summary>True when there are, or may be, explanations that are not listed; omitted otherwise.</summary>
    public bool? ExplanationsTruncated { get; init; }

    /// <summary>
    /// What the scores of indicators prove about items that were not sent: items that must be at 0. Omitted when they prove nothing, and in
    /// years whose items are provisional.
    /// </summary>
    public IReadOnlyList<ProvenItemsResult>? ProvenItems { get; init; }
}

/// <summary>The filters of a list of audits.</summary>
internal sealed class AuditListQuery
{
    /// <summary>Only assessments of this fiscal year (B.E.).</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>
    /// Only audits with this most severe verdict; default: <c>mismatch</c> and <c>unreachable</c>, which cannot be correct.
    /// </summary>
    [FromQuery(Name = "verdict")] public Verdict? Verdict { get; init; }
}
