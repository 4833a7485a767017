using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// Figures printed elsewhere, in a document or by ITAS. They are compared with the result; scores are never calculated from them.
/// </summary>
/// <remarks>Decimals keep the scale of the printed number: 68 and 68.00 are the same number printed with different precision.</remarks>
public sealed record Reported
{
    /// <summary>Points, 0..100.</summary>
    public decimal? Total { get; init; }

    /// <summary>The code of a grade; it may be one that the year does not have.</summary>
    public string? Grade { get; init; }

    public IReadOnlyList<ReportedInstrument> Instruments { get; init; } = [];

    /// <summary>Scores of indicators that are printed a second time.</summary>
    public IReadOnlyList<ReportedIndicator> Indicators { get; init; } = [];

    /// <summary>The indicators named as the highest.</summary>
    public IReadOnlyList<ReportedIndicator> Highest { get; init; } = [];

    /// <summary>The indicators named as the lowest.</summary>
    public IReadOnlyList<ReportedIndicator> Lowest { get; init; } = [];

    /// <summary>The stated number of indicators that reach the threshold.</summary>
    public int? StrengthCount { get; init; }

    /// <summary>The stated number of indicators below the threshold.</summary>
    public int? WeaknessCount { get; init; }
}

/// <summary>An instrument's printed score.</summary>
public sealed record ReportedInstrument(string Code, decimal Score);

/// <summary>An indicator's printed score; null where a document only names the indicator.</summary>
public sealed record ReportedIndicator(int Number, decimal? Score);

/// <summary>The result of reported figures alone.</summary>
/// <param name="Total">As reported.</param>
/// <param name="Grade">Null if several grades are possible and the reported one is not among them.</param>
/// <param name="PossibleGrades">Best first; empty if <paramref name="Grade"/> is known.</param>
/// <param name="Passed">Whether the total reaches the framework's target.</param>
public sealed record ReportedOutcome(
    Framework Framework, Score Total, GradeRule? Grade, ImmutableArray<GradeRule> PossibleGrades, bool Passed);

/// <summary>The result of reported figures without scores.</summary>
public static class ReportedResult
{
    /// <summary>The result of figures that include at least a total.</summary>
    /// <remarks>
    /// Letters follow from the total. A level (from 2566) also has a condition on each instrument. If every instrument is reported, they
    /// decide. Otherwise the grade is the only one that some scores of the instruments can give with this rounded total; if there are
    /// several, it is the reported grade when it is one of them, else unknown. Reported instruments that cannot give the reported total do
    /// not count for the level.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no total, or it is not a score.</exception>
    public static ReportedOutcome From(Framework framework, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(reported);
        if (reported.Total is not { } printed || !Score.TryFrom(printed, out var total))
            throw new ArgumentException("Reported figures alone need a total from 0 to 100 with at most two decimals.", nameof(reported));

        var possible = GradesOf(framework, framework.Scale, total, InstrumentScores(framework, reported));
        var grade = possible.Length == 1 ? possible[0] : possible.FirstOrDefault(rule => rule.Code == reported.Grade);
        return new ReportedOutcome(framework, total, grade, grade is null ? possible : [], total >= framework.TargetMinTotal);
    }

    /// <summary>Every grade that fits a reported total and what is known of the instruments, best first; never empty.</summary>
    internal static ImmutableArray<GradeRule> GradesOf(Framework framework, GradeScale scale, Score total, ReadOnlySpan<KnownScore> known)
    {
        if (LowestOf(known) is { } lowest)
            return [scale.GradeOf(total, lowest)];

        var possible = PossibleGrades.Of(framework, scale, total, known);
        return possible.IsEmpty ? PossibleGrades.Of(framework, scale, total, Unknown(framework)) : possible;
    }

    /// <summary>The reported instruments by index; nothing is known of one that is not reported, or not as a score.</summary>
    internal static KnownScore[] InstrumentScores(Framework framework, Reported reported)
    {
        var scores = Unknown(framework);
        foreach (var (code, printed) in reported.Instruments)
        {
            if (framework.FindInstrument(code) is { } instrument && Score.TryFrom(printed, out var score))
                scores[instrument.Index] = KnownScore.Of(score);
        }

        return scores;
    }

    /// <summary>The lowest score where all are known, else null.</summary>
    private static Score? LowestOf(ReadOnlySpan<KnownScore> known)
    {
        var lowest = Score.Full;
        foreach (var one in known)
        {
            if (one.Exact is not { } score)
                return null;
            lowest = score < lowest ? score : lowest;
        }

        return lowest;
    }

    private static KnownScore[] Unknown(Framework framework) => [.. framework.Instruments.Select(_ => KnownScore.Nothing)];
}
