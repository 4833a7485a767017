using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>What raises of an instrument's indicators can come to. Levels are its rounded score in hundredths.</summary>
internal sealed class InstrumentRaises
{
    private readonly Instrument instrument;
    private readonly int sum;

    /// <summary>Indicators that are raised in any case.</summary>
    private readonly ImmutableArray<RaiseOptions> taken;

    /// <summary>Indicators that may be raised beside them.</summary>
    private readonly ImmutableArray<RaiseOptions> open;

    /// <summary>By the number of indicators raised: the sums that they can make.</summary>
    private readonly SumSet[] sums;

    private InstrumentRaises(Instrument instrument, int sum, ImmutableArray<RaiseOptions> taken, ImmutableArray<RaiseOptions> open)
    {
        (this.instrument, this.sum, this.taken, this.open) = (instrument, sum, taken, open);
        Now = Rounding.Mean(sum, Count);

        sums = new SumSet[Most + 1];
        sums[Least] = SumsOf(taken, taken.Concat(open).Sum(option => option.Most));
        for (var raised = Least + 1; raised <= Most; raised++)
            sums[raised] = sums[raised - 1].Copy();
        foreach (var option in open)
        {
            for (var raised = Most; raised > Least; raised--)
                sums[raised].UnionWith(option.Raised(sums[raised - 1]));
        }
    }

    public int Weight => instrument.WeightBasisPoints;

    /// <summary>Indicators of the instrument.</summary>
    public int Count => instrument.Indicators.Length;

    /// <summary>The level without any raise.</summary>
    public int Now { get; }

    /// <summary>Indicators that are raised at least, and at most.</summary>
    public int Least => taken.Length;

    public int Most => taken.Length + open.Length;

    /// <param name="options">Of the year's indicators that may be raised, by number.</param>
    public static InstrumentRaises Of(Instrument instrument, ReadOnlySpan<Score> scores, ImmutableArray<RaiseOptions> options)
    {
        var sum = 0;
        foreach (var indicator in instrument.Indicators)
            sum += scores[indicator.Index].Hundredths;

        return new InstrumentRaises(instrument, sum, taken: [], [.. options.Where(option => option.Indicator.Instrument == instrument)]);
    }

    /// <summary>The same where an indicator that may be raised is raised in any case.</summary>
    public InstrumentRaises With(RaiseOptions option) => new(instrument, sum, taken.Add(option), open.Remove(option));

    /// <summary>The same where an indicator that may be raised is not.</summary>
    public InstrumentRaises Without(RaiseOptions option) => new(instrument, sum, taken, open.Remove(option));

    /// <summary>
    /// The least that a level costs whatever the options are: <see cref="Count"/> for each level above <see cref="Now"/>, less what
    /// rounding gives.
    /// </summary>
    public int LeastCostOf(int level) => Count * level - Count / 2 - sum;

    /// <summary>The highest level.</summary>
    public int Highest(int raised) => LevelOf(sums[raised].LastUpTo(sums[raised].Greatest));

    /// <summary>The smallest sum of raises with which a level is reached; -1 where it cannot be.</summary>
    public int CostOf(int level, int raised) => sums[raised].FirstFrom(Math.Max(0, LeastCostOf(level)));

    /// <summary>The highest level below one; -1 where there is none.</summary>
    public int LevelBelow(int level, int raised) => sums[raised].LastUpTo(LeastCostOf(level) - 1) is >= 0 and var less ? LevelOf(less) : -1;

    public int LevelOf(int raises) => Rounding.Mean(sum + raises, Count);

    /// <summary>Shares a sum out among the taken indicators, to each as much as leaves the others the rest.</summary>
    public IEnumerable<(Indicator Indicator, Raise Raise)> Share(int raises)
    {
        for (var i = 0; i < taken.Length; i++)
        {
            var rest = taken[(i + 1)..];
            if (taken[i].LargestOf(raises, SumsOf(rest, rest.Sum(option => option.Most))) is not { } raise)
                continue;

            raises -= raise.Hundredths;
            yield return (taken[i].Indicator, raise);
        }
    }

    private static SumSet SumsOf(ImmutableArray<RaiseOptions> raised, int greatest) =>
        raised.Aggregate(SumSet.OfNothing(greatest), (sums, option) => option.Raised(sums));
}
