using System.ComponentModel.DataAnnotations;
using ItaApi.Http.Serialization;
using ItaApi.Measures;

namespace ItaApi.Imports.ProgressRows;

/// <summary>
/// A report with its measure: by <c>measureId</c>; by <c>agencyCode</c> and <c>externalId</c>; or by <c>agencyCode</c>, years and
/// <c>title</c>.
/// </summary>
[IgnoresMembers("recordedAt")]
internal sealed record ProgressItem
{
    public Guid? MeasureId { get; init; }
    public string? AgencyCode { get; init; }
    public string? ExternalId { get; init; }

    /// <summary>The fiscal year (B.E.) of the result that the measure is based on.</summary>
    public int? BasedOnFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) in which the measure is carried out.</summary>
    public int? ImplementFiscalYear { get; init; }

    /// <summary>A title of the measure, or all of them, each on its own line.</summary>
    public string? Title { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? ReportedOn { get; init; }

    /// <summary>The new status of the measure.</summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>The status as a report prints it, instead of <c>status</c> or equal to it.</summary>
    public string? StatusTh { get; init; }

    [MaxLength(ProgressBodyValidator.MaxResults)] public IReadOnlyList<string>? Results { get; init; }
    [MaxLength(ProgressBodyValidator.MaxSuggestions)] public IReadOnlyList<string>? Suggestions { get; init; }
    [MaxLength(ProgressBodyValidator.MaxEvidenceUrls)] public IReadOnlyList<string>? EvidenceUrls { get; init; }
    public string? ReportedBy { get; init; }

    /// <summary>Why the status changes. Required to reopen a measure that had ended.</summary>
    public string? Reason { get; init; }

    /// <summary>The report without its measure.</summary>
    internal ProgressBody ToReport() => new()
    {
        ReportedOn = ReportedOn,
        Status = Status,
        StatusTh = StatusTh,
        Results = Results,
        Suggestions = Suggestions,
        EvidenceUrls = EvidenceUrls,
        ReportedBy = ReportedBy,
        Reason = Reason,
    };
}
