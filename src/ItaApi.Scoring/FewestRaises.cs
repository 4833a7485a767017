using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>
/// The fewest indicators to raise to a grade, by the smallest sum; of several such ways the one with the lowest numbers. Within
/// an instrument the lower number is raised as far as it goes before the next.
/// </summary>
/// <remarks>
/// Only the sum of an instrument's raises counts, so for a number of indicators that may be raised in it, <see cref="InstrumentRaises"/>
/// knows the sums that their options can make. <see cref="CheapestLevels"/> then finds the levels of the instruments that together reach
/// the grade by the smallest sum. The indicators are chosen one after the other, the lowest number first: one is taken where a way
/// of that number and that sum exists with it, beside those taken before.
/// </remarks>
internal sealed class FewestRaises
{
    private readonly GradeRule goal;
    private readonly ImmutableArray<RaiseOptions> options;

    /// <summary>By instrument index: what may be raised in it, and what is raised in any case.</summary>
    private ImmutableArray<InstrumentRaises> instruments;

    private FewestRaises(ScoreDraft now, GradeRule goal, ImmutableArray<RaiseOptions> options)
    {
        this.goal = goal;
        this.options = [.. options.Where(option => option.Most > 0)];
        instruments = [.. now.Framework.Instruments.Select(instrument => InstrumentRaises.Of(instrument, now.Scores, this.options))];
    }

    /// <summary>The raises, by number. There has to be a way.</summary>
    /// <param name="options">Of the indicators that may be raised, by number.</param>
    public static IReadOnlyList<(Indicator Indicator, Raise Raise)> Find(
        ScoreDraft now, GradeRule goal, ImmutableArray<RaiseOptions> options)
    {
        var search = new FewestRaises(now, goal, options);
        for (var count = 0; count <= search.options.Length; count++)
        {
            if (new CheapestLevels(goal, search.instruments, CheapestLevels.Anything).Find(count) is { } cheapest)
                return search.LowestNumbers(count, cheapest);
        }

        throw new InvalidOperationException("No raise reaches the grade.");
    }

    private List<(Indicator Indicator, Raise Raise)> LowestNumbers(int count, CheapestLevels.Way way)
    {
        var taken = 0;
        foreach (var option in options)
        {
            if (taken == count)
                break;

            var index = option.Indicator.Instrument.Index;
            var with = instruments.SetItem(index, instruments[index].With(option));
            if (new CheapestLevels(goal, with, way.Sum).Find(count) is { } other)
                (instruments, way, taken) = (with, other, taken + 1);
            else
                instruments = instruments.SetItem(index, instruments[index].Without(option));
        }

        return [.. way.Raises.SelectMany(raise => raise.Instrument.Share(raise.Sum)).OrderBy(raise => raise.Indicator.Number)];
    }
}
