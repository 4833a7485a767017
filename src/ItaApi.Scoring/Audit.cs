using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>How a reported figure compares with the calculated one, in increasing order of severity.</summary>
public enum Verdict
{
    /// <summary>Equal.</summary>
    Agrees,

    /// <summary>Different by at most 0.01, or equal at the printed decimals (68 for 67.99).</summary>
    Rounding,

    /// <summary>Different.</summary>
    Mismatch,

    /// <summary>A score that no set of items can give.</summary>
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
/// <param name="Subject">
/// <c>total</c>, <c>grade</c>, <c>instrument:IIT</c>, <c>indicator:8</c>, <c>highest</c>, <c>lowest</c>, <c>strengthCount</c>
/// or <c>weaknessCount</c>.
/// </param>
/// <param name="Difference">Reported minus calculated, for numbers.</param>
public sealed record Check(string Subject, Figure Reported, Figure Calculated, decimal? Difference, Verdict Verdict)
{
    /// <summary>
    /// For a given score checked against what its items allow: the reachable scores next to it, the lower first; the score
    /// itself where it is one. Empty for every other check.
    /// </summary>
    public ImmutableArray<decimal> NearestReachable { get; init; } = [];
}

/// <summary>A single misprint whose correction would make all figures agree.</summary>
/// <param name="Subject">The misprinted figure, named as in <see cref="Check"/>.</param>
/// <param name="Indicator">The indicator whose score it is, if any.</param>
/// <param name="From">As printed.</param>
/// <param name="To">What it may have been meant to be.</param>
public sealed record Explanation(MisprintKind Kind, string Subject, int? Indicator, decimal From, decimal To)
{
    /// <summary>For an exchange, the indicator whose place was taken.</summary>
    public int? ExchangedWith { get; init; }

    /// <summary>Whether the figure stands among the reported ones, and not among the scores the result is built on.</summary>
    public bool InReported { get; init; }
}

/// <summary>Everything an audit finds.</summary>
/// <param name="Checks">Every comparison, those that agree too.</param>
/// <param name="Explanations">Every single misprint that would make all figures agree, the likeliest first; empty where all agree.</param>
/// <param name="Unique">Whether exactly one explanation exists; null where there is none.</param>
public sealed record AuditReport(ImmutableArray<Check> Checks, ImmutableArray<Explanation> Explanations, bool? Unique);

/// <summary>Reported figures against calculated ones.</summary>
public static class Audit
{
    /// <summary>
    /// Every comparison the figures allow, those that agree too: total, grade, instruments, indicators, highest and lowest, counts.
    /// </summary>
    /// <param name="scorecard">
    /// Null for an assessment of reported figures alone: the total is then checked against the reported instruments (where all
    /// are reported) and the grade against those the total and instruments allow.
    /// </param>
    /// <param name="outcome">The scorecard's outcome; null exactly where <paramref name="scorecard"/> is.</param>
    /// <param name="reported">Instruments and indicators the year does not have are passed over.</param>
    /// <exception cref="ArgumentException">Only one of scorecard and outcome is given, or the scorecard is another framework's.</exception>
    public static ImmutableArray<Check> Compare(Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported) =>
        Check(EvidenceOf(framework, scorecard, outcome, withItems: false), reported).Checks;

    /// <summary>All of <see cref="Compare"/>, and every given score against what its items allow.</summary>
    /// <inheritdoc cref="Compare"/>
    public static ImmutableArray<Check> CompareAll(Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported) =>
        Check(EvidenceOf(framework, scorecard, outcome, withItems: true), reported).Checks;

    /// <summary>All of <see cref="CompareAll"/>, and the single misprints that would explain what does not agree.</summary>
    /// <remarks>
    /// A score is called unreachable where no set of items at 0 or 100 gives it, those known kept as they are, within a
    /// hundredth; never from provisional items. An explanation is a misprint of one given score or one reported figure; all
    /// figures agree or agree within rounding without it. Scores calculated from questions or items are not printed, so they
    /// are not misprinted.
    /// </remarks>
    /// <inheritdoc cref="Compare"/>
    public static AuditReport Examine(Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported)
    {
        var evidence = EvidenceOf(framework, scorecard, outcome, withItems: true);
        var (checks, agrees) = Check(evidence, reported);
        var explanations = agrees ? [] : MisprintSearch.Explain(evidence, reported);
        return new AuditReport(checks, explanations, explanations.IsEmpty ? null : explanations.Length == 1);
    }

    private static (ImmutableArray<Check> Checks, bool Agrees) Check(Evidence evidence, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        var checks = ImmutableArray.CreateBuilder<Check>();
        var agrees = new Comparison(evidence, evidence.Scorecard is { } scorecard ? scorecard.Scores : [], reported, checks).Run();
        return (checks.DrainToImmutable(), agrees);
    }

    private static Evidence EvidenceOf(Framework framework, Scorecard? scorecard, Outcome? outcome, bool withItems)
    {
        ArgumentNullException.ThrowIfNull(framework);
        if (scorecard is null != outcome is null)
            throw new ArgumentException("A scorecard needs its outcome, and an outcome its scorecard.", nameof(outcome));
        if (scorecard is not null && scorecard.Framework != framework)
            throw new ArgumentException("The scorecard belongs to another framework.", nameof(scorecard));

        return new Evidence(
            framework, scorecard, outcome?.Threshold ?? framework.StrengthThreshold,
            withItems && scorecard is not null ? ReachableScores.Of(scorecard) : null);
    }
}
