using ItaApi.Scoring;

namespace ItaApi.Measures;

/// <summary>The middle and the spread of changes, exact in hundredths of a point.</summary>
public static class ScoreChanges
{
    /// <summary>A smaller group says more about its members than about measures.</summary>
    public const int FewestAgencies = 5;

    /// <summary>Summarizes a group; null where it has fewer than <see cref="FewestAgencies"/>.</summary>
    /// <param name="hundredths">The changes in hundredths of a point, in any order.</param>
    public static ScoreChange? Summarize(IEnumerable<int> hundredths)
    {
        var changes = hundredths.Order().ToArray();
        return changes.Length < FewestAgencies ? null : new ScoreChange
        {
            N = changes.Length,
            Mean = Points(Rounding.Divide(changes.Sum(change => (long)change), changes.Length)),
            Median = Quarter(changes, 2),
            Q1 = Quarter(changes, 1),
            Q3 = Quarter(changes, 3),
        };
    }

    /// <summary>
    /// The value at so many quarters of the way from the first to the last, interpolated between neighbours. PostgreSQL's
    /// <c>percentile_cont</c> means the same, but computes in binary floating point.
    /// </summary>
    private static decimal Quarter(int[] ascending, int quarters)
    {
        var (index, rest) = Math.DivRem((ascending.Length - 1) * quarters, 4);
        var next = rest == 0 ? index : index + 1;
        return Points(Rounding.Divide(((4 - rest) * ascending[index]) + (rest * ascending[next]), 4));
    }

    /// <summary>In points, always with two decimals, as scores are.</summary>
    private static decimal Points(long hundredths) => new(checked((int)Math.Abs(hundredths)), 0, 0, isNegative: hundredths < 0, scale: 2);
}
