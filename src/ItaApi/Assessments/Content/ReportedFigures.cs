using System.ComponentModel.DataAnnotations;

namespace ItaApi.Assessments.Content;

/// <summary>Figures printed elsewhere in the document or by the assessment system, with the printed decimals.</summary>
internal sealed record ReportedFigures
{
    [Range(0, 100)] public decimal? Total { get; init; }

    /// <summary>The printed grade or level: a code or a Thai name, of the year's scale or of another year's.</summary>
    public string? Grade { get; init; }

    /// <summary>What is printed of instruments and of their parts.</summary>
    [MaxLength(ReportedFiguresValidator.MaxEntries)] public IReadOnlyList<ReportedInstrumentEntry>? Instruments { get; init; }

    /// <summary>Indicators that are printed a second time.</summary>
    [MaxLength(ReportedFiguresValidator.MaxEntries)] public IReadOnlyList<ReportedIndicatorEntry>? Indicators { get; init; }

    /// <summary>
    /// The indicators that the document calls the highest: those that tie, and those of several sentences. Each is checked.
    /// </summary>
    [MaxLength(ReportedFiguresValidator.MaxEntries)] public IReadOnlyList<ReportedIndicatorEntry>? Highest { get; init; }

    /// <summary>
    /// The indicators that the document calls the lowest: those that tie, and those of several sentences. Each is checked.
    /// </summary>
    [MaxLength(ReportedFiguresValidator.MaxEntries)] public IReadOnlyList<ReportedIndicatorEntry>? Lowest { get; init; }

    /// <summary>The indicators that the document calls the lowest of an instrument.</summary>
    [MaxLength(ReportedFiguresValidator.MaxEntries)] public IReadOnlyList<ReportedLowestEntry>? LowestInInstrument { get; init; }

    /// <summary>The number of strengths that the document states.</summary>
    public int? StrengthCount { get; init; }

    /// <summary>The number of weaknesses that the document states.</summary>
    public int? WeaknessCount { get; init; }
}

/// <summary>What is printed of an instrument or of a part of one: at least one of score, contribution and grade.</summary>
internal sealed record ReportedInstrumentEntry
{
    /// <summary>The code of an instrument, for example EIT, or of a part, for example EIT1.</summary>
    [Required] public string? Code { get; init; }

    [Range(0, 100)] public decimal? Score { get; init; }

    /// <summary>Points of the total, where the score is printed already weighted.</summary>
    [Range(0, 100)] public decimal? Contribution { get; init; }

    /// <summary>The grade printed for it: a code or a Thai name, of the year's scale or of another year's.</summary>
    public string? Grade { get; init; }
}

/// <summary>An indicator that the document calls the lowest of an instrument.</summary>
internal sealed record ReportedLowestEntry
{
    /// <summary>The code of the instrument.</summary>
    [Required] public string? Instrument { get; init; }

    [Required] public int? Number { get; init; }

    /// <summary>Omitted when the document names the indicator without its score.</summary>
    [Range(0, 100)] public decimal? Score { get; init; }
}

internal sealed record ReportedIndicatorEntry
{
    [Required] public int? Number { get; init; }

    /// <summary>Omitted when the document names the indicator without its score.</summary>
    [Range(0, 100)] public decimal? Score { get; init; }
}
