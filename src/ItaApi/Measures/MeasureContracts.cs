using System.ComponentModel.DataAnnotations;
using System.Globalization;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>One printed row of a plan of measures (มาตรการ): titles that share steps, units, period and status.</summary>
public sealed record Measure
{
    /// <summary>Given by the service.</summary>
    public required Guid Id { get; init; }

    public required string AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) whose result the measure answers.</summary>
    public required int BasedOnFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) in which it is carried out.</summary>
    public required int ImplementFiscalYear { get; init; }

    /// <summary>The code of the instrument it is for, where the document names one.</summary>
    public string? Instrument { get; init; }

    /// <summary>The official numbers of the indicators it is for.</summary>
    public required IReadOnlyList<int> Indicators { get; init; }

    /// <summary>The codes of the items it is for.</summary>
    public required IReadOnlyList<string> Items { get; init; }

    /// <summary>The heading it stands under, as it is printed.</summary>
    public string? HeadingTh { get; init; }

    /// <summary>What is to be done (มาตรการ/แนวทาง).</summary>
    public required IReadOnlyList<string> Titles { get; init; }

    /// <summary>What it is to mend (จุดอ่อน).</summary>
    public required IReadOnlyList<string> Weaknesses { get; init; }

    /// <summary>How it is done (ขั้นตอนหรือวิธีการ).</summary>
    public required IReadOnlyList<string> Steps { get; init; }

    /// <summary>Who is to do it (ผู้รับผิดชอบ).</summary>
    public required IReadOnlyList<string> ResponsibleUnits { get; init; }

    /// <summary>The period as it is printed, for example <c>ม.ค. 65 - มี.ค. 65</c>.</summary>
    public string? PeriodText { get; init; }

    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }

    /// <summary>How it is followed up (การกำกับติดตาม).</summary>
    public string? MonitoringTh { get; init; }

    /// <summary>The row's place in its plan, 1 first.</summary>
    public int? Position { get; init; }

    public required MeasureStatus Status { get; init; }

    /// <summary>The status as the check boxes of a report print it; left out of a status they do not know.</summary>
    public string? StatusTh { get; init; }

    /// <summary>The reports on it, oldest first; one that stands here never changes.</summary>
    public required IReadOnlyList<Progress> Progress { get; init; }

    /// <summary>Counts the changes; 1 when it was created.</summary>
    public required int Version { get; init; }

    public required DateTime CreatedAt { get; init; }
    public required DateTime UpdatedAt { get; init; }

    /// <summary>What is odd about it, though it may be so; left out where nothing is.</summary>
    public IReadOnlyList<MeasureWarning>? Warnings { get; init; }

    /// <summary>Names this state for the entity tag.</summary>
    internal string State => Version.ToString(CultureInfo.InvariantCulture);
}

/// <summary>What was reported on a measure at one time (ผลการดำเนินการ).</summary>
public sealed record Progress
{
    /// <summary>When the service was told.</summary>
    public required DateTime RecordedAt { get; init; }

    /// <summary>The date of the report.</summary>
    public DateOnly? ReportedOn { get; init; }

    /// <summary>The status it gave the measure; left out where it spoke of none.</summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>What came of it (ผลลัพธ์หรือความสำเร็จ).</summary>
    public required IReadOnlyList<string> Results { get; init; }

    /// <summary>What is suggested for the time ahead (ข้อเสนอแนะ).</summary>
    public required IReadOnlyList<string> Suggestions { get; init; }

    /// <summary>Pages that show it; kept, never fetched.</summary>
    public required IReadOnlyList<string> EvidenceUrls { get; init; }

    /// <summary>The unit or post that reports.</summary>
    public string? ReportedBy { get; init; }

    /// <summary>Why a measure that had ended was reopened.</summary>
    public string? Reason { get; init; }
}

/// <summary>Something odd that is no fault.</summary>
public sealed record MeasureWarning
{
    /// <summary>A JSON Pointer into the measure, for example <c>/endsOn</c>.</summary>
    public required string Pointer { get; init; }

    /// <summary>Stable; what a program goes by.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }
    public required string MessageTh { get; init; }
}

/// <summary>What is sent to create or change a measure.</summary>
[IgnoresMembers("id", "version", "createdAt", "updatedAt", "progress", "warnings")]
public sealed record MeasureBody
{
    /// <summary>May repeat the agency of the measure; a measure never moves to another.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) whose result the measure answers; its framework says which indicators and items there are.</summary>
    [Required] public int? BasedOnFiscalYear { get; init; }

    /// <summary>The fiscal year (B.E.) in which it is carried out; the year after the one it is based on where left out.</summary>
    public int? ImplementFiscalYear { get; init; }

    public string? Instrument { get; init; }

    /// <summary>Official numbers, whatever number the document gives them.</summary>
    public IReadOnlyList<int>? Indicators { get; init; }

    public IReadOnlyList<string>? Items { get; init; }
    public string? HeadingTh { get; init; }
    [Required] public IReadOnlyList<string>? Titles { get; init; }
    public IReadOnlyList<string>? Weaknesses { get; init; }
    public IReadOnlyList<string>? Steps { get; init; }
    public IReadOnlyList<string>? ResponsibleUnits { get; init; }
    public string? PeriodText { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? StartsOn { get; init; }

    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? EndsOn { get; init; }

    public string? MonitoringTh { get; init; }
    public int? Position { get; init; }

    /// <summary>Where left out, <c>planned</c> of a new measure; one that is changed keeps its own.</summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>The status as a report prints it, instead of <c>status</c> or agreeing with it.</summary>
    public string? StatusTh { get; init; }

    /// <summary>The status meant, by code or by wording.</summary>
    internal MeasureStatus? StatusMeant => Status ?? (StatusTh is { } wording ? StatusWording.FromThai(wording) : null);
}

/// <summary>A report on a measure.</summary>
[IgnoresMembers("recordedAt")]
public sealed record ProgressBody
{
    /// <summary>C.E. <c>YYYY-MM-DD</c>.</summary>
    [DataType(DataType.Date)] public string? ReportedOn { get; init; }

    /// <summary>The status the measure has by now.</summary>
    public MeasureStatus? Status { get; init; }

    /// <summary>The status as a report prints it, instead of <c>status</c> or agreeing with it.</summary>
    public string? StatusTh { get; init; }

    public IReadOnlyList<string>? Results { get; init; }
    public IReadOnlyList<string>? Suggestions { get; init; }
    public IReadOnlyList<string>? EvidenceUrls { get; init; }
    public string? ReportedBy { get; init; }

    /// <summary>Why the status changes; needed to reopen what had ended.</summary>
    public string? Reason { get; init; }

    /// <summary>The status meant, by code or by wording.</summary>
    internal MeasureStatus? StatusMeant => Status ?? (StatusTh is { } wording ? StatusWording.FromThai(wording) : null);

    /// <summary>The report as it is kept.</summary>
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
