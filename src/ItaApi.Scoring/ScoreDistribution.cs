namespace ItaApi.Scoring;

/// <summary>Scores of many agencies, counted by their hundredths, so that every figure over them is exact and costs no sorting.</summary>
/// <remarks>
/// <para>A mean is the sum over the number, rounded once, to hundredths, half away from zero. What a quantile is says <see cref="Scoring.Quantile"/>.</para>
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
    public Score? Quantile(int percent) => Scoring.Quantile.Of(Count, percent, At) is { } hundredths ? new Score(hundredths) : null;

    /// <summary>How many scores are at least one bound and below another.</summary>
    /// <param name="from">Hundredths, 0 or more.</param>
    /// <param name="to">Hundredths; one above 10000 takes a full score in.</param>
    public int CountBetween(int from, int to) => counts.Skip(from).Take(to - from).Sum();

    private int At(long place)
    {
        var upTo = 0L;
        for (var value = 0; ; value++)
        {
            upTo += counts[value];
            if (upTo > place)
                return value;
        }
    }
}
