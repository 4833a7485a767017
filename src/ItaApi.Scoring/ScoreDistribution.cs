namespace ItaApi.Scoring;

/// <summary>The scores of many agencies, counted by hundredths, so that every figure over them is exact and needs no sorting.</summary>
/// <remarks>
/// <para>
/// A mean is the sum divided by the number, rounded once to hundredths, halves away from zero. <see cref="Scoring.Quantile"/> defines a
/// quantile.
/// </para>
/// <para>One thread adds the scores before they are read.</para>
/// </remarks>
public sealed class ScoreDistribution
{
    private readonly int[] counts = new int[Score.FullHundredths + 1];
    private long sum;

    /// <summary>The number of scores.</summary>
    public int Count { get; private set; }

    public void Add(Score score)
    {
        counts[score.Hundredths]++;
        sum += score.Hundredths;
        Count++;
    }

    /// <summary>The mean; null without scores.</summary>
    public Score? Mean => Count == 0 ? null : new Score((int)Rounding.Divide(sum, Count));

    /// <summary>The quantile at 50 percent; null without scores.</summary>
    public Score? Median => Quantile(50);

    /// <summary>The lowest score; null without scores.</summary>
    public Score? Min => Quantile(0);

    /// <summary>The highest score; null without scores.</summary>
    public Score? Max => Quantile(100);

    /// <summary>The score below which a share of the scores lies; null without scores.</summary>
    /// <param name="percent">0 (the lowest) to 100 (the highest).</param>
    public Score? Quantile(int percent) => Scoring.Quantile.Of(Count, percent, At) is { } hundredths ? new Score(hundredths) : null;

    /// <summary>The number of scores at or above one bound and below another.</summary>
    /// <param name="from">Hundredths, 0 or more.</param>
    /// <param name="to">Hundredths; 10001 includes a full score.</param>
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
