using System.ComponentModel.DataAnnotations;

namespace ItaApi.Assessments.Content;

/// <summary>Figures printed elsewhere in the document or by the assessment system, with the decimals printed.</summary>
public sealed record ReportedFigures
{
    [Range(0, 100)] public decimal? Total { get; init; }

    /// <summary>The grade or level printed, by its code in the year's framework.</summary>
    public string? Grade { get; init; }

    public IReadOnlyList<ReportedInstrumentEntry>? Instruments { get; init; }

    /// <summary>A second printing of indicators.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Indicators { get; init; }

    /// <summary>The indicators the document calls the highest.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Highest { get; init; }

    /// <summary>The indicators the document calls the lowest.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Lowest { get; init; }

    /// <summary>How many strengths the document counts.</summary>
    public int? StrengthCount { get; init; }

    /// <summary>How many weaknesses the document counts.</summary>
    public int? WeaknessCount { get; init; }
}

public sealed record ReportedInstrumentEntry
{
    /// <summary>IIT, EIT or OIT.</summary>
    [Required] public string? Code { get; init; }

    [Required, Range(0, 100)] public decimal? Score { get; init; }
}

public sealed record ReportedIndicatorEntry
{
    [Required] public int? Number { get; init; }

    /// <summary>Left out where the document names the indicator without its score.</summary>
    [Range(0, 100)] public decimal? Score { get; init; }
}
