namespace ItaApi.Scoring;

/// <summary>
/// The fewest indicators to raise to a grade, by the smallest sum; of several such ways the one with the lowest numbers. Within
/// an instrument the lower number is raised as far as it goes before the next.
/// </summary>
/// <remarks>
/// Only the sum of an instrument's indicators counts, so a way is a level for every instrument. With a given number of
/// indicators to raise in each, the highest level is known; the smallest sum is then searched level by level, the instrument
/// whose points of the total cost most first, and the last one takes what is left. A search over all levels is not needed: if an
/// instrument stands far above the level that the cheaper ones at their highest would leave to it, then some cheaper one has
/// room, and trading w levels of the one for v levels of the other (v : w as their weights) keeps the weighted sum
/// and costs no more. "Far" is <see cref="Part.Reach"/>, one trade with each cheaper instrument and one level for rounding.
/// <para>
/// Where instruments cost the same, such a trade changes no sum and may change which indicators are raised. It can go on until the one that
/// rises has no room left in its indicators, or the other is as low as it may be; so the levels short of those are searched as well.
/// </para>
/// </remarks>
internal sealed class FewestRaises
{
    private readonly List<Part> parts;
    private readonly int leastWeighted;
    private readonly int leastLevel;
    private (int Sum, List<(Indicator Indicator, int Hundredths)> Raises)? bestSoFar;

    private FewestRaises(ScoreDraft now, GradeRule goal, IReadOnlySet<int> locked)
    {
        leastLevel = goal.LeastInstrument.Hundredths;
        leastWeighted = goal.MinTotal.Hundredths * Instrument.FullWeight - Instrument.FullWeight / 2;
        parts = [.. now.Framework.Instruments.Select(instrument => new Part(instrument, now.Scores, locked))];
        parts.Sort((a, b) => (a.Weight * b.Count).CompareTo(b.Weight * a.Count));
        for (var i = 0; i < parts.Count; i++)
        {
            foreach (var cheaper in parts.Skip(i + 1))
            {
                parts[i].Reach += cheaper.Weight / GreatestCommonDivisor(cheaper.Weight, parts[i].Weight);
                parts[i].IsTied |= parts[i].Weight * cheaper.Count == cheaper.Weight * parts[i].Count;
            }
        }
    }

    /// <summary>The raises, by number. There has to be a way.</summary>
    public static IReadOnlyList<(Indicator Indicator, int Hundredths)> Find(ScoreDraft now, GradeRule goal, IReadOnlySet<int> locked)
    {
        var search = new FewestRaises(now, goal, locked);
        for (var count = 0; search.bestSoFar is null; count++)
        {
            if (count > now.Framework.Indicators.Length)
                throw new InvalidOperationException("No raise reaches the grade.");
            search.Allot(0, count);
        }

        return search.bestSoFar.Value.Raises;
    }

    /// <summary>Tries every way to share out the number of indicators to raise among the instruments.</summary>
    private void Allot(int position, int count)
    {
        if (position == parts.Count)
        {
            if (count == 0)
                Search(0, leastWeighted, 0);
            return;
        }

        for (var raised = 0; raised <= Math.Min(count, parts[position].MostRaised); raised++)
        {
            parts[position].Raised = raised;
            Allot(position + 1, count - raised);
        }
    }

    /// <summary>Chooses the level of one instrument after the other.</summary>
    /// <param name="needed">The weighted sum still to come from this instrument and those after it.</param>
    /// <param name="sum">The raises so far, in hundredths.</param>
    private void Search(int position, int needed, int sum)
    {
        if (position == parts.Count)
        {
            Consider(sum);
            return;
        }

        var part = parts[position];
        var rest = 0;
        for (var i = position + 1; i < parts.Count; i++)
            rest += parts[i].Weight * parts[i].Highest;

        var lowest = Math.Max(Math.Max(part.Now, leastLevel), (Math.Max(0, needed - rest) + part.Weight - 1) / part.Weight);
        foreach (var level in Levels(position, lowest, needed))
        {
            part.Level = level;
            if (bestSoFar is { } best && sum + part.Cost > best.Sum)
                return;

            Search(position + 1, needed - part.Weight * level, sum + part.Cost);
        }
    }

    /// <summary>The levels of an instrument that have to be tried, from the lowest.</summary>
    private IEnumerable<int> Levels(int position, int lowest, int needed)
    {
        var part = parts[position];
        var isLast = position == parts.Count - 1;
        List<int> ends = [isLast ? lowest : lowest + part.Reach];
        if (part.IsTied)
        {
            var least = parts.Skip(position + 1).Sum(after => after.Weight * Math.Max(after.Now, leastLevel));
            ends.Add((needed - least + part.Weight - 1) / part.Weight);
            ends.AddRange(part.FullLevels(lowest));
            ends.Sort();
        }

        var level = lowest;
        foreach (var end in ends)
        {
            for (level = Math.Max(level, end - part.Reach); level <= Math.Min(end, part.Highest); level++)
                yield return level;
        }
    }

    private void Consider(int sum)
    {
        if (bestSoFar is { } best && sum > best.Sum)
            return;

        List<(Indicator Indicator, int Hundredths)> raises =
            [.. parts.SelectMany(part => part.Raises()).OrderBy(raise => raise.Indicator.Number)];
        if (bestSoFar is { } other && sum == other.Sum && !ComesFirst(raises, other.Raises))
            return;

        bestSoFar = (sum, raises);
    }

    private static bool ComesFirst(List<(Indicator Indicator, int Hundredths)> raises, List<(Indicator Indicator, int Hundredths)> others)
    {
        foreach (var (one, other) in raises.Zip(others))
        {
            if (one.Indicator != other.Indicator)
                return one.Indicator.Number < other.Indicator.Number;
        }

        foreach (var (one, other) in raises.Zip(others))
        {
            if (one.Hundredths != other.Hundredths)
                return one.Hundredths > other.Hundredths;
        }

        return false;
    }

    private static int GreatestCommonDivisor(int a, int b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <summary>One instrument in the search. Levels are its rounded score in hundredths.</summary>
    private sealed class Part
    {
        private readonly List<(Indicator Indicator, int Room)> raisable = [];
        private readonly int sum;

        /// <summary>By the number of indicators raised: the most they can add, the roomiest first.</summary>
        private readonly List<int> room = [0];

        public Part(Instrument instrument, ReadOnlySpan<Score> scores, IReadOnlySet<int> locked)
        {
            Weight = instrument.WeightBasisPoints;
            Count = instrument.Indicators.Length;
            foreach (var indicator in instrument.Indicators)
            {
                var hundredths = scores[indicator.Index].Hundredths;
                sum += hundredths;
                if (hundredths < Score.FullHundredths && !locked.Contains(indicator.Number))
                    raisable.Add((indicator, Score.FullHundredths - hundredths));
            }

            foreach (var (_, room) in raisable.OrderByDescending(one => one.Room))
                this.room.Add(this.room[^1] + room);

            Now = Rounding.Mean(sum, Count);
        }

        public int Weight { get; }

        public int Count { get; }

        public int Now { get; }

        public int MostRaised => raisable.Count;

        /// <summary>How far above its lowest sensible level the search has to go.</summary>
        public int Reach { get; set; } = 1;

        /// <summary>Whether one behind it costs as much for a point of the total.</summary>
        public bool IsTied { get; set; }

        /// <summary>Indicators that may be raised in the allotment being tried.</summary>
        public int Raised { get; set; }

        public int Highest => Rounding.Mean(sum + this.room[Raised], Count);

        /// <summary>The level being tried.</summary>
        public int Level { get; set; }

        /// <summary>The least sum of raises for the level: a mean rounds up to it from half a hundredth below.</summary>
        public int Cost => CostOf(Level);

        /// <summary>From a level on, those beyond which other indicators have to be raised than up to them.</summary>
        public IEnumerable<int> FullLevels(int from)
        {
            for (var level = from; level <= Highest; level++)
            {
                var raised = Raises(CostOf(level)).Select(raise => raise.Indicator).ToHashSet();
                level = Math.Max(
                    level, Rounding.Mean(sum + raisable.Where(one => raised.Contains(one.Indicator)).Sum(one => one.Room), Count));
                yield return level;
            }
        }

        /// <summary>The lowest numbers that have room for the cost, the lowest filled first.</summary>
        public IEnumerable<(Indicator Indicator, int Hundredths)> Raises() => Raises(Cost);

        private int CostOf(int level) => Math.Max(0, Count * level - Count / 2 - sum);

        private IEnumerable<(Indicator Indicator, int Hundredths)> Raises(int cost)
        {
            var free = Raised;
            for (var i = 0; i < raisable.Count && cost > 0; i++)
            {
                // Taken where the roomiest of the later ones can do the rest.
                var (indicator, room) = raisable[i];
                var others = raisable.Skip(i + 1).Select(one => one.Room).OrderDescending().Take(free - 1).Sum();
                if (room + others < cost)
                    continue;

                var raise = Math.Min(room, cost);
                (cost, free) = (cost - raise, free - 1);
                yield return (indicator, raise);
            }
        }
    }
}
