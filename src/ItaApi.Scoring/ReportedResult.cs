using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>The result of reported figures alone.</summary>
/// <param name="Total">As reported.</param>
/// <param name="Grade">Null if several grades are possible and the reported one is not among them.</param>
/// <param name="PossibleGrades">Best first; empty if <paramref name="Grade"/> is known.</param>
/// <param name="Passed">Whether the total reaches the framework's target.</param>
/// <param name="Instruments">Those that are reported, in the order of the framework.</param>
public sealed record ReportedOutcome(
    Framework Framework,
    Score Total,
    GradeRule? Grade,
    ImmutableArray<GradeRule> PossibleGrades,
    bool Passed,
    ImmutableArray<ReportedInstrumentOutcome> Instruments);

/// <summary>An instrument as reported.</summary>
/// <param name="Score">As reported, else the mean of its parts, else the contribution over the weight, to two decimals.</param>
/// <param name="Contribution">As reported, else weight times score, exact.</param>
public sealed record ReportedInstrumentOutcome(Instrument Instrument, Score Score, decimal Contribution);

/// <summary>The result of reported figures without scores.</summary>
public static class ReportedResult
{
    /// <summary>The result of figures that include at least a total.</summary>
    /// <remarks>
    /// Letters follow from the total. A level (from 2566) also has a condition on each instrument. If every instrument is reported, they
    /// decide. Otherwise the grade is the only one that some scores of the instruments can give with this rounded total; if there are
    /// several, it is the reported grade when it is one of them, else unknown. Reported instruments that cannot give the reported total do
    /// not count for the level. An instrument may be reported by its parts, or already weighted.
    /// </remarks>
    /// <exception cref="ArgumentException">There is no total, or it is not a score.</exception>
    public static ReportedOutcome From(Framework framework, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(reported);
        if (reported.Total is not { } printed || !Score.TryFrom(printed, out var total))
            throw new ArgumentException("Reported figures alone need a total from 0 to 100 with at most two decimals.", nameof(reported));

        var collection = new FigureCollection();
        var instruments = collection.AddInstruments(framework, reported, areSources: true);
        var figures = new FigureSet(collection.All);

        var possible = GradesOf(framework, framework.Scale, PrintedNumber.Of(printed), instruments.Known(figures));
        var grade = possible.Length == 1 ? possible[0] : possible.FirstOrDefault(rule => rule.Code == reported.Grade);
        return new ReportedOutcome(
            framework, total, grade, grade is null ? possible : [], total >= framework.TargetMinTotal,
            [.. instruments.All.Select(instrument => OutcomeOf(instrument, figures)).OfType<ReportedInstrumentOutcome>()]);
    }

    /// <summary>Every grade of a scale that fits a reported total and what is known of the instruments, best first; never empty.</summary>
    internal static ImmutableArray<GradeRule> GradesOf(Framework framework, GradeScale scale, PrintedNumber total, KnownScore[] known)
    {
        var score = new Score(total.Exact);
        if (known.All(one => one.Exact is not null))
        {
            var sum = framework.Instruments.Sum(instrument => instrument.WeightBasisPoints * known[instrument.Index].Low);
            if (total.VerdictOn(Scorer.OfWeightedSum(sum).Hundredths) != Verdict.Mismatch)
                return [scale.GradeOf(score, new Score(known.Min(one => one.Low)))];
        }

        var possible = PossibleGrades.Of(framework, scale, score, known);
        return possible.IsEmpty
            ? PossibleGrades.Of(framework, scale, score, [.. framework.Instruments.Select(_ => KnownScore.Nothing)])
            : possible;
    }

    private static ReportedInstrumentOutcome? OutcomeOf(ReportedInstrumentFigures printed, FigureSet figures)
    {
        var instrument = printed.Instrument;
        var contributed = printed.Contributed is { } contribution ? Score.Points(contribution.Of(figures)) : (decimal?)null;
        if (printed.Scored is { } scored)
        {
            var score = new Score(scored.Of(figures));
            return new ReportedInstrumentOutcome(instrument, score, contributed ?? InstrumentOutcome.ContributionOf(instrument, score));
        }

        if (contributed is not { } points)
            return null;

        var whole = Rounding.ToDecimals(points / instrument.Weight, 2);
        return new ReportedInstrumentOutcome(instrument, Score.From(Math.Clamp(whole, 0, 100)), points);
    }
}
