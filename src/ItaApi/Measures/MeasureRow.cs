using System.Text.Json;
using ItaApi.Http.Serialization;

namespace ItaApi.Measures;

/// <summary>A row of <c>measure</c>; Dapper fills it by name.</summary>
internal sealed record MeasureRow
{
    public Guid Id { get; init; }
    public string AgencyCode { get; init; } = "";
    public string? ExternalId { get; init; }
    public int BasedOnFiscalYear { get; init; }
    public int ImplementFiscalYear { get; init; }
    public string? Instrument { get; init; }
    public short[] Indicators { get; init; } = [];
    public IReadOnlyList<string> Items { get; init; } = [];
    public string? HeadingTh { get; init; }
    public IReadOnlyList<string> Titles { get; init; } = [];
    public IReadOnlyList<string> Weaknesses { get; init; } = [];
    public IReadOnlyList<string> Steps { get; init; } = [];
    public IReadOnlyList<string> ResponsibleUnits { get; init; } = [];
    public string? PeriodText { get; init; }
    public DateOnly? StartsOn { get; init; }
    public DateOnly? EndsOn { get; init; }
    public string? MonitoringTh { get; init; }
    public int? Position { get; init; }
    public MeasureStatus Status { get; init; }
    public string Progress { get; init; } = "[]";

    /// <summary>The ids of the reports in their order; empty in versions that were recorded before reports had ids.</summary>
    public Guid[] ReportIds { get; init; } = [];

    public int Version { get; init; }
    public DateTime CreatedAt { get; init; }
    public DateTime UpdatedAt { get; init; }

    public Measure ToMeasure()
    {
        var reports = JsonSerializer.Deserialize<IReadOnlyList<Progress>>(Progress, Json.FromDatabase)!;
        IReadOnlyList<Progress> progress =
            [.. reports.Select((report, i) => i < ReportIds.Length ? report with { Id = ReportIds[i] } : report)];
        return new Measure
        {
            Id = Id,
            AgencyCode = AgencyCode,
            ExternalId = ExternalId,
            BasedOnFiscalYear = BasedOnFiscalYear,
            ImplementFiscalYear = ImplementFiscalYear,
            Instrument = Instrument,
            Indicators = [.. Indicators.Select(number => (int)number)],
            Items = Items,
            HeadingTh = HeadingTh,
            Titles = Titles,
            Weaknesses = Weaknesses,
            Steps = Steps,
            ResponsibleUnits = ResponsibleUnits,
            PeriodText = PeriodText,
            StartsOn = StartsOn,
            EndsOn = EndsOn,
            MonitoringTh = MonitoringTh,
            Position = Position,
            Status = Status,
            StatusTh = StatusWording.ToThai(Status),
            Progress = progress,
            Version = Version,
            CreatedAt = CreatedAt,
            UpdatedAt = UpdatedAt,
            Warnings = MeasureWarnings.Find(ImplementFiscalYear, StartsOn, EndsOn, progress),
        };
    }
}
