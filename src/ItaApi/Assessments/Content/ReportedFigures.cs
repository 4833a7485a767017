using System.ComponentModel.DataAnnotations;

namespace ItaApi.Assessments.Content;

/// <summary>Figures printed elsewhere in the document or by the assessment system, with the printed decimals.</summary>
internal sealed record ReportedFigures
{
    [Range(0, 100)] public decimal? Total { get; init; }

    /// <summary>The printed grade or level (its code in the framework of the year).</summary>
    public string? Grade { get; init; }

    public IReadOnlyList<ReportedInstrumentEntry>? Instruments { get; init; }

    /// <summary>Indicators that are printed a second time.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Indicators { get; init; }

    /// <summary>The indicators that the document calls the highest.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Highest { get; init; }

    /// <summary>The indicators that the document calls the lowest.</summary>
    public IReadOnlyList<ReportedIndicatorEntry>? Lowest { get; init; }

    /// <summary>The number of strengths that the document states.</summary>
    public int? StrengthCount { get; init; }

    /// <summary>The number of weaknesses that the document states.</summary>
    public int? WeaknessCount { get; init; }
}

internal sealed record ReportedInstrumentEntry
{
    /// <summary>IIT, EIT or OIT.</summary>
    [Required] public string? Code { get; init; }

    [Required, Range(0, 100)] public decimal? Score { get; init; }
}

internal sealed record ReportedIndicatorEntry
{
    [Required] public int? Number { get; init; }

    /// <summary>Omitted when the document names the indicator without its score.</summary>
    [Range(0, 100)] public decimal? Score { get; init; }
}
