using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A grade and its conditions; both bounds are inclusive.</summary>
/// <param name="Code"><c>AA</c>..<c>F</c> to 2565, <c>EXCELLENT</c>..<c>URGENT</c> from 2566.</param>
/// <param name="Index">Position in the year's rules; 0 is the best grade.</param>
/// <param name="MinTotal">Least total, compared with the total rounded to two decimals: 84.99 is below 85.00, nothing lies between.</param>
/// <param name="MinEachInstrument">Least rounded score of each instrument; null if the grade has a condition on the total alone.</param>
public sealed record GradeRule(string Code, int Index, Score MinTotal, Score? MinEachInstrument)
{
    /// <summary>Whether a total and the lowest score of an instrument meet the conditions of this rule.</summary>
    public bool Matches(Score total, Score lowestInstrument) =>
        total >= MinTotal && lowestInstrument >= LeastInstrument;

    /// <summary>The condition on each instrument, 0 if there is none.</summary>
    internal Score LeastInstrument => MinEachInstrument.GetValueOrDefault();
}

/// <summary>Ordered rules: the first that matches decides.</summary>
internal static class GradeRules
{
    /// <summary>
    /// The grade of a total and the lowest instrument. There always is one: the last rule of a framework matches everything.
    /// </summary>
    public static GradeRule FirstMatch(ImmutableArray<GradeRule> rules, Score total, Score lowestInstrument)
    {
        foreach (var rule in rules)
        {
            if (rule.Matches(total, lowestInstrument))
                return rule;
        }

        throw new InvalidOperationException("A framework's last grade rule starts at 0 without a condition.");
    }

    /// <summary>
    /// Every grade that some instrument scores could give, best first, when their weighted sum rounds to <paramref name="total"/>.
    /// </summary>
    /// <param name="known">By instrument index; null if the score of an instrument is unknown and can be anything.</param>
    /// <returns>Empty if no scores of the unknown instruments give that total.</returns>
    /// <remarks>
    /// Which rule matches depends on the total and on the lowest instrument alone. Given the total, a rule is the first to match
    /// exactly when the lowest instrument lies between the rule's own condition and the least condition of the better rules that
    /// the total meets. So for every rule the question is: do instrument scores exist, within such bounds, whose weighted sum
    /// rounds to the total? The sums that round to one total are 10000 consecutive integers (in basis points of hundredths).
    /// Walking from all bounds at their lowest to all at their highest, one instrument by one hundredth at a time, moves the sum
    /// by that instrument's weight, at most 10000, so no step can jump over the interval: scores exist exactly when the
    /// lowest sum is not above it and the highest sum is not below it.
    /// </remarks>
    public static ImmutableArray<GradeRule> Possible(Framework framework, Score total, ReadOnlySpan<Score?> known)
    {
        var possible = ImmutableArray.CreateBuilder<GradeRule>();
        var ceiling = Score.FullHundredths;
        foreach (var rule in framework.GradeRules)
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
    private static bool SomeScoresGive(Framework framework, Score total, ReadOnlySpan<Score?> known, int floor, int ceiling)
    {
        var lowestKnown = Score.FullHundredths + 1;
        foreach (var score in known)
        {
            if (score is { } s)
                lowestKnown = Math.Min(lowestKnown, s.Hundredths);
        }

        if (lowestKnown < floor)
            return false;

        if (lowestKnown <= ceiling)
            return SumsMeet(framework, total, known, floor, held: -1, ceiling);

        // All known scores are above the ceiling: one of the unknown ones must be the lowest.
        for (var i = 0; i < known.Length; i++)
        {
            if (known[i] is null && SumsMeet(framework, total, known, floor, held: i, ceiling))
                return true;
        }

        return false;
    }

    /// <summary>Whether the sums within the bounds overlap the sums that round to the total.</summary>
    /// <param name="held">The index of the instrument that stays at or below the ceiling; -1 for none.</param>
    private static bool SumsMeet(Framework framework, Score total, ReadOnlySpan<Score?> known, int floor, int held, int ceiling)
    {
        int lowest = 0, highest = 0;
        foreach (var instrument in framework.Instruments)
        {
            var score = known[instrument.Index]?.Hundredths;
            lowest += instrument.WeightBasisPoints * (score ?? floor);
            highest += instrument.WeightBasisPoints * (score ?? (instrument.Index == held ? ceiling : Score.FullHundredths));
        }

        var centre = total.Hundredths * Instrument.FullWeight;
        return lowest < centre + Instrument.FullWeight / 2 && highest >= centre - Instrument.FullWeight / 2;
    }
}
