using ItaApi.Measures.Effectiveness;

namespace ItaApi.Tests.Measures.Effectiveness;

/// <summary>The arithmetic of changes, against sets worked out by hand. Needs no database.</summary>
public sealed class ScoreChangesTests
{
    [Fact]
    public void Five_changes_have_their_quartiles_at_the_second_third_and_fourth() =>
        Is([500, -200, 0, 1000, 100], n: 5, mean: "2.80", median: "1.00", q1: "0.00", q3: "5.00");

    [Fact]
    public void Between_two_changes_a_quartile_lies_so_far_between_them() =>
        // 1, 2, 4, 8, 16, 32: a quarter of the way is 1.25 steps on, so 2 + 0.25 x 2; three quarters 3.75, so 8 + 0.75 x 8.
        Is([3200, 100, 1600, 200, 800, 400], n: 6, mean: "10.50", median: "6.00", q1: "2.50", q3: "14.00");

    [Fact]
    public void Halves_of_a_hundredth_are_rounded_away_from_zero_on_both_sides()
    {
        // The median of six is halfway between the third and the fourth: 0.005 and -0.005.
        Is([-3, -2, 0, 1, 2, 5], n: 6, mean: "0.01", median: "0.01", q1: "-0.02", q3: "0.02");
        Is([-5, -2, -1, 0, 2, 3], n: 6, mean: "-0.01", median: "-0.01", q1: "-0.02", q3: "0.02");
    }

    [Fact]
    public void Every_score_may_have_fallen_by_all_it_had() =>
        Is([-10_000, -10_000, -10_000, -10_000, -10_000], n: 5, mean: "-100.00", median: "-100.00", q1: "-100.00", q3: "-100.00");

    [Fact]
    public void Fewer_than_five_are_not_summarized() => Assert.Null(ScoreChangeStatistics.Summarize([1, 2, 3, 4]));

    private static void Is(int[] hundredths, int n, string mean, string median, string q1, string q3)
    {
        var change = ScoreChangeStatistics.Summarize(hundredths)!;

        Assert.Equal(
            (n, mean, median, q1, q3),
            (change.N, Text(change.Mean), Text(change.Median), Text(change.Q1), Text(change.Q3)));
    }

    private static string Text(decimal points) => points.ToString(System.Globalization.CultureInfo.InvariantCulture);
}
