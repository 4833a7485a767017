using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A document's comparisons, arranged so that it is quickly found which of them do not agree.</summary>
internal sealed class ComparisonTable
{
    private readonly FigureSet figures;
    private readonly ImmutableArray<Comparison> whole;
    private readonly Comparison[] comparisons;

    /// <summary>By comparison and slot.</summary>
    private readonly bool[,] reads;

    /// <summary>By slot: the slots of the figures with which it may have changed places.</summary>
    private readonly int[][] exchangeable;

    private readonly int[] wrong;

    public ComparisonTable(ComparedDocument document)
    {
        (figures, whole) = (document.Figures, document.Comparisons);

        // The fewer figures a comparison rests on, the fewer misprints are to be tried where it does not agree.
        comparisons = [.. whole.SelectMany(comparison => comparison.Parts).OrderBy(comparison => comparison.Figures.Length)];
        wrong = new int[comparisons.Length];
        reads = new bool[comparisons.Length, figures.All.Length];
        for (var i = 0; i < comparisons.Length; i++)
        {
            foreach (var figure in comparisons[i].Figures)
                reads[i, figure.Slot] = true;
        }

        exchangeable =
        [
            .. figures.All.Select(figure => figures.All
                .Where(other => figure.CanBeExchanged && other.CanBeExchanged)
                .Where(other => other.IsSource == figure.IsSource && other.Indicator != figure.Indicator)
                .Select(other => other.Slot)
                .ToArray()),
        ];
    }

    public Comparison this[int comparison] => comparisons[comparison];

    public bool Reads(int comparison, int slot) => reads[comparison, slot];

    public int[] ExchangeableWith(PrintedFigure figure) => exchangeable[figure.Slot];

    /// <summary>The comparisons with figures of which it is not settled what was meant.</summary>
    public IReadOnlyList<Comparison> ListOpen(bool[] open) => [.. comparisons.Where(comparison => IsOpen(comparison, open))];

    /// <summary>The first comparison that does not agree; empty if all agree.</summary>
    public ReadOnlySpan<int> FindWrong(bool[] open)
    {
        for (var i = 0; i < comparisons.Length; i++)
        {
            if (IsWrong(i, open))
            {
                wrong[0] = i;
                return wrong.AsSpan(0, 1);
            }
        }

        return [];
    }

    /// <summary>Every comparison that does not agree. What it returns is overwritten by the next call.</summary>
    public ReadOnlySpan<int> FindAllWrong(bool[] open)
    {
        var count = 0;
        for (var i = 0; i < comparisons.Length; i++)
        {
            if (IsWrong(i, open))
                wrong[count++] = i;
        }

        return wrong.AsSpan(0, count);
    }

    /// <summary>Whether an exchange of two figures can change each of the comparisons.</summary>
    public bool ExchangeTouches(ReadOnlySpan<int> touched, int slot, int other)
    {
        foreach (var comparison in touched)
        {
            var (one, two) = (reads[comparison, slot], reads[comparison, other]);
            if (!one && !two)
                return false;
            if (one && two ? comparisons[comparison].IgnoresOrder : !AgreesWith(comparison, one ? slot : other, one ? other : slot))
                return false;
        }

        return true;
    }

    /// <summary>Whether everything that a figure is compared with agrees, as far as it is settled.</summary>
    public bool AgreeOn(PrintedFigure figure, bool[] open)
    {
        for (var i = 0; i < comparisons.Length; i++)
        {
            if (reads[i, figure.Slot] && IsWrong(i, open))
                return false;
        }

        return true;
    }

    /// <summary>How many comparisons agree within rounding only.</summary>
    public int Roundings() => whole.Count(comparison => comparison.VerdictOn(figures) == Verdict.Rounding);

    /// <summary>The slips of a figure; of a source, those that do not contradict what rests on it alone, such as its items.</summary>
    public ImmutableArray<Slip> SlipsOf(PrintedFigure figure)
    {
        var alone = comparisons.Where(comparison => comparison.Figures is [{ IsSource: true } only] && only == figure).ToList();
        if (alone.Count == 0)
            return figure.Slips;

        ImmutableArray<Slip> allowed = [.. figure.Slips.Where(slip =>
        {
            figures[figure] = slip.Meant;
            return alone.TrueForAll(comparison => Comparison.Agrees(comparison.VerdictOn(figures)));
        })];
        figures[figure] = figure.AsPrinted;
        return allowed;
    }

    private bool IsWrong(int comparison, bool[] open) =>
        !Comparison.Agrees(comparisons[comparison].VerdictOn(figures)) && !IsOpen(comparisons[comparison], open);

    private static bool IsOpen(Comparison comparison, bool[] open)
    {
        foreach (var printed in comparison.Printed)
        {
            if (open[printed.Slot])
                return true;
        }

        return false;
    }

    /// <summary>Whether a comparison may agree where a source of it has the value of another figure.</summary>
    private bool AgreesWith(int comparison, int slot, int other) =>
        !figures.All[slot].IsSource || comparisons[comparison].WindowOf(figures.All[slot], figures).Holds(figures[other]);
}
