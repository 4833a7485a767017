using System.Collections.Immutable;
using System.Runtime.InteropServices;

namespace ItaApi.Scoring;

/// <summary>Whether an indicator reaches the threshold.</summary>
public enum Standing
{
    /// <summary>At or above the threshold.</summary>
    Strength,

    /// <summary>Below the threshold.</summary>
    Weakness,
}

/// <summary>The result of a scorecard: total, grade, instruments, indicators, strengths and weaknesses.</summary>
public sealed class Outcome
{
    /// <summary>Created by <see cref="Scorer.Score"/>.</summary>
    internal Outcome(Framework framework, ReadOnlySpan<Score> scores, Score threshold)
    {
        Framework = framework;
        Threshold = threshold;

        var lowest = Score.Full;
        var weighted = 0;
        var instruments = new InstrumentOutcome[framework.Instruments.Length];
        foreach (var instrument in framework.Instruments)
        {
            var score = Scorer.InstrumentScore(instrument, scores);
            weighted += instrument.WeightBasisPoints * score.Hundredths;
            lowest = score < lowest ? score : lowest;
            instruments[instrument.Index] = new InstrumentOutcome(
                instrument, score, framework.HasLevels ? null : framework.GradeOf(score, score), LowestOf(instrument, scores));
        }

        Instruments = ImmutableCollectionsMarshal.AsImmutableArray(instruments);
        Total = Scorer.OfWeightedSum(weighted);
        Grade = framework.GradeOf(Total, lowest);
        Passed = Total >= framework.TargetMinTotal;
        NextGrade = NextGrade.After(Grade, framework, Total, Instruments);

        var standings = new Standings(framework, scores, threshold);
        Indicators = standings.ByNumber;
        Strengths = standings.Strengths;
        Weaknesses = standings.Weaknesses;
        Highest = standings.Highest;
        Lowest = standings.Lowest;
    }

    public Framework Framework { get; }

    public Score Total { get; }

    public GradeRule Grade { get; }

    /// <summary>Whether the total reaches the framework's target.</summary>
    public bool Passed { get; }

    /// <summary>The score from which an indicator is a strength (inclusive).</summary>
    public Score Threshold { get; }

    /// <summary>In the order of the framework.</summary>
    public ImmutableArray<InstrumentOutcome> Instruments { get; }

    /// <summary>In the order of their numbers.</summary>
    public ImmutableArray<IndicatorOutcome> Indicators { get; }

    /// <summary>At or above the threshold. Highest first; equal scores by number.</summary>
    public ImmutableArray<IndicatorOutcome> Strengths { get; }

    /// <summary>Below the threshold. Lowest first; equal scores by number.</summary>
    public ImmutableArray<IndicatorOutcome> Weaknesses { get; }

    /// <summary>The numbers of all indicators with the highest score.</summary>
    public ImmutableArray<int> Highest { get; }

    /// <summary>The numbers of all indicators with the lowest score.</summary>
    public ImmutableArray<int> Lowest { get; }

    /// <summary>What the next better grade requires; null at the best grade.</summary>
    public NextGrade? NextGrade { get; }

    private static ImmutableArray<int> LowestOf(Instrument instrument, ReadOnlySpan<Score> scores)
    {
        var lowest = Score.Full;
        var count = 0;
        foreach (var indicator in instrument.Indicators)
        {
            var score = scores[indicator.Index];
            count = score < lowest ? 1 : score == lowest ? count + 1 : count;
            lowest = score < lowest ? score : lowest;
        }

        var numbers = new int[count];
        count = 0;
        foreach (var indicator in instrument.Indicators)
        {
            if (scores[indicator.Index] == lowest)
                numbers[count++] = indicator.Number;
        }

        return ImmutableCollectionsMarshal.AsImmutableArray(numbers);
    }
}

/// <summary>The part of an instrument in the result.</summary>
/// <param name="Score">Mean of its indicators, two decimals.</param>
/// <param name="Grade">The year's grade of its score; null in years of levels, which grade only the whole.</param>
/// <param name="LowestIndicators">The numbers of all indicators of the instrument with its lowest score.</param>
public sealed record InstrumentOutcome(Instrument Instrument, Score Score, GradeRule? Grade, ImmutableArray<int> LowestIndicators)
{
    /// <summary>
    /// Weight times score in points of the total, exact and without trailing zeros: 29.805. Contributions add up to the total before it is
    /// rounded.
    /// </summary>
    public decimal Contribution => ContributionOf(Instrument, Score);

    internal static decimal ContributionOf(Instrument instrument, Score score)
    {
        var (value, scale) = (instrument.WeightBasisPoints * score.Hundredths, (byte)6);
        for (; scale > 0 && value % 10 == 0; scale--)
            value /= 10;

        return new decimal(value, 0, 0, isNegative: false, scale);
    }
}

/// <summary>The part of an indicator in the result.</summary>
/// <param name="Rank">1 for the highest score; equal scores share a rank (1, 2, 2, 4).</param>
public sealed record IndicatorOutcome(Indicator Indicator, Score Score, Standing Standing, int Rank)
{
    /// <summary>The points below a threshold; 0 if the score reaches it.</summary>
    public Score GapTo(Score threshold) => threshold.Above(Score);
}

/// <summary>What the next better grade requires beyond the result.</summary>
/// <param name="PointsNeeded">Points of the total; 0 if the total reaches the grade and only an instrument is too low.</param>
/// <param name="Instruments">From 2566, each instrument below the condition of the next level; empty in years of letters.</param>
public sealed record NextGrade(GradeRule Grade, Score PointsNeeded, ImmutableArray<InstrumentNeed> Instruments)
{
    /// <summary>The next better grade after the one reached, with its requirements.</summary>
    /// <param name="instruments">The scores of the instruments as far as they are known.</param>
    internal static NextGrade? After(GradeRule reached, Framework framework, Score total, ImmutableArray<InstrumentOutcome> instruments)
    {
        if (reached.Index == 0)
            return null;

        var next = framework.GradeRules[reached.Index - 1];
        var needs = ImmutableArray<InstrumentNeed>.Empty;
        if (next.MinEachInstrument is { } least)
        {
            foreach (var outcome in instruments)
            {
                if (outcome.Score < least)
                    needs = needs.Add(new InstrumentNeed(outcome.Instrument.Code, least.Above(outcome.Score)));
            }
        }

        return new NextGrade(next, next.MinTotal.Above(total), needs);
    }
}

/// <summary>The points of an instrument below a level's condition on each instrument.</summary>
public sealed record InstrumentNeed(string Code, Score PointsNeeded);
