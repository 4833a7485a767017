using System.ComponentModel.DataAnnotations;
using System.Globalization;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>One printed row of a plan of measures (มาตรการ): titles that share steps, units, period and status.</summary>
internal sealed record Measure
{
    /// <summary>Assigned by the service.</summary>
    public required Guid Id { get; init; }

    public required string AgencyCode { get; init; }

    /// <summary>The id of the measure in the system that sent it; unique within the agency.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The fiscal year (B.E.) of the result that the measure is based on.</summary>
    public required int BasedOnFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) in which the measure is carried out.</summary>
    public required int ImplementFiscalYear { get; init; }

    /// <summary>The code of the instrument that the measure is for, when the document names one.</summary>
    public string? Instrument { get; init; }

    /// <summary>The official numbers of the indicators that the measure is for.</summary>
    public required IReadOnlyList<int> Indicators { get; init; }

    /// <summary>The codes of the items that the measure is for.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The heading above the measure, as printed.</summary>
    public string? HeadingTh { get; init; }

    /// <summary>What will be done (มาตรการ/แนวทาง).</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>The weaknesses it should remove (จุดอ่อน).</summary>
    public required IReadOnlyList<string> Weaknesses { get; init; }

    /// <summary>How it will be done (ขั้นตอนหรือวิธีการ).</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>The responsible units (ผู้รับผิดชอบ).</summary>
    public required IReadOnlyList<string> ResponsibleUnits { get; init; }

    /// <summary>The period as printed, for example <c>ม.ค. 65 - มี.ค. 65</c>.</summary>
    public string? PeriodText { get; init; }

    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    /// <summary>How it is monitored (การกำกับติดตาม).</summary>
    public string? MonitoringTh { get; init; }

    /// <summary>The position of the row in its plan, from 1.</summary>
    public int? Position { get; init; }

    public required MeasureStatus Status { get; init; }

    /// <summary>The status as the check boxes of a report print it. Omitted for a status without a check box.</summary>
    public string? StatusTh { get; init; }

    /// <summary>The reports on the measure, oldest first. The history has the former text of a corrected or deleted one.</summary>
    public required IReadOnlyList<Progress> Progress { get; init; }

    /// <summary>The number of changes; 1 when the measure is created.</summary>
    public required int Version { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>Unusual but accepted values. Omitted when there are none.</summary>
    public IReadOnlyList<Warning>? Warnings { get; init; }

    /// <summary>Identifies this version in the entity tag.</summary>
    internal string State => Version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>A report on a measure at one time (ผลการดำเนินการ).</summary>
internal sealed record Progress
{
    /// <summary>Assigned by the service. Omitted in versions that were recorded before reports had ids.</summary>
    public Guid? Id { get; init; }

    /// <summary>When the service received the report.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>The date of the report.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>The status that the report gave the measure. Omitted when the report gave none.</summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>The results (ผลลัพธ์หรือความสำเร็จ).</summary>
    public required IReadOnlyList<string> Results { get; init; }

    /// <summary>The suggestions for the future (ข้อเสนอแนะ).</summary>
    public required IReadOnlyList<string> Suggestions { get; init; }

    /// <summary>Pages with evidence. The addresses are stored; the pages are never fetched.</summary>
    public required IReadOnlyList<string> EvidenceUrls { get; init; }

    /// <summary>The unit or position that reports.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Why a measure that had ended was reopened.</summary>
    public string? Reason { get; init; }
}

/// <summary>The body that creates or changes a measure.</summary>
[IgnoresMembers("id", "version", "createdAt", "updatedAt", "warnings")]
internal sealed record MeasureBody
{
    /// <summary>May repeat the agency of the measure. A measure cannot move to another agency.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>
    /// The id of the measure in the system that sends it; unique within the agency. A <c>POST</c> or an import with a known one changes
    /// that measure. If omitted, the stored one does not change.
    /// </summary>
    public string? ExternalId { get; init; }

    /// <summary>
    /// The fiscal year (B.E.) of the result that the measure is based on. The framework of this year defines the indicators and items.
    /// </summary>
    [Required] public int? BasedOnFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) in which the measure is carried out; default: the year after <c>basedOnFiscalYear</c>.</summary>
    public int? ImplementFiscalYear { get; init; }

    public string? Instrument { get; init; }

    /// <summary>Official numbers, whatever numbers the document uses.</summary>
    [MaxLength(MeasureBodyValidator.MaxIndicators)] public IReadOnlyList<int>? Indicators { get; init; }

    [MaxLength(MeasureBodyValidator.MaxItems)] public IReadOnlyList<string>? Items { get; init; }
    public string? HeadingTh { get; init; }
    [Required, MaxLength(MeasureBodyValidator.MaxTitles)] public IReadOnlyList<string>? Titles { get; init; }
    [MaxLength(MeasureBodyValidator.MaxWeaknesses)] public IReadOnlyList<string>? Weaknesses { get; init; }
    [MaxLength(MeasureBodyValidator.MaxSteps)] public IReadOnlyList<string>? Steps { get; init; }
    [MaxLength(MeasureBodyValidator.MaxResponsibleUnits)] public IReadOnlyList<string>? ResponsibleUnits { get; init; }
    public string? PeriodText { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? StartsOn { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? EndsOn { get; init; }

    public string? MonitoringTh { get; init; }
    public int? Position { get; init; }

    /// <summary>
    /// Default: the status of the newest report that is added; else <c>planned</c> for a new measure, the stored status for a changed one.
    /// </summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>The status as a report prints it, instead of <c>status</c> or equal to it.</summary>
    public string? StatusTh { get; init; }

    /// <summary>
    /// Reports to store with the measure, oldest first. A report equal to a stored one is left alone, another is added. Stored reports that
    /// are not sent stay.
    /// </summary>
    [MaxLength(ProgressBodyValidator.MaxReports)] public IReadOnlyList<ProgressBody>? Progress { get; init; }

    /// <summary>The status, given by code or by wording.</summary>
    internal MeasureStatus? StatusMeant => Status ?? (StatusTh is { } wording ? StatusWording.FromThai(wording) : null);
}

/// <summary>A report on a measure.</summary>
[IgnoresMembers("recordedAt")]
internal sealed record ProgressBody
{
    /// <summary>
    /// May repeat the id of a stored report, whose content must then be the same. A report that is added gets an id of its own.
    /// </summary>
    public Guid? Id { get; init; }

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

    /// <summary>The status, given by code or by wording.</summary>
    internal MeasureStatus? StatusMeant => Status ?? (StatusTh is { } wording ? StatusWording.FromThai(wording) : null);

    /// <summary>The report as it is stored, without an id: ids are stored beside the reports.</summary>
    internal Progress ToProgress(DateTime recordedAt) => new()
    {
        RecordedAt = recordedAt,
        ReportedOn = CalendarDate.Parse(ReportedOn),
        Status = StatusMeant,
        Results = Results ?? [],
        Suggestions = Suggestions ?? [],
        EvidenceUrls = EvidenceUrls ?? [],
        ReportedBy = ReportedBy,
        Reason = Reason,
    };
}
