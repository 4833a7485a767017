namespace ItaApi.Scoring;

/// <summary>Scores of many agencies, counted by their hundredths, so that every figure over them is exact and costs no sorting.</summary>
/// <remarks>
/// <para>A mean is the sum over the number. A quantile at p percent of n scores in order lies at place (n - 1) × p / 100, counted from 0; between two
/// scores it is the point that divides them in that proportion (linear interpolation, what <c>percentile_cont</c> and a spreadsheet's inclusive
/// quantile say). Both are rounded once, to hundredths, half away from zero.</para>
/// <para>Filled by one thread, then read.</para>
/// </remarks>
public sealed class ScoreDistribution
{
    private readonly int[] counts = new int[Score.FullHundredths + 1];
    private long sum;

    /// <summary>How many scores there are.</summary>
    public int Count { get; private set; }

    public void Add(Score score)
    {
        counts[score.Hundredths]++;
        sum += score.Hundredths;
        Count++;
    }

    /// <summary>The mean; null of no scores.</summary>
    public Score? Mean => Count == 0 ? null : new Score((int)Rounding.Divide(sum, Count));

    /// <summary>The quantile at 50 percent; null of no scores.</summary>
    public Score? Median => Quantile(50);

    /// <summary>The lowest score; null of none.</summary>
    public Score? Min => Quantile(0);

    /// <summary>The highest score; null of none.</summary>
    public Score? Max => Quantile(100);

    /// <summary>The score below which a part of the scores lies; null of no scores.</summary>
    /// <param name="percent">0 (the lowest) to 100 (the highest).</param>
    public Score? Quantile(int percent)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (Count == 0)
            return null;

        var (place, beyond) = Math.DivRem((Count - 1L) * percent, 100);
        var lower = At(place, from: 0, below: 0, out var upTo);
        if (beyond == 0)
            return new Score(lower);

        var upper = At(place + 1, lower, upTo - counts[lower], out _);
        return new Score((int)Rounding.Divide(lower * (100 - beyond) + upper * beyond, 100));
    }

    /// <summary>How many scores are at least one bound and below another.</summary>
    /// <param name="from">Hundredths, 0 or more.</param>
    /// <param name="to">Hundredths; one above 10000 takes a full score in.</param>
    public int CountBetween(int from, int to) => counts.Skip(from).Take(to - from).Sum();

    /// <summary>The hundredths at a place in order, searched upwards from a value that has so many below it.</summary>
    private int At(long place, int from, long below, out long upTo)
    {
        upTo = below;
        for (var value = from; ; value++)
        {
            upTo += counts[value];
            if (upTo > place)
                return value;
        }
    }
}
