using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// The sets of items at 100 that an indicator's score can come from, as far as which items they are makes a difference: of the items
/// of a group that are not known, only their number does.
/// </summary>
/// <remarks>Every item is 0 or 100, those whose score is known as they are: the rule of <see cref="ReachableScores"/>.</remarks>
internal sealed class ItemSets
{
    /// <summary>Real indicators have a few ways to a score. Where one has more, they say nothing about any item.</summary>
    private const int MostWays = 1_000;

    private readonly Indicator indicator;
    private readonly ImmutableArray<ImmutableArray<string>> unknown;

    /// <summary>By group: the sums that the unknown items of this group and all after it can make.</summary>
    private readonly SumSet[] sumsFrom;

    private readonly List<int[]> ways = [];

    /// <param name="scoreOf">The score of an item by its code, null if it is not known.</param>
    public ItemSets(Indicator indicator, Func<string, Score?> scoreOf)
    {
        this.indicator = indicator;
        var groups = indicator.Groups!.Value;
        unknown = [.. groups.Select(itemGroup => itemGroup.Items.Where(item => scoreOf(item) is null).ToImmutableArray())];
        KnownLevel = groups.Sum(itemGroup => itemGroup.Items.Sum(item => itemGroup.ItemNumerator * (scoreOf(item)?.Hundredths ?? 0)));

        sumsFrom = new SumSet[groups.Length + 1];
        sumsFrom[^1] = SumSet.OfNothing((int)indicator.ItemDenominator);
        for (var g = groups.Length - 1; g >= 0; g--)
        {
            sumsFrom[g] = sumsFrom[g + 1].Copy();
            foreach (var _ in unknown[g])
                sumsFrom[g].AddMore((int)groups[g].ItemNumerator);
        }
    }

    /// <summary>What the known items make, in hundredths over <see cref="Indicator.ItemDenominator"/>.</summary>
    public long KnownLevel { get; }

    /// <summary>
    /// Finds the sets from which a score can come: exactly, else within the hundredth by which rounding may miss it.
    /// </summary>
    /// <returns>False if no set gives the score.</returns>
    public bool TryCome(Score score)
    {
        ways.Clear();
        Find(score.Hundredths);
        if (ways.Count == 0)
        {
            Find(score.Hundredths - 1);
            Find(score.Hundredths + 1);
        }

        return ways.Count > 0;
    }

    /// <summary>Finds the sets that give the highest score below one.</summary>
    /// <returns>False if all sets give less, or all give more.</returns>
    public bool TryComeBelow(Score score)
    {
        ways.Clear();
        var (low, high) = Window(score.Hundredths);
        if (high < 0 || sumsFrom[0].LastUpTo((int)high) is not (>= 0 and var sum) || sumsFrom[0].FirstFrom((int)low) < 0)
            return false;

        Find((int)Rounding.Divide(KnownLevel + (long)sum * Score.FullHundredths, indicator.ItemDenominator));
        return true;
    }

    /// <summary>The lowest exact level of the sets found, in hundredths over <see cref="Indicator.ItemDenominator"/>.</summary>
    public long LowestLevel() => KnownLevel + ways.Min(SumOf) * Score.FullHundredths;

    /// <summary>The unknown items that are at 0, or at 100, in every set found.</summary>
    public (ImmutableArray<string> Zero, ImmutableArray<string> Full) Proven()
    {
        if (ways.Count is 0 or MostWays)
            return ([], []);

        return (
            [.. unknown.Where((_, g) => ways.TrueForAll(way => way[g] == 0)).SelectMany(items => items)],
            [.. unknown.Where((items, g) => ways.TrueForAll(way => way[g] == items.Length)).SelectMany(items => items)]);
    }

    /// <summary>
    /// What can be added to <see cref="LowestLevel"/>, in parts of <see cref="Indicator.ItemDenominator"/>: with each set found, by any
    /// of the unknown items that are not in it.
    /// </summary>
    public SumSet Additions()
    {
        var groups = indicator.Groups!.Value;
        var lowest = ways.Min(SumOf);
        var additions = new SumSet((int)indicator.ItemDenominator);
        foreach (var way in ways)
        {
            var ofWay = SumSet.OfNothing((int)indicator.ItemDenominator);
            for (var g = 0; g < way.Length; g++)
            {
                for (var item = way[g]; item < unknown[g].Length; item++)
                    ofWay.AddMore((int)groups[g].ItemNumerator);
            }

            additions.UnionWith(ofWay, (int)(SumOf(way) - lowest));
        }

        return additions;
    }

    private long SumOf(int[] way)
    {
        var groups = indicator.Groups!.Value;
        long sum = 0;
        for (var g = 0; g < way.Length; g++)
            sum += way[g] * groups[g].ItemNumerator;

        return sum;
    }

    private void Find(int hundredths)
    {
        if (hundredths is >= 0 and <= Score.FullHundredths)
            Find(Window(hundredths), new int[unknown.Length], group: 0, sum: 0);
    }

    private void Find((long Low, long High) wanted, int[] way, int group, long sum)
    {
        if (ways.Count == MostWays || !sumsFrom[group].HoldsAny(wanted.Low - sum, wanted.High - sum))
            return;

        if (group == way.Length)
        {
            ways.Add([.. way]);
            return;
        }

        for (way[group] = 0; way[group] <= unknown[group].Length; way[group]++)
            Find(wanted, way, group + 1, sum + way[group] * indicator.Groups!.Value[group].ItemNumerator);
    }

    /// <summary>The sums of unknown items with which the indicator's score rounds to a number of hundredths.</summary>
    private (long Low, long High) Window(int hundredths)
    {
        // Rounded half up: (2h - 1) / 2 <= level / denominator < (2h + 1) / 2, where the level is what is known and 10000 for each part
        // of the sum.
        var denominator = indicator.ItemDenominator;
        const long unit = 2L * Score.FullHundredths;
        return (
            Rounding.Up((2L * hundredths - 1) * denominator - 2 * KnownLevel, unit),
            Rounding.Down((2L * hundredths + 1) * denominator - 1 - 2 * KnownLevel, unit));
    }
}
