using System.Globalization;

namespace ItaApi.Measures;

/// <summary>What became of a write.</summary>
/// <param name="Found">What it met, which says why it was refused where it was.</param>
/// <param name="Measure">The measure it made, changed or deleted; null where it was refused and changed nothing.</param>
public sealed record MeasureWrite(StoredMeasureVersion Found, Measure? Measure);

/// <summary>What stands where a measure is written; of one that is to be created, its agency alone.</summary>
public sealed record StoredMeasureVersion
{
    public string AgencyCode { get; init; } = "";
    public string ProvinceCode { get; init; } = "";
    public int? Version { get; init; }
    public MeasureStatus? Status { get; init; }

    /// <summary>How many reports it holds.</summary>
    public int Reports { get; init; }

    public string? State => Version?.ToString(CultureInfo.InvariantCulture);
}
