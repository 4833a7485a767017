namespace ItaApi.Scoring;

/// <summary>The scores that an indicator's items can give it: every item 0 or 100, those whose score is known as they are.</summary>
internal sealed class ReachableScores
{
    /// <summary>By hundredths.</summary>
    private readonly bool[] reachable = new bool[Score.FullHundredths + 1];

    private ReachableScores(SumSet sums, long known, long denominator)
    {
        foreach (var sum in sums.Sums())
            reachable[Rounding.Divide(known + (long)sum * Score.FullHundredths, denominator)] = true;
    }

    /// <summary>
    /// By indicator index; null if nothing can be said: the year's items are provisional or not established, the indicator's
    /// score was not given, or all of its items are known, so that its score can be compared with theirs.
    /// </summary>
    public static ReachableScores?[] Of(Scorecard scorecard)
    {
        var framework = scorecard.Framework;
        var reachable = new ReachableScores?[framework.Indicators.Length];
        if (framework.ItemsAreProvisional)
            return reachable;

        foreach (var indicator in framework.Indicators)
        {
            var isGiven = scorecard.Given(indicator.Number) is not null && scorecard.Calculated(indicator.Number) is null;
            if (indicator.Groups is not null && isGiven)
                reachable[indicator.Index] = scorecard.Items.Count == 0 ? indicator.ReachableScores : Of(indicator, scorecard.FindItem);
        }

        return reachable;
    }

    /// <summary>Apart from a hundredth, which is how far rounding may carry a printed score.</summary>
    public Verdict VerdictOn(Score given)
    {
        var hundredths = given.Hundredths;
        if (reachable[hundredths])
            return Verdict.Agrees;

        return (hundredths > 0 && reachable[hundredths - 1]) || (hundredths < Score.FullHundredths && reachable[hundredths + 1])
            ? Verdict.Rounding
            : Verdict.Unreachable;
    }

    /// <summary>The highest reachable score not above the given one; null if there is none.</summary>
    public Score? NotAbove(Score given)
    {
        var index = Array.LastIndexOf(reachable, true, given.Hundredths);
        return index < 0 ? null : new Score(index);
    }

    /// <summary>The lowest reachable score not below the given one; null if there is none.</summary>
    public Score? NotBelow(Score given)
    {
        var index = Array.IndexOf(reachable, true, given.Hundredths);
        return index < 0 ? null : new Score(index);
    }

    /// <param name="scoreOf">The score of an item by its code, null if it is not known.</param>
    public static ReachableScores Of(Indicator indicator, Func<string, Score?> scoreOf)
    {
        // Sum n: the items that are not known can add n / denominator of a full indicator.
        var sums = SumSet.OfNothing((int)indicator.ItemDenominator);
        long known = 0;
        foreach (var itemGroup in indicator.Groups!.Value)
        {
            foreach (var item in itemGroup.Items)
            {
                if (scoreOf(item) is { } score)
                    known += itemGroup.ItemNumerator * score.Hundredths;
                else
                    sums.AddMore((int)itemGroup.ItemNumerator);
            }
        }

        return new ReachableScores(sums, known, indicator.ItemDenominator);
    }
}
