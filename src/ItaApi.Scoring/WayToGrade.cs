using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Finds the steps to a grade; the rules of the way are those of <see cref="Simulation.TryRun"/>.</summary>
internal sealed class WayToGrade
{
    private readonly GradeRule goal;
    private readonly ScoreDraft start;
    private readonly List<string> items = [];
    private readonly IReadOnlyList<(Indicator Indicator, int Hundredths)> raises = [];

    private WayToGrade(GradeRule goal, ScoreDraft start, IReadOnlySet<int> locked)
    {
        (this.goal, this.start) = (goal, start);

        var now = start.Copy();
        var left = start.ZeroItems(except: locked);
        while (!now.Meets(goal) && TakeBest(left, now) is { } item)
            items.Add(item);

        if (!now.Meets(goal))
            raises = FewestRaises.Find(now, goal, locked);

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

    /// <summary>Takes the item of the largest gain out of those left and applies it; null where none changes anything.</summary>
    private static string? TakeBest(List<string> left, ScoreDraft now)
    {
        var before = now.Total;
        string? best = null;
        var bestGain = -1;
        foreach (var item in left)
        {
            var tried = now.Copy();
            tried.SetItem(item, Score.Full);
            var gain = tried.Total.Above(before).Hundredths;
            if (gain > bestGain && !tried.Scores.SequenceEqual(now.Scores))
                (best, bestGain) = (item, gain);
        }

        if (best is not null)
        {
            left.Remove(best);
            now.SetItem(best, Score.Full);
        }

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

        foreach (var (indicator, hundredths) in raises)
            tried.Raise(indicator, hundredths);

        return tried.Meets(goal);
    }

    private ImmutableArray<SimulationStep> Steps()
    {
        var steps = ImmutableArray.CreateBuilder<SimulationStep>(items.Count + raises.Count);
        var now = start.Copy();
        foreach (var item in items)
        {
            var before = now.Total;
            now.SetItem(item, Score.Full);
            steps.Add(new SimulationStep(
                now.Framework.FindIndicatorOfItem(item)!.Number, item, Score.Zero, Score.Full, now.Total.Above(before)));
        }

        foreach (var (indicator, hundredths) in raises)
        {
            var (before, from) = (now.Total, now.Scores[indicator.Index]);
            now.Raise(indicator, hundredths);
            steps.Add(new SimulationStep(indicator.Number, Item: null, from, now.Scores[indicator.Index], now.Total.Above(before)));
        }

        return steps.MoveToImmutable();
    }
}
