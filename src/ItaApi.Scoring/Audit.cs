using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>How a reported figure stands to the calculated one.</summary>
public enum Verdict
{
    /// <summary>The same.</summary>
    Agrees,

    /// <summary>Apart by at most 0.01, or the same at the decimals printed (68 for 67.99).</summary>
    Rounding,

    /// <summary>Not the same.</summary>
    Mismatch,

    /// <summary>A score that no set of items could give.</summary>
    Unreachable,
}

/// <summary>What is compared: a number, a grade's code, or indicators named as the highest or the lowest.</summary>
public abstract record Figure
{
    private Figure()
    {
    }

    /// <summary>Points or a count.</summary>
    public sealed record Number(decimal Value) : Figure;

    /// <summary>A grade's code; several possible ones joined by <c>|</c>.</summary>
    public sealed record Code(string Value) : Figure;

    /// <summary>Indicators with the scores they are named with.</summary>
    public sealed record Ranked(ImmutableArray<ReportedIndicator> Indicators) : Figure;
}

/// <summary>One reported figure against the calculated one.</summary>
/// <param name="Subject"><c>total</c>, <c>grade</c>, <c>instrument:IIT</c>, <c>indicator:8</c>, <c>highest</c>, <c>lowest</c>, <c>strengthCount</c>, <c>weaknessCount</c>.</param>
/// <param name="Difference">Reported minus calculated, for numbers.</param>
public sealed record Check(string Subject, Figure Reported, Figure Calculated, decimal? Difference, Verdict Verdict);

/// <summary>Reported figures against calculated ones.</summary>
public static class Audit
{
    /// <summary>Every comparison the figures allow, those that agree too: total, grade, instruments, indicators, highest and lowest, counts.</summary>
    /// <param name="scorecard">Null for an assessment of reported figures alone: the total is then checked against the reported
    /// instruments (where all are reported) and the grade against those the total and instruments allow.</param>
    /// <param name="outcome">The scorecard's outcome; null exactly where <paramref name="scorecard"/> is.</param>
    /// <param name="reported">Instruments and indicators the year does not have are passed over.</param>
    /// <exception cref="ArgumentException">Only one of scorecard and outcome is given.</exception>
    public static ImmutableArray<Check> Compare(Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(reported);
        if (scorecard is null != outcome is null)
            throw new ArgumentException("A scorecard and its outcome come together.", nameof(outcome));

        var comparison = new Comparison(framework, reported);
        if (scorecard is not null && outcome is not null)
            comparison.WithOutcome(scorecard, outcome);
        else
            comparison.WithinReported();

        return comparison.Checks;
    }
}
