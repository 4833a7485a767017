using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Finds the levels of the instruments that together meet a grade's rule by the smallest sum of raises.</summary>
/// <remarks>
/// The instrument whose points of the total cost least is tried first, from the highest level that is of use downwards: the lower it
/// is, the more the others cost, and they cost at least what their points cost whatever their options are. Once that is no less
/// than the best sum so far, no lower level can be better.
/// </remarks>
internal sealed class CheapestLevels
{
    /// <summary>No bound on the sum.</summary>
    public const int Anything = int.MaxValue - 1;

    /// <summary>
    /// Real frameworks need some hundreds. With many instruments of awkward weights it can be millions; the best so far is then a way
    /// all the same, though perhaps not the cheapest.
    /// </summary>
    private const int MostSteps = 50_000;

    private readonly GradeRule goal;
    private readonly ImmutableArray<InstrumentRaises> instruments;
    private readonly int leastWeighted;
    private readonly int[] raised;
    private readonly int[] costs;
    private readonly bool anyWayWillDo;
    private int bound;
    private int steps;
    private Way? best;

    /// <param name="most">The largest sum allowed; if one is given, the first way within it is enough.</param>
    public CheapestLevels(GradeRule goal, IEnumerable<InstrumentRaises> instruments, int most)
    {
        this.goal = goal;
        anyWayWillDo = most < Anything;
        this.instruments = [.. instruments.OrderBy(instrument => (decimal)instrument.Count / instrument.Weight)];

        // Weighted sums come in multiples of what all weights are multiples of.
        var step = this.instruments.Aggregate(0, (divisor, instrument) => GreatestCommonDivisor(instrument.Weight, divisor));
        leastWeighted = (int)Rounding.Up((long)goal.MinTotal.Hundredths * Instrument.FullWeight - Instrument.FullWeight / 2, step) * step;
        raised = new int[this.instruments.Length];
        costs = new int[this.instruments.Length];
        bound = most + 1;
    }

    private bool IsDone => steps > MostSteps || (best is not null && anyWayWillDo);

    /// <summary>The cheapest way that raises so many indicators; null if there is none up to the bound.</summary>
    public Way? Find(int count)
    {
        Allot(0, count);
        return best;
    }

    /// <summary>Tries every way to share out the number of indicators to raise among the instruments.</summary>
    private void Allot(int position, int count)
    {
        if (IsDone)
            return;

        if (position == instruments.Length)
        {
            if (count == 0 && CanReach())
                Choose(0, leastWeighted, 0);
            return;
        }

        var most = Math.Min(count, instruments[position].Most);
        for (raised[position] = instruments[position].Least; raised[position] <= most; raised[position]++)
            Allot(position + 1, count - raised[position]);
    }

    private bool CanReach()
    {
        var weighted = 0;
        for (var i = 0; i < instruments.Length; i++)
        {
            var highest = instruments[i].Highest(raised[i]);
            if (highest < goal.LeastInstrument.Hundredths)
                return false;
            weighted += instruments[i].Weight * highest;
        }

        return weighted >= leastWeighted;
    }

    /// <summary>Chooses the level of one instrument after the other.</summary>
    /// <param name="needed">The weighted sum still to come from this instrument and those after it.</param>
    /// <param name="sum">The raises so far, in hundredths.</param>
    private void Choose(int position, int needed, int sum)
    {
        if (position == instruments.Length)
        {
            if (needed <= 0)
                Keep(sum);
            return;
        }

        var instrument = instruments[position];
        var (restNow, restHighest) = Rest(position + 1);
        var lowest = Math.Max(Math.Max(instrument.Now, goal.LeastInstrument.Hundredths), LevelFor(needed - restHighest, instrument.Weight));
        var highest = Math.Min(instrument.Highest(raised[position]), Math.Max(lowest, LevelFor(needed - restNow, instrument.Weight)));

        for (var level = highest; level >= lowest && !IsDone;)
        {
            steps++;
            costs[position] = instrument.CostOf(level, raised[position]);
            if (sum + costs[position] < bound)
                Choose(position + 1, needed - instrument.Weight * instrument.LevelOf(costs[position]), sum + costs[position]);

            var rest = LeastCostOfRest(position + 1, needed - instrument.Weight * level);
            if (sum + instrument.LeastCostOf(level) + rest >= bound)
                return;
            level = instrument.LevelBelow(level, raised[position]);
        }
    }

    private void Keep(int sum)
    {
        if (sum >= bound)
            return;

        bound = sum;
        best = new Way(sum, [.. instruments.Select((instrument, i) => (instrument, costs[i]))]);
    }

    /// <summary>
    /// The weighted sums of the instruments from a position on: as they are or have to be at least, and at their highest.
    /// </summary>
    private (int Now, int Highest) Rest(int position)
    {
        int least = 0, highest = 0;
        for (var i = position; i < instruments.Length; i++)
        {
            least += instruments[i].Weight * Math.Max(instruments[i].Now, goal.LeastInstrument.Hundredths);
            highest += instruments[i].Weight * instruments[i].Highest(raised[i]);
        }

        return (least, highest);
    }

    /// <summary>
    /// What the instruments from a position on cost at least to bring in a weighted sum, whatever their options are; null if none of them
    /// is raised. It grows with the sum at least as fast as the cost of the instruments before them.
    /// </summary>
    private long? LeastCostOfRest(int position, int needed)
    {
        long least = 0;
        InstrumentRaises? cheapest = null;
        for (var i = position; i < instruments.Length; i++)
        {
            needed -= instruments[i].Weight * instruments[i].Now;
            if (raised[i] == 0)
                continue;

            cheapest ??= instruments[i];
            least += instruments[i].LeastCostOf(instruments[i].Now);
        }

        return cheapest is null ? null : least + Rounding.Up((long)needed * cheapest.Count, cheapest.Weight);
    }

    /// <summary>The level of an instrument that brings in a weighted sum by itself.</summary>
    private static int LevelFor(int weighted, int weight) => weighted <= 0 ? 0 : (weighted + weight - 1) / weight;

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <param name="Sum">Of all raises, in hundredths.</param>
    /// <param name="Raises">By instrument, the sum of its raises.</param>
    public sealed record Way(int Sum, ImmutableArray<(InstrumentRaises Instrument, int Sum)> Raises);
}
