namespace ItaApi.Scoring;

/// <summary>
/// Figures printed elsewhere, in a document or by ITAS. They are compared with the result; scores are never calculated from them.
/// </summary>
/// <remarks>Decimals keep the scale of the printed number: 68 and 68.00 are the same number printed with different precision.</remarks>
public sealed record Reported
{
    /// <summary>Points, 0..100.</summary>
    public decimal? Total { get; init; }

    /// <summary>The code of a grade, of the year's scale or of another year's.</summary>
    public string? Grade { get; init; }

    public IReadOnlyList<ReportedInstrument> Instruments { get; init; } = [];

    /// <summary>Scores of indicators that are printed a second time.</summary>
    public IReadOnlyList<ReportedIndicator> Indicators { get; init; } = [];

    /// <summary>The indicators named as the highest; several for several sentences, and for indicators that tie.</summary>
    public IReadOnlyList<ReportedIndicator> Highest { get; init; } = [];

    /// <summary>The indicators named as the lowest; several for several sentences, and for indicators that tie.</summary>
    public IReadOnlyList<ReportedIndicator> Lowest { get; init; } = [];

    /// <summary>The indicators named as the lowest of an instrument.</summary>
    public IReadOnlyList<ReportedLowest> LowestInInstrument { get; init; } = [];

    /// <summary>The stated number of indicators that reach the threshold.</summary>
    public int? StrengthCount { get; init; }

    /// <summary>The stated number of indicators below the threshold.</summary>
    public int? WeaknessCount { get; init; }
}

/// <summary>What is printed of an instrument or of one of its parts.</summary>
/// <param name="Code">The code of an instrument (EIT) or a part (EIT1).</param>
/// <param name="Score">Points, 0..100; null if none are printed.</param>
public sealed record ReportedInstrument(string Code, decimal? Score = null)
{
    /// <summary>Points of the total, printed already weighted: 25.04 for a score of 83.47 that weighs 0.30.</summary>
    public decimal? Contribution { get; init; }

    /// <summary>A grade's code, of the year's scale or another year's.</summary>
    public string? Grade { get; init; }
}

/// <summary>An indicator named as the lowest of an instrument.</summary>
/// <param name="Score">Null if a document only names the indicator.</param>
public sealed record ReportedLowest(string Instrument, int Number, decimal? Score);

/// <summary>An indicator's printed score; null if a document only names the indicator.</summary>
public sealed record ReportedIndicator(int Number, decimal? Score);
