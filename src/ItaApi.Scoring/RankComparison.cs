using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// An indicator named as the highest or the lowest: it must be one of those that tie, with its own score. A document need not
/// name all that tie.
/// </summary>
internal sealed class RankComparison : Comparison
{
    private readonly ReportedIndicator named;
    private readonly PlaceComparison place;

    /// <summary>
    /// The score it is named with, compared with its own; null if it is named without one, or is not among those compared.
    /// </summary>
    private readonly NumberComparison? number;

    /// <param name="named">As printed.</param>
    /// <param name="printed">The score it is named with, if any.</param>
    /// <param name="among">The scores of the indicators it is said to be the highest or lowest of.</param>
    public RankComparison(
        string subject, ReportedIndicator named, PrintedFigure? printed, ImmutableArray<PrintedFigure> among, bool highest)
        : base(subject, printed is null ? among : [printed, .. among])
    {
        this.named = named;
        var own = among.FirstOrDefault(score => score.Indicator == named.Number);
        place = new PlaceComparison(subject, own, among, highest);
        number = own is null || printed is null ? null : new NumberComparison(subject, printed, new Quantity.Itself(own));
    }

    public override IEnumerable<Comparison> Parts => number is null ? [place] : [place, number];

    public override Verdict VerdictOn(FigureSet figures)
    {
        var verdict = place.VerdictOn(figures);
        return number?.VerdictOn(figures) is { } other && other > verdict ? other : verdict;
    }

    public override Check ToCheck(FigureSet figures) =>
        new(Subject, new Figure.Ranked([named]), new Figure.Ranked(place.Ties(figures)), Difference: null, VerdictOn(figures));

    /// <summary>Whether an indicator is the highest or the lowest, whatever score it is named with.</summary>
    /// <param name="own">Its score; null if it is not among those it is compared with.</param>
    private sealed class PlaceComparison(string subject, PrintedFigure? own, ImmutableArray<PrintedFigure> among, bool highest)
        : Comparison(subject, among)
    {
        public override Verdict VerdictOn(FigureSet figures)
        {
            if (own is null)
                return Verdict.Mismatch;

            return Math.Abs(figures[own.Slot] - Extreme(figures)) switch
            {
                0 => Verdict.Agrees,
                1 => Verdict.Rounding,
                _ => Verdict.Mismatch,
            };
        }

        public override Check ToCheck(FigureSet figures) => throw new NotSupportedException("A place is a part of a check.");

        public override Window WindowOf(PrintedFigure source, FigureSet figures)
        {
            if (own is null)
                return Window.None;

            var others = Extreme(figures, except: source);
            var score = figures[own.Slot];
            return (highest, source == own) switch
            {
                (true, true) => new Window(others - 1, Score.FullHundredths),
                (false, true) => new Window(0, others + 1),
                (true, false) => others <= score + 1 ? new Window(0, score + 1) : Window.None,
                (false, false) => others >= score - 1 ? new Window(score - 1, Score.FullHundredths) : Window.None,
            };
        }

        /// <summary>The indicators with the highest or lowest score.</summary>
        public ImmutableArray<ReportedIndicator> Ties(FigureSet figures)
        {
            var extreme = Extreme(figures);
            return
            [
                .. among.Where(score => figures[score.Slot] == extreme)
                    .Select(score => new ReportedIndicator(score.Indicator!.Value, Score.Points(extreme))),
            ];
        }

        private int Extreme(FigureSet figures, PrintedFigure? except = null)
        {
            // An instrument may have a single indicator: then there is no other.
            var extreme = highest ? -1 : Score.FullHundredths + 1;
            foreach (var score in among)
            {
                if (score != except)
                    extreme = highest ? Math.Max(extreme, figures[score.Slot]) : Math.Min(extreme, figures[score.Slot]);
            }

            return extreme;
        }
    }
}
