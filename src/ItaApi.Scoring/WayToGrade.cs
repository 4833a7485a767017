using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Finds the steps to a grade; the rules of the way are those of <see cref="Simulation.TryRun"/>.</summary>
internal sealed class WayToGrade
{
    private readonly GradeRule goal;
    private readonly ScoreDraft start;

    /// <summary>By indicator that may change: what its items that are not known can add.</summary>
    private readonly Dictionary<Indicator, SumSet?> additions = [];

    private readonly List<string> items = [];
    private readonly IReadOnlyList<(Indicator Indicator, Raise Raise)> raises = [];

    private WayToGrade(GradeRule goal, ScoreDraft from, IReadOnlySet<int> locked)
    {
        this.goal = goal;
        start = from.Copy();
        var left = new List<string>();
        foreach (var indicator in start.Framework.Indicators.Where(indicator => !locked.Contains(indicator.Number)))
            left.AddRange(ReadItems(indicator));

        var now = start.Copy();
        while (!now.Meets(goal) && left.Count > 0)
            items.Add(TakeBest(left, now));

        var options = additions.Keys.OrderBy(indicator => indicator.Number).Select(indicator => OptionsOf(indicator, now));
        if (!now.Meets(goal))
            raises = FewestRaises.Find(now, goal, [.. options]);

        // Raises are measured on top of all items, so only items can be needless: those of small gain are tried first.
        for (var i = items.Count - 1; i >= 0; i--)
        {
            if (ReachesWithout(i))
                items.RemoveAt(i);
        }
    }

    /// <param name="locked">The numbers of the indicators that may not change.</param>
    public static TargetWay Find(GradeRule goal, ScoreDraft start, IReadOnlySet<int> locked)
    {
        var best = start.Copy();
        foreach (var indicator in start.Framework.Indicators)
        {
            if (!locked.Contains(indicator.Number))
                best.Apply(new AssumedScore.OfIndicator(indicator.Number, Score.Full));
        }

        var reachable = best.Meets(goal);
        return new TargetWay(
            goal, reachable, goal.MinTotal.Above(start.Total), reachable ? new WayToGrade(goal, start, locked).Steps() : []);
    }

    /// <summary>Finds what an indicator's items can do for it.</summary>
    /// <returns>The items known to be below 100; none if they say nothing about the score.</returns>
    private IEnumerable<string> ReadItems(Indicator indicator)
    {
        additions[indicator] = null;
        if (indicator.Groups is not { } groups || start.Framework.ItemsAreProvisional)
            return [];

        // A score that its items cannot give is taken for the one below that they can. One beyond all they can give is believed, and they
        // are not.
        var score = start.Scores[indicator.Index];
        var known = new ItemSets(indicator, start.FindItem);
        var isKnown = !start.IsAssumed(indicator) && (known.TryCome(score) || known.TryComeBelow(score));
        var sets = isKnown ? known : new ItemSets(indicator, static _ => null);
        if (!isKnown && !sets.TryCome(score))
            sets.TryComeBelow(score);

        start.TakeLevel(indicator, sets.LowestLevel());
        additions[indicator] = sets.Additions();
        return isKnown ? groups.SelectMany(itemGroup => itemGroup.Items).Where(item => start.FindItem(item) < Score.Full) : [];
    }

    private RaiseOptions OptionsOf(Indicator indicator, ScoreDraft now) => additions[indicator] is { } sums
        ? RaiseOptions.Of(indicator, now.Scores[indicator.Index], now.LevelOf(indicator), sums)
        : RaiseOptions.Any(indicator, now.Scores[indicator.Index]);

    /// <summary>Takes the item of the largest gain out of those left and applies it; of equal ones the first.</summary>
    private static string TakeBest(List<string> left, ScoreDraft now)
    {
        var before = now.Total;
        var best = left.MaxBy(item =>
        {
            var tried = now.Copy();
            tried.SetItem(item, Score.Full);
            return tried.Total.Hundredths - before.Hundredths;
        })!;
        left.Remove(best);
        now.SetItem(best, Score.Full);
        return best;
    }

    private bool ReachesWithout(int position)
    {
        var tried = start.Copy();
        for (var i = 0; i < items.Count; i++)
        {
            if (i != position)
                tried.SetItem(items[i], Score.Full);
        }

        foreach (var (indicator, raise) in raises)
            tried.Raise(indicator, raise);

        return tried.Meets(goal);
    }

    private ImmutableArray<SimulationStep> Steps()
    {
        var steps = ImmutableArray.CreateBuilder<SimulationStep>(items.Count + raises.Count);
        var now = start.Copy();
        foreach (var item in items)
        {
            var (before, from) = (now.Total, now.FindItem(item)!.Value);
            now.SetItem(item, Score.Full);
            steps.Add(new SimulationStep(now.Framework.FindIndicatorOfItem(item)!.Number, item, from, Score.Full, now.Total.Above(before)));
        }

        foreach (var (indicator, raise) in raises)
        {
            var (before, from) = (now.Total, now.Scores[indicator.Index]);
            now.Raise(indicator, raise);
            steps.Add(new SimulationStep(indicator.Number, Item: null, from, now.Scores[indicator.Index], now.Total.Above(before)));
        }

        return steps.MoveToImmutable();
    }
}
