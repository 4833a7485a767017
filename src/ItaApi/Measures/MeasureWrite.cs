using System.Globalization;

namespace ItaApi.Measures;

/// <summary>The outcome of a write.</summary>
/// <param name="Found">What the write found; if it was refused, this gives the reason.</param>
/// <param name="Measure">The measure that was created, changed or deleted; null when the write was refused and changed nothing.</param>
internal sealed record MeasureWrite(StoredMeasureVersion Found, Measure? Measure)
{
    /// <summary>The status that the measure was to get, by its own field or by the reports sent with it.</summary>
    public MeasureStatus? AskedStatus { get; init; }

    /// <summary>The number of reports that were to be added.</summary>
    public int AddedReports { get; init; }
}

/// <summary>What exists where a measure is written. For a measure to be created, only its agency.</summary>
internal sealed record StoredMeasureVersion
{
    /// <summary>Null for a measure to be created.</summary>
    public Guid? MeasureId { get; init; }

    public string AgencyCode { get; init; } = "";
    public string ProvinceCode { get; init; } = "";
    public int? Version { get; init; }
    public MeasureStatus? Status { get; init; }

    /// <summary>The number of its reports.</summary>
    public int Reports { get; init; }

    public string? State => Version?.ToString(CultureInfo.InvariantCulture);
}
