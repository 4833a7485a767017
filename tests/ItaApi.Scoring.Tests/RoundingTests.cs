namespace ItaApi.Scoring.Tests;

public sealed class RoundingTests
{
    [Theory]
    [InlineData(5, 2, 3)]
    [InlineData(-5, 2, -3)]
    [InlineData(5, -2, -3)]
    [InlineData(-5, -2, 3)]
    [InlineData(4, 3, 1)]
    [InlineData(5, 3, 2)]
    [InlineData(-4, 3, -1)]
    [InlineData(0, 7, 0)]
    [InlineData(long.MaxValue, long.MaxValue - 1, 1)]
    public void Quotients_round_to_the_nearest_and_halves_away_from_zero(long numerator, long denominator, long expected) =>
        Assert.Equal(expected, Rounding.Divide(numerator, denominator));

    [Fact]
    public void A_mean_is_the_rounded_quotient_for_every_small_sum()
    {
        for (var count = 1; count <= 60; count++)
        {
            for (var sum = 0; sum <= 500; sum++)
                Assert.Equal(Rounding.Divide(sum, count), Rounding.Mean(sum, count));
        }
    }

    [Theory]
    [InlineData("84.985", 2, "84.99")]
    [InlineData("84.995", 2, "85.00")]
    [InlineData("67.99", 0, "68")]
    [InlineData("-0.005", 2, "-0.01")]
    public void Decimals_round_halves_away_from_zero(string value, int decimals, string expected) =>
        Assert.Equal(Number(expected), Rounding.ToDecimals(Number(value), decimals));

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
