using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Finds the sets of misprints of one size without which all figures of a document agree.</summary>
/// <remarks>
/// One comparison that does not agree is enough to begin with: at least one misprint has to be in a figure it rests on. So the
/// search corrects those figures one after the other, continues from each, and never returns to a correction it has left. What
/// a figure was meant to be is left open where nothing is calculated from it, until everything it is compared with is settled.
/// The last correction is not tried but calculated: it has to be in a figure that all comparisons in disagreement rest on, and
/// each of them says between which values that figure would make it agree.
/// </remarks>
internal sealed class MisprintSearch
{
    /// <summary>
    /// Some ten times what a document needs that prints all its figures, and twice what one needs that prints its instruments. Where a
    /// document prints a total alone, three misprints can make anything of it, and the search for them is given up.
    /// </summary>
    private const int MostSteps = 150_000;

    /// <summary>Found sets from which the likeliest are chosen.</summary>
    private const int MostFound = 1_000;

    private readonly FigureSet figures;
    private readonly ComparisonTable comparisons;

    /// <summary>By slot: the slips that do not contradict what rests on the figure alone, such as its items.</summary>
    private readonly ImmutableArray<ImmutableArray<Slip>> slips;

    private readonly AssumedMisprints assumed;

    /// <summary>Misprints whose every continuation has been searched.</summary>
    private readonly HashSet<AssumedMisprint> left = [];

    private readonly List<FoundExplanation> found = [];
    private int steps;

    private MisprintSearch(ComparedDocument document)
    {
        figures = document.Figures;
        comparisons = new ComparisonTable(document);
        slips = [.. figures.All.Select(comparisons.SlipsOf)];
        assumed = new AssumedMisprints(figures, slips);
    }

    private bool IsCut => steps >= MostSteps || found.Count >= MostFound;

    /// <summary>The sets of that many misprints, and whether there may be more than these.</summary>
    /// <param name="size">No smaller set may make all figures agree.</param>
    public static (IReadOnlyList<FoundExplanation> Found, bool More) Find(ComparedDocument document, int size)
    {
        var search = new MisprintSearch(document);
        search.Continue(size);
        return ([.. search.found.GroupBy(one => one.Choice).SelectMany(Likeliest)], search.IsCut);
    }

    /// <summary>
    /// Of the sets that correct the same figures, and scores to the same, those that leave the fewest figures to rounding: a figure
    /// that is compared with one calculated score would otherwise be "explained" by that score and both its neighbours.
    /// </summary>
    private static IEnumerable<FoundExplanation> Likeliest(IEnumerable<FoundExplanation> choice)
    {
        var fewest = choice.Min(one => one.Roundings);
        return choice.Where(one => one.Roundings == fewest);
    }

    private void Continue(int misprints)
    {
        steps++;
        if (IsCut)
            return;

        var wrong = misprints == 1 ? comparisons.FindAllWrong(assumed.IsOpen) : comparisons.FindWrong(assumed.IsOpen);
        if (!wrong.IsEmpty)
        {
            if (misprints == 1)
                Conclude([.. wrong]);
            else if (misprints > 1)
                Branch([comparisons[wrong[0]]], misprints);
            return;
        }

        var before = found.Count;
        Settle(assumed.OpenFigures);
        if (misprints == 0 || found.Count > before)
            return;

        // Something that an open figure is compared with has to change before what was meant can be settled.
        Branch(comparisons.ListOpen(assumed.IsOpen), misprints);
    }

    /// <summary>Continues from every misprint of a figure that one of the comparisons rests on.</summary>
    private void Branch(IReadOnlyList<Comparison> touched, int misprints)
    {
        List<AssumedMisprint> here = [];
        foreach (var misprint in touched.SelectMany(MisprintsTouching))
        {
            if (!left.Add(misprint))
                continue;

            here.Add(misprint);
            assumed.Assume(misprint);
            Continue(misprints - 1);
            assumed.TakeBack();
        }

        left.ExceptWith(here);
    }

    private IEnumerable<AssumedMisprint> MisprintsTouching(Comparison comparison)
    {
        foreach (var figure in comparison.Figures)
        {
            if (assumed.IsSettled[figure.Slot])
                continue;

            if (!figure.IsSource)
                yield return AssumedMisprint.Open(figure);
            for (var slip = 0; figure.IsSource && slip < slips[figure.Slot].Length; slip++)
                yield return AssumedMisprint.Slip(figure, slip);
            foreach (var other in comparisons.ExchangeableWith(figure))
            {
                if (CanBeExchanged(figure, other))
                    yield return AssumedMisprint.Exchange(figure.Slot, other);
            }
        }
    }

    /// <summary>Tries the one misprint that can make everything agree.</summary>
    private void Conclude(ReadOnlySpan<int> wrong)
    {
        var first = comparisons[wrong[0]];
        foreach (var figure in first.Figures)
        {
            if (assumed.IsSettled[figure.Slot])
                continue;

            var window = Window.All;
            var touchesAll = true;
            foreach (var comparison in wrong)
            {
                if (comparisons.Reads(comparison, figure.Slot))
                    window = figure.IsSource ? window.And(comparisons[comparison].WindowOf(figure, figures)) : window;
                else
                    touchesAll = false;
            }

            if (touchesAll && !figure.IsSource)
                Try(AssumedMisprint.Open(figure));
            else if (touchesAll)
                TrySlips(figure, window);

            foreach (var other in comparisons.ExchangeableWith(figure))
            {
                // Of two figures that the first comparison rests on, the other one comes by here as well.
                if (other < figure.Slot && comparisons.Reads(wrong[0], other))
                    continue;
                if (CanBeExchanged(figure, other) && comparisons.ExchangeTouches(wrong, figure.Slot, other))
                    Try(AssumedMisprint.Exchange(figure.Slot, other));
            }
        }
    }

    private bool CanBeExchanged(PrintedFigure figure, int other) => !assumed.IsSettled[other] && figures[figure.Slot] != figures[other];

    private void TrySlips(PrintedFigure figure, Window window)
    {
        var all = slips[figure.Slot];
        for (var slip = FirstWithin(all, window); slip < all.Length && all[slip].Meant.Exact <= window.High; slip++)
            Try(AssumedMisprint.Slip(figure, slip));
    }

    private void Try(AssumedMisprint misprint)
    {
        if (left.Contains(misprint))
            return;

        assumed.Assume(misprint);
        Continue(0);
        assumed.TakeBack();
    }

    /// <summary>Settles what the open figures were meant to be, and keeps every way in which all figures agree.</summary>
    private void Settle(ImmutableArray<PrintedFigure> open, int position = 0)
    {
        if (position == open.Length)
        {
            found.Add(new FoundExplanation(assumed.ToCorrections(), comparisons.Roundings()));
            return;
        }

        var figure = open[position];
        assumed.IsOpen[figure.Slot] = false;
        foreach (var slip in slips[figure.Slot])
        {
            figures[figure] = slip.Meant;
            if (comparisons.AgreeOn(figure, assumed.IsOpen))
                Settle(open, position + 1);
        }

        figures[figure] = figure.AsPrinted;
        assumed.IsOpen[figure.Slot] = true;
    }

    private static int FirstWithin(ImmutableArray<Slip> slips, Window window)
    {
        var (from, to) = (0, slips.Length);
        while (from < to)
        {
            var middle = (from + to) / 2;
            if (slips[middle].Meant.Exact < window.Low)
                from = middle + 1;
            else
                to = middle;
        }

        return from;
    }
}
