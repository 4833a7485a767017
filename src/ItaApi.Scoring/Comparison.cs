using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// A figure compared with what is calculated from others. The search for misprints asks thousands of times whether it agrees.
/// </summary>
internal abstract class Comparison
{
    /// <param name="figures">Every printed figure on which the agreement depends.</param>
    protected Comparison(string subject, IEnumerable<PrintedFigure> figures)
    {
        Subject = subject;
        Figures = [.. figures.Distinct()];
        Sources = [.. Figures.Where(figure => figure.IsSource)];
        Printed = [.. Figures.Where(figure => !figure.IsSource)];
    }

    /// <summary>Named as in <see cref="Check"/>.</summary>
    public string Subject { get; }

    public ImmutableArray<PrintedFigure> Figures { get; }

    /// <summary>Those of <see cref="Figures"/> that other comparisons use as well.</summary>
    public ImmutableArray<PrintedFigure> Sources { get; }

    /// <summary>Those of <see cref="Figures"/> that are compared and nothing else.</summary>
    public ImmutableArray<PrintedFigure> Printed { get; }

    /// <summary>What must agree so that it agrees, each part with as few figures as possible.</summary>
    public virtual IEnumerable<Comparison> Parts => [this];

    public abstract Verdict VerdictOn(FigureSet figures);

    public abstract Check ToCheck(FigureSet figures);

    /// <summary>Whether it stays the same when two of its figures change places.</summary>
    public virtual bool IgnoresOrder => false;

    /// <summary>The values of a source with which it may agree while the other figures stay as they are.</summary>
    public virtual Window WindowOf(PrintedFigure source, FigureSet figures) => Window.All;

    /// <summary>Whether there is nothing left to explain.</summary>
    public static bool Agrees(Verdict verdict) => verdict < Verdict.Mismatch;
}

/// <summary>A printed number compared with a quantity.</summary>
internal class NumberComparison : Comparison
{
    private readonly PrintedFigure? printed;
    private readonly Quantity calculated;

    public NumberComparison(string subject, PrintedFigure printed, Quantity calculated)
        : this(subject, [printed, .. calculated.From], calculated) => this.printed = printed;

    protected NumberComparison(string subject, IEnumerable<PrintedFigure> figures, Quantity calculated)
        : base(subject, figures) => this.calculated = calculated;

    /// <summary>Hundredths that rounding may add beyond those of a single number.</summary>
    public int Slack { get; init; }

    public override bool IgnoresOrder => calculated.IgnoresOrder;

    public override Verdict VerdictOn(FigureSet figures)
    {
        if (printed is null || Slack > 0)
            return VerdictOn(Reported(figures), calculated.Of(figures));

        ref readonly var reported = ref figures.At(printed.Slot);
        return reported.VerdictOn(calculated.Of(figures));
    }

    public override Check ToCheck(FigureSet figures)
    {
        var (reported, number) = (Reported(figures), calculated.Of(figures));
        var shown = printed?.MostCounted is null ? Score.Points(number) : number;
        return new Check(
            Subject, new Figure.Number(reported.Value), new Figure.Number(shown), reported.Value - shown, VerdictOn(reported, number));
    }

    public override Window WindowOf(PrintedFigure source, FigureSet figures)
    {
        if (source == printed)
            return Window.All;

        var reported = Reported(figures);
        return calculated.Inverse(source, figures, Window.Of((long)reported.Low - Slack, (long)reported.High + Slack));
    }

    protected virtual PrintedNumber Reported(FigureSet figures) => figures[printed!];

    private Verdict VerdictOn(PrintedNumber reported, int number)
    {
        var verdict = reported.VerdictOn(number);
        var isNear = number >= reported.Low - Slack && number <= reported.High + Slack;
        return verdict == Verdict.Mismatch && isNear ? Verdict.Rounding : verdict;
    }
}

/// <summary>
/// The mean of the printed parts of an instrument that the document does not print itself, compared with its calculated score.
/// </summary>
internal sealed class PartsComparison : NumberComparison
{
    private readonly Quantity parts;

    public PartsComparison(string subject, Quantity parts, Quantity calculated)
        : base(subject, [.. parts.From, .. calculated.From], calculated) => this.parts = parts;

    protected override PrintedNumber Reported(FigureSet figures) => PrintedNumber.Of(Score.Points(parts.Of(figures)));
}

/// <summary>A given score compared with what the items of its indicator allow.</summary>
internal sealed class ReachComparison(PrintedFigure given, ReachableScores reachable) : Comparison(given.Subject, [given])
{
    public override Verdict VerdictOn(FigureSet figures) => reachable.VerdictOn(new Score(figures[given.Slot]));

    public override Check ToCheck(FigureSet figures)
    {
        var score = new Score(figures[given.Slot]);
        Score[] nearest = [.. new[] { reachable.NotAbove(score), reachable.NotBelow(score) }.OfType<Score>().Distinct()];
        var (points, nearer) = (score.ToDecimal(), nearest.MinBy(one => Math.Abs(one.Hundredths - score.Hundredths)).ToDecimal());
        return new Check(Subject, new Figure.Number(points), new Figure.Number(nearer), points - nearer, reachable.VerdictOn(score))
        {
            NearestReachable = [.. nearest.Select(one => one.ToDecimal())],
        };
    }
}
