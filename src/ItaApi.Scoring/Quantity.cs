using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>The numbers from <paramref name="Low"/> to <paramref name="High"/>; none if low is above high.</summary>
internal readonly record struct Window(int Low, int High)
{
    public static readonly Window All = new(int.MinValue, int.MaxValue);

    public static readonly Window None = new(1, 0);

    public static Window Of(long low, long high) =>
        new((int)Math.Clamp(low, int.MinValue, int.MaxValue), (int)Math.Clamp(high, int.MinValue, int.MaxValue));

    public Window And(Window other) => new(Math.Max(Low, other.Low), Math.Min(High, other.High));

    public bool Holds(int number) => number >= Low && number <= High;
}

/// <summary>A number that is calculated from printed ones, in hundredths of a point or as a count.</summary>
internal abstract class Quantity
{
    private int calculatedAt = -1;
    private int calculated;

    /// <summary>The figures it is calculated from.</summary>
    public abstract ImmutableArray<PrintedFigure> From { get; }

    public int Of(FigureSet figures)
    {
        // The means are used by their own comparisons, by the total's and by the grade's.
        if (calculatedAt != figures.Version)
            (calculatedAt, calculated) = (figures.Version, Calculate(figures));

        return calculated;
    }

    /// <summary>Whether it stays the same where two of its figures change places.</summary>
    public virtual bool IgnoresOrder => false;

    /// <summary>The values of one of its figures that bring it into a window while the other figures stay as they are.</summary>
    /// <remarks>
    /// A search that would try every value tries those alone. A window that is too wide costs time and is otherwise harmless.
    /// </remarks>
    public virtual Window Inverse(PrintedFigure figure, FigureSet figures, Window wanted) => Window.All;

    protected abstract int Calculate(FigureSet figures);

    /// <summary>The printed number itself.</summary>
    public sealed class Itself(PrintedFigure figure) : Quantity
    {
        public override ImmutableArray<PrintedFigure> From { get; } = [figure];

        protected override int Calculate(FigureSet figures) => figures[figure.Slot];

        public override Window Inverse(PrintedFigure figure, FigureSet figures, Window wanted) => wanted;
    }

    /// <summary>A number that no printed one changes.</summary>
    public sealed class Constant(int value) : Quantity
    {
        public override ImmutableArray<PrintedFigure> From => [];

        protected override int Calculate(FigureSet figures) => value;
    }

    /// <summary>The plain mean of some figures, rounded: an instrument's of its indicators or parts.</summary>
    public sealed class Mean(ImmutableArray<PrintedFigure> from) : Quantity
    {
        private readonly int[] slots = [.. from.Select(figure => figure.Slot)];

        public override ImmutableArray<PrintedFigure> From => from;

        public override bool IgnoresOrder => true;

        protected override int Calculate(FigureSet figures) => Rounding.Mean(SumOf(figures), slots.Length);

        public override Window Inverse(PrintedFigure figure, FigureSet figures, Window wanted)
        {
            // (sum + count / 2) / count, cut off, is at least Low from count * Low on, and at most High below count * (High + 1).
            var (count, others) = ((long)slots.Length, SumOf(figures) - figures[figure.Slot] + slots.Length / 2);
            return Window.Of(count * wanted.Low - others, count * (wanted.High + 1L) - 1 - others);
        }

        private int SumOf(FigureSet figures)
        {
            var sum = 0;
            foreach (var slot in slots)
                sum += figures[slot];

            return sum;
        }
    }

    /// <summary>The weighted sum of instruments, rounded: the total.</summary>
    /// <param name="parts">Quantities with their weights in basis points.</param>
    public sealed class WeightedSum(ImmutableArray<(Quantity Quantity, int Weight)> parts) : Quantity
    {
        public override ImmutableArray<PrintedFigure> From { get; } = [.. parts.SelectMany(part => part.Quantity.From)];

        protected override int Calculate(FigureSet figures) => Rounding.Mean(SumOf(figures), Instrument.FullWeight);

        public override Window Inverse(PrintedFigure figure, FigureSet figures, Window wanted)
        {
            foreach (var (quantity, weight) in parts)
            {
                if (!quantity.From.Contains(figure))
                    continue;

                long others = SumOf(figures) - weight * quantity.Of(figures) + Instrument.FullWeight / 2;
                var least = (long)wanted.Low * Instrument.FullWeight - others;
                var most = (wanted.High + 1L) * Instrument.FullWeight - 1 - others;
                return quantity.Inverse(figure, figures, Window.Of(Rounding.Up(least, weight), Rounding.Down(most, weight)));
            }

            return Window.All;
        }

        private int SumOf(FigureSet figures)
        {
            var sum = 0;
            foreach (var (quantity, weight) in parts)
                sum += weight * quantity.Of(figures);

            return sum;
        }
    }

    /// <summary>What an instrument, or a part of one, contributes to the total: a share of a quantity, rounded.</summary>
    /// <param name="weight">In basis points.</param>
    /// <param name="parts">The parts that share the weight; 1 for a whole instrument.</param>
    public sealed class Contribution(Quantity score, int weight, int parts) : Quantity
    {
        public override ImmutableArray<PrintedFigure> From => score.From;

        protected override int Calculate(FigureSet figures) =>
            (int)Rounding.Divide((long)score.Of(figures) * weight, (long)Instrument.FullWeight * parts);
    }

    /// <summary>The sum of some figures, such as the printed contributions of an instrument's parts.</summary>
    public sealed class Sum(ImmutableArray<PrintedFigure> from) : Quantity
    {
        public override ImmutableArray<PrintedFigure> From => from;

        protected override int Calculate(FigureSet figures) => from.Sum(figure => figures[figure.Slot]);
    }

    /// <summary>How many scores reach a threshold, or how many do not.</summary>
    public sealed class CountOf(ImmutableArray<PrintedFigure> scores, Score threshold, bool reaching) : Quantity
    {
        private readonly int least = threshold.Hundredths;

        public override ImmutableArray<PrintedFigure> From => scores;

        public override bool IgnoresOrder => true;

        protected override int Calculate(FigureSet figures)
        {
            var count = 0;
            for (var slot = 0; slot < scores.Length; slot++)
                count += Counts(figures[slot]) ? 1 : 0;

            return count;
        }

        public override Window Inverse(PrintedFigure figure, FigureSet figures, Window wanted)
        {
            var others = Of(figures) - (Counts(figures[figure.Slot]) ? 1 : 0);
            return (wanted.Holds(others), wanted.Holds(others + 1)) switch
            {
                (true, true) => Window.All,
                (true, false) => reaching ? new Window(0, least - 1) : new Window(least, Score.FullHundredths),
                (false, true) => reaching ? new Window(least, Score.FullHundredths) : new Window(0, least - 1),
                _ => Window.None,
            };
        }

        private bool Counts(int score) => score >= least == reaching;
    }
}
