namespace ItaApi.Scoring;

/// <summary>By how much an indicator can be raised on top of what its known items give.</summary>
internal sealed class RaiseOptions
{
    /// <summary>By rising hundredths; null if any raise is possible.</summary>
    private readonly List<Raise>? steps;

    private RaiseOptions(Indicator indicator, int most, List<Raise>? steps) => (Indicator, Most, this.steps) = (indicator, most, steps);

    public Indicator Indicator { get; }

    /// <summary>The largest raise, in hundredths; 0 if there is none.</summary>
    public int Most { get; }

    /// <summary>Any raise up to 100 points: of an indicator that is surveyed, or whose items are not certain.</summary>
    public static RaiseOptions Any(Indicator indicator, Score now) => new(indicator, Score.FullHundredths - now.Hundredths, steps: null);

    /// <summary>The raises that some of an indicator's items make.</summary>
    /// <param name="level">Its exact level, in hundredths over <see cref="Indicator.ItemDenominator"/>.</param>
    /// <param name="additions">What its items can add, in parts of <see cref="Indicator.ItemDenominator"/>.</param>
    public static RaiseOptions Of(Indicator indicator, Score now, long level, SumSet additions)
    {
        List<Raise> steps = [];
        foreach (var sum in additions.Sums())
        {
            var added = (long)sum * Score.FullHundredths;
            var raised = (int)Rounding.Divide(level + added, indicator.ItemDenominator) - now.Hundredths;
            if (raised > (steps.Count == 0 ? 0 : steps[^1].Hundredths))
                steps.Add(new Raise(raised, added));
        }

        return new RaiseOptions(indicator, steps.Count == 0 ? 0 : steps[^1].Hundredths, steps);
    }

    /// <summary>The largest raise up to a bound with which what is left of a sum can be made; null if there is none.</summary>
    /// <param name="rest">What others can make.</param>
    public Raise? LargestOf(int sum, SumSet rest)
    {
        if (steps is not null)
            return steps.FindLast(step => rest.Holds(sum - step.Hundredths)) is { Hundredths: > 0 } found ? found : null;

        for (var hundredths = Math.Min(sum, Most); hundredths > 0; hundredths--)
        {
            if (rest.Holds(sum - hundredths))
                return new Raise(hundredths);
        }

        return null;
    }

    /// <summary>The sums of a set, each together with one of the raises.</summary>
    public SumSet Raised(SumSet sums)
    {
        var raised = sums.Copy();
        if (steps is null)
        {
            raised.AddAnyMore(Most);
            return raised;
        }

        foreach (var step in steps)
            raised.UnionWith(sums, step.Hundredths);

        return raised;
    }
}
