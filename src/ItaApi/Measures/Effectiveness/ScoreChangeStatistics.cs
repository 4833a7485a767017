using ItaApi.Scoring;

namespace ItaApi.Measures.Effectiveness;

/// <summary>The quartiles and the mean of changes, exact in hundredths of a point.</summary>
internal static class ScoreChangeStatistics
{
    /// <summary>A smaller group would show more about its members than about measures.</summary>
    public const int FewestAgencies = 5;

    /// <summary>Summarizes a group; null if it has fewer than <see cref="FewestAgencies"/>.</summary>
    /// <param name="hundredths">The changes in hundredths of a point, in any order.</param>
    public static ScoreChange? Summarize(IEnumerable<int> hundredths)
    {
        var changes = hundredths.Order().ToArray();
        return changes.Length < FewestAgencies ? null : new ScoreChange
        {
            N = changes.Length,
            Mean = Points(Rounding.Divide(changes.Sum(change => (long)change), changes.Length)),
            Median = At(changes, 50),
            Q1 = At(changes, 25),
            Q3 = At(changes, 75),
        };
    }

    private static decimal At(int[] ascending, int percent) =>
        Points(Quantile.Of(ascending.Length, percent, place => ascending[place])!.Value);

    /// <summary>In points, always with two decimals, like scores.</summary>
    private static decimal Points(long hundredths) => new(checked((int)Math.Abs(hundredths)), 0, 0, isNegative: hundredths < 0, scale: 2);
}
