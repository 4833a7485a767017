using FsCheck.Fluent;
using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>Means and quantiles against plain sorting and decimal arithmetic.</summary>
public sealed class ScoreDistributionTests
{
    [Theory]
    [InlineData(50, "85.005", "85.01")]
    [InlineData(50, "60 70", "65.00")]
    [InlineData(50, "60 70 90", "70.00")]
    [InlineData(25, "60 70 90", "65.00")]
    [InlineData(10, "0 100", "10.00")]
    [InlineData(0, "12.34 99", "12.34")]
    [InlineData(100, "12.34 99", "99.00")]
    public void A_quantile_lies_between_the_scores_in_proportion(int percent, string scores, string expected)
    {
        // Halfway between 85.00 and 85.01 is rounded away from zero.
        var given = scores == "85.005"
            ? [85.00m, 85.01m]
            : scores.Split(' ').Select(score => decimal.Parse(score, System.Globalization.CultureInfo.InvariantCulture));

        Assert.Equal(expected, Of(given).Quantile(percent)!.Value.ToString());
    }

    [Fact]
    public void Of_no_scores_there_is_no_figure()
    {
        var none = new ScoreDistribution();

        Assert.Equal(0, none.Count);
        Assert.All(new[] { none.Mean, none.Median, none.Min, none.Max, none.Quantile(90) }, figure => Assert.Null(figure));
    }

    [Fact]
    public void Every_figure_is_what_sorting_and_decimals_say() => Law.Holds(
        2_000, Gen.Choose(0, Score.Full.Hundredths).NonEmptyListOf(), hundredths =>
        {
            var sorted = hundredths.Select(value => value / 100m).Order().ToList();
            var distribution = Of(sorted);

            return Rounding.ToDecimals(sorted.Sum() / sorted.Count, 2) == distribution.Mean!.Value.ToDecimal()
                && new[] { 0, 10, 25, 50, 75, 90, 100 }.All(
                    percent => Quantile(sorted, percent) == distribution.Quantile(percent)!.Value.ToDecimal())
                && sorted.Count(score => score is >= 30 and < 40) == distribution.CountBetween(3_000, 4_000)
                && sorted.Count(score => score >= 90) == distribution.CountBetween(9_000, int.MaxValue);
        });

    private static decimal Quantile(List<decimal> sorted, int percent)
    {
        var place = (sorted.Count - 1) * percent / 100m;
        var lower = (int)decimal.Floor(place);
        var upper = Math.Min(lower + 1, sorted.Count - 1);
        return Rounding.ToDecimals(sorted[lower] + (sorted[upper] - sorted[lower]) * (place - lower), 2);
    }

    private static ScoreDistribution Of(IEnumerable<decimal> scores)
    {
        var distribution = new ScoreDistribution();
        foreach (var score in scores)
            distribution.Add(Score.From(score));
        return distribution;
    }
}
