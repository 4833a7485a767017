using System.Numerics;

namespace ItaApi.Scoring;

/// <summary>The scores that an indicator's items can give it: every item 0 or 100, those whose score is known as they are.</summary>
internal sealed class ReachableScores
{
    private const int BitsPerWord = 64;

    /// <summary>By hundredths.</summary>
    private readonly bool[] reachable = new bool[Score.FullHundredths + 1];

    private ReachableScores(ReadOnlySpan<ulong> sums, long known, long denominator)
    {
        for (var word = 0; word < sums.Length; word++)
        {
            for (var rest = sums[word]; rest != 0; rest &= rest - 1)
            {
                var sum = word * (long)BitsPerWord + BitOperations.TrailingZeroCount(rest);
                reachable[Rounding.Divide(known + sum * Score.FullHundredths, denominator)] = true;
            }
        }
    }

    /// <summary>
    /// By indicator index; null where nothing can be said: the year's items are provisional or not established, the indicator's
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
            if (indicator.Groups is not null
                && scorecard.Given(indicator.Number) is not null
                && scorecard.Calculated(indicator.Number) is null)
            {
                reachable[indicator.Index] = scorecard.Items.Count == 0 ? indicator.ReachableScores : Of(indicator, scorecard.FindItem);
            }
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

    /// <summary>The highest reachable score not above the given one; null where there is none.</summary>
    public Score? NotAbove(Score given)
    {
        var index = Array.LastIndexOf(reachable, true, given.Hundredths);
        return index < 0 ? null : new Score(index);
    }

    /// <summary>The lowest reachable score not below the given one; null where there is none.</summary>
    public Score? NotBelow(Score given)
    {
        var index = Array.IndexOf(reachable, true, given.Hundredths);
        return index < 0 ? null : new Score(index);
    }

    /// <param name="scoreOf">The score of an item by its code, null where it is not known.</param>
    public static ReachableScores Of(Indicator indicator, Func<string, Score?> scoreOf)
    {
        // Bit n: the items that are not known can add n / denominator of a full indicator.
        var sums = new ulong[indicator.ItemDenominator / BitsPerWord + 1];
        sums[0] = 1;
        long known = 0;
        foreach (var itemGroup in indicator.Groups!.Value)
        {
            foreach (var item in itemGroup.Items)
            {
                if (scoreOf(item) is { } score)
                    known += itemGroup.ItemNumerator * score.Hundredths;
                else
                    AddShifted(sums, (int)itemGroup.ItemNumerator);
            }
        }

        return new ReachableScores(sums, known, indicator.ItemDenominator);
    }

    /// <summary>Every sum there is, and every one of them with one more item at 100.</summary>
    private static void AddShifted(Span<ulong> bits, int shift)
    {
        var (words, within) = Math.DivRem(shift, BitsPerWord);
        for (var i = bits.Length - 1; i >= words; i--)
        {
            var shifted = bits[i - words] << within;
            if (within > 0 && i > words)
                shifted |= bits[i - words - 1] >> (BitsPerWord - within);
            bits[i] |= shifted;
        }
    }
}
