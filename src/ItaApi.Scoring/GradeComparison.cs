using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// A printed grade. A code of the year's own scale is compared by that scale; a code of another scale by the other scale.
/// </summary>
internal abstract class GradeComparison : Comparison
{
    private readonly string printed;
    private readonly GradeScale own;

    /// <summary>The rule of the year's own scale; null if it does not have the code.</summary>
    private readonly GradeRule? ownRule;

    private readonly ImmutableArray<(GradeScale Scale, GradeRule Rule)> others;

    protected GradeComparison(string subject, string printed, Evidence evidence, IEnumerable<PrintedFigure> figures)
        : base(subject, figures)
    {
        this.printed = printed;
        own = evidence.Framework.Scale;
        ownRule = own.Find(printed);
        others =
        [
            .. from scale in ownRule is null ? evidence.Scales : []
               let rule = scale.Find(printed)
               where rule is not null
               select (scale, rule),
        ];
    }

    public sealed override Verdict VerdictOn(FigureSet figures)
    {
        if (ownRule is not null)
            return VerdictIn(own, ownRule, figures);

        foreach (var (scale, rule) in others)
        {
            if (VerdictIn(scale, rule, figures) < Verdict.Mismatch)
                return Verdict.OtherScale;
        }

        return Verdict.Mismatch;
    }

    public sealed override Check ToCheck(FigureSet figures)
    {
        var verdict = VerdictOn(figures);
        return new Check(Subject, new Figure.Code(printed), new Figure.Code(Calculated(own, figures, verdict)), Difference: null, verdict);
    }

    protected abstract Verdict VerdictIn(GradeScale scale, GradeRule rule, FigureSet figures);

    protected abstract string Calculated(GradeScale scale, FigureSet figures, Verdict verdict);

    private static Score Near(Score score, int hundredths) =>
        new(Math.Clamp(score.Hundredths + hundredths, 0, Score.FullHundredths));

    /// <summary>The grade of the whole by scores.</summary>
    /// <remarks>
    /// A grade that follows from a total and instruments at most 0.01 from the calculated ones counts as their rounding, as those figures
    /// do themselves.
    /// </remarks>
    public sealed class OfScores(string printed, Evidence evidence, Quantity total, ImmutableArray<Quantity> instruments)
        : GradeComparison("grade", printed, evidence, total.From)
    {
        protected override Verdict VerdictIn(GradeScale scale, GradeRule rule, FigureSet figures)
        {
            var (whole, lowest) = Judged(figures);
            if (scale.GradeOf(whole, lowest) == rule)
                return Verdict.Agrees;

            for (var ofTotal = -1; ofTotal <= 1; ofTotal++)
            {
                for (var ofLowest = -1; ofLowest <= 1; ofLowest++)
                {
                    if (scale.GradeOf(Near(whole, ofTotal), Near(lowest, ofLowest)) == rule)
                        return Verdict.Rounding;
                }
            }

            return Verdict.Mismatch;
        }

        protected override string Calculated(GradeScale scale, FigureSet figures, Verdict verdict)
        {
            var (whole, lowest) = Judged(figures);
            return scale.GradeOf(whole, lowest).Code;
        }

        private (Score Total, Score Lowest) Judged(FigureSet figures)
        {
            var lowest = Score.FullHundredths;
            foreach (var instrument in instruments)
                lowest = Math.Min(lowest, instrument.Of(figures));

            return (new Score(total.Of(figures)), new Score(lowest));
        }
    }

    /// <summary>The grade of the whole by reported figures alone: it must be one that they allow.</summary>
    public sealed class OfReported(string printed, Evidence evidence, PrintedFigure total, ReportedInstruments instruments)
        : GradeComparison("grade", printed, evidence, [total, .. instruments.Figures])
    {
        private readonly Framework framework = evidence.Framework;

        protected override Verdict VerdictIn(GradeScale scale, GradeRule rule, FigureSet figures) =>
            Possible(scale, figures).Contains(rule) ? Verdict.Agrees : Verdict.Mismatch;

        protected override string Calculated(GradeScale scale, FigureSet figures, Verdict verdict) =>
            verdict == Verdict.Agrees ? printed : string.Join('|', Possible(scale, figures).Select(rule => rule.Code));

        private ImmutableArray<GradeRule> Possible(GradeScale scale, FigureSet figures) =>
            ReportedResult.GradesOf(framework, scale, figures[total], instruments.Known(figures));
    }

    /// <summary>The grade of one instrument: the band its score lies in.</summary>
    public sealed class OfInstrument(string subject, string printed, Evidence evidence, Quantity score)
        : GradeComparison(subject, printed, evidence, score.From)
    {
        protected override Verdict VerdictIn(GradeScale scale, GradeRule rule, FigureSet figures)
        {
            var exact = new Score(score.Of(figures));
            return IsBandOf(exact, rule, scale) ? Verdict.Agrees
                : IsBandOf(Near(exact, -1), rule, scale) || IsBandOf(Near(exact, 1), rule, scale) ? Verdict.Rounding
                : Verdict.Mismatch;
        }

        protected override string Calculated(GradeScale scale, FigureSet figures, Verdict verdict)
        {
            var exact = new Score(score.Of(figures));
            return string.Join('|', scale.Rules.Where(rule => IsBandOf(exact, rule, scale)).Select(rule => rule.Code));
        }

        /// <summary>
        /// Every level with the same least total fits: the condition of a level on the other instruments does not concern this one.
        /// </summary>
        private static bool IsBandOf(Score exact, GradeRule rule, GradeScale scale) =>
            scale.GradeOf(exact, exact).MinTotal == rule.MinTotal;
    }
}
