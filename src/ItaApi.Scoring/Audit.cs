using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Reported figures against calculated ones.</summary>
public static class Audit
{
    /// <summary>The most misprints that are searched for together.</summary>
    public const int MostCorrections = 3;

    /// <summary>The most explanations that are listed: a document that allows more explains nothing.</summary>
    public const int MostExplanations = 50;

    /// <summary>
    /// Every comparison that the figures allow, including those that agree: total, grades, instruments, indicators, highest and lowest,
    /// counts.
    /// </summary>
    /// <param name="scorecard">
    /// Null for an assessment of reported figures alone: the total is then checked against the reported instruments (where all
    /// are reported), instruments against their parts, and the grade against those the total and instruments allow.
    /// </param>
    /// <param name="outcome">The scorecard's outcome; null exactly where <paramref name="scorecard"/> is.</param>
    /// <param name="reported">Instruments and indicators the year does not have are passed over.</param>
    /// <param name="scales">Every scale of grades that is known, of whatever year; null for the framework's own alone.</param>
    /// <exception cref="ArgumentException">Only one of scorecard and outcome is given, or the scorecard is another framework's.</exception>
    public static ImmutableArray<Check> Compare(
        Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported, IReadOnlyList<GradeScale>? scales = null) =>
        Check(DocumentOf(EvidenceOf(framework, scorecard, outcome, scales, withItems: false), reported)).Checks;

    /// <summary>All of <see cref="Compare"/>, and every given score against what its items allow.</summary>
    /// <inheritdoc cref="Compare"/>
    public static ImmutableArray<Check> CompareAll(
        Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported, IReadOnlyList<GradeScale>? scales = null) =>
        Check(DocumentOf(EvidenceOf(framework, scorecard, outcome, scales, withItems: true), reported)).Checks;

    /// <summary>All of <see cref="CompareAll"/>, and the misprints that would explain the differences.</summary>
    /// <remarks>
    /// A score is called unreachable where no set of items at 0 or 100 gives it, those known kept as they are, within a
    /// hundredth; never from provisional items. An explanation is a smallest set of misprints of given scores or reported
    /// figures: all figures agree or agree within rounding without them. Scores calculated from questions or items are not
    /// printed, so they are not misprinted. A grade of another scale is explained by that scale.
    /// </remarks>
    /// <inheritdoc cref="Compare"/>
    public static AuditReport Examine(
        Framework framework, Scorecard? scorecard, Outcome? outcome, Reported reported, IReadOnlyList<GradeScale>? scales = null)
    {
        var evidence = EvidenceOf(framework, scorecard, outcome, scales, withItems: true);
        var document = DocumentOf(evidence, reported);
        var (checks, agree) = Check(document);
        if (agree)
            return new AuditReport(checks, [], Unique: null, MoreExplanations: false);

        var (explanations, more) = Explain(document, evidence, reported);
        return new AuditReport(checks, explanations, explanations.IsEmpty ? null : explanations.Length == 1 && !more, more);
    }

    /// <summary>The smallest explanations, the likeliest first, and whether there may be others.</summary>
    private static (ImmutableArray<Explanation> Explanations, bool More) Explain(
        ComparedDocument document, Evidence evidence, Reported reported)
    {
        var weighted = WeightedReading.Of(evidence, reported);
        var reread = weighted is null ? null : ComparedDocument.Of(evidence, weighted.Reported);
        for (var size = 1; size <= MostCorrections; size++)
        {
            var (found, more) = MisprintSearch.Find(document, size);
            var (foundReread, moreReread) = reread is null ? ([], false) : MisprintSearch.Find(reread, size - 1);
            if (found.Count + foundReread.Count == 0 && !more && !moreReread)
                continue;

            ImmutableArray<Explanation> all =
            [
                .. foundReread.Order(FoundExplanation.ByLikelihood)
                    .Select(one => new Explanation([.. weighted!.Corrections, .. one.Corrections])),
                .. found.Order(FoundExplanation.ByLikelihood).Select(one => new Explanation([.. one.Corrections])),
            ];
            return ([.. all.Take(MostExplanations)], more || moreReread || all.Length > MostExplanations);
        }

        return ([], false);
    }

    private static (ImmutableArray<Check> Checks, bool Agree) Check(ComparedDocument document) => (
        [.. document.Comparisons.Select(comparison => comparison.ToCheck(document.Figures))],
        document.Comparisons.All(comparison => Comparison.Agrees(comparison.VerdictOn(document.Figures))));

    private static ComparedDocument DocumentOf(Evidence evidence, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        return ComparedDocument.Of(evidence, reported);
    }

    private static Evidence EvidenceOf(
        Framework framework, Scorecard? scorecard, Outcome? outcome, IReadOnlyList<GradeScale>? scales, bool withItems)
    {
        ArgumentNullException.ThrowIfNull(framework);
        if (scorecard is null != outcome is null)
            throw new ArgumentException("A scorecard needs its outcome, and an outcome its scorecard.", nameof(outcome));
        if (scorecard is not null && scorecard.Framework != framework)
            throw new ArgumentException("The scorecard belongs to another framework.", nameof(scorecard));

        return new Evidence(
            framework, scorecard, outcome?.Threshold ?? framework.StrengthThreshold,
            withItems && scorecard is not null ? ReachableScores.Of(scorecard) : null, scales ?? []);
    }
}
