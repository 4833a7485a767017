using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// What is known of an instrument's score: that it is from <paramref name="Low"/> to <paramref name="High"/>, in hundredths.
/// </summary>
internal readonly record struct KnownScore(int Low, int High)
{
    /// <summary>Nothing is known: the score may be any.</summary>
    public static readonly KnownScore Nothing = new(0, Score.FullHundredths);

    public static KnownScore Of(Score score) => new(score.Hundredths, score.Hundredths);

    /// <summary>The score itself, null if more than one is possible.</summary>
    public Score? Exact => Low == High ? new Score(Low) : null;

    public KnownScore AtLeast(int least) => new(Math.Max(Low, least), High);

    public KnownScore AtMost(int most) => new(Low, Math.Min(High, most));
}

/// <summary>The grades that a total allows when the instruments behind it are not all known.</summary>
internal static class PossibleGrades
{
    /// <summary>
    /// Every grade of a scale that some instrument scores could give, best first, when their weighted sum rounds to <paramref
    /// name="total"/>.
    /// </summary>
    /// <param name="known">By instrument index.</param>
    /// <returns>Empty if no such instrument scores give that total.</returns>
    /// <remarks>
    /// Which rule matches depends on the total and on the lowest instrument alone. Given the total, a rule is the first to match
    /// exactly when the lowest instrument lies between the rule's own condition and the least condition of the better rules that
    /// the total meets. So for every rule the question is: do instrument scores exist, within such bounds, whose weighted sum
    /// rounds to the total? The sums that round to one total are 10000 consecutive integers (in basis points of hundredths).
    /// Walking from all bounds at their lowest to all at their highest, one instrument by one hundredth at a time, moves the sum
    /// by that instrument's weight, at most 10000, so no step can jump over the interval: scores exist exactly when the
    /// lowest sum is not above it and the highest sum is not below it.
    /// </remarks>
    public static ImmutableArray<GradeRule> Of(Framework framework, GradeScale scale, Score total, ReadOnlySpan<KnownScore> known)
    {
        var possible = ImmutableArray.CreateBuilder<GradeRule>();
        var ceiling = Score.FullHundredths;
        foreach (var rule in scale.Rules)
        {
            if (total < rule.MinTotal)
                continue;

            var floor = rule.LeastInstrument.Hundredths;
            if (floor <= ceiling && SomeScoresGive(framework, total, known, floor, ceiling))
                possible.Add(rule);

            ceiling = Math.Min(ceiling, floor - 1);
        }

        return possible.ToImmutable();
    }

    /// <summary>
    /// Whether instrument scores exist, the lowest of them within floor..ceiling, whose total rounds to <paramref name="total"/>.
    /// </summary>
    private static bool SomeScoresGive(Framework framework, Score total, ReadOnlySpan<KnownScore> known, int floor, int ceiling)
    {
        // Some instrument has to be the one at or below the ceiling.
        for (var lowest = 0; lowest < known.Length; lowest++)
        {
            if (SumsMeet(framework, total, known, floor, lowest, ceiling))
                return true;
        }

        return false;
    }

    /// <summary>Whether the sums that the bounds allow meet the sums that round to the total.</summary>
    /// <param name="held">The index of the instrument that stays at or below the ceiling.</param>
    private static bool SumsMeet(Framework framework, Score total, ReadOnlySpan<KnownScore> known, int floor, int held, int ceiling)
    {
        int lowest = 0, highest = 0;
        foreach (var instrument in framework.Instruments)
        {
            var within = known[instrument.Index].AtLeast(floor);
            if (instrument.Index == held)
                within = within.AtMost(ceiling);
            if (within.Low > within.High)
                return false;

            lowest += instrument.WeightBasisPoints * within.Low;
            highest += instrument.WeightBasisPoints * within.High;
        }

        var centre = total.Hundredths * Instrument.FullWeight;
        return lowest < centre + Instrument.FullWeight / 2 && highest >= centre - Instrument.FullWeight / 2;
    }
}
