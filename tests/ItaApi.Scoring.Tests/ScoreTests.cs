namespace ItaApi.Scoring.Tests;

public sealed class ScoreTests
{
    public static TheoryData<decimal, int> Scores => new()
    {
        { 0m, 0 }, { 0.01m, 1 }, { 88.13m, 8813 }, { 98.4m, 9840 }, { 88.130m, 8813 }, { 100m, 10000 }, { 100.00m, 10000 },
    };

    [Theory, MemberData(nameof(Scores))]
    public void A_score_is_held_in_hundredths(decimal points, int hundredths)
    {
        Assert.True(Score.TryFrom(points, out var score));
        Assert.Equal(hundredths, score.Hundredths);
        Assert.Equal(Score.FromHundredths(hundredths), Score.From(points));
        Assert.Equal(points, score.ToDecimal());
    }

    [Fact]
    public void A_score_always_shows_two_decimals() => Assert.Equal("98.40", Score.From(98.4m).ToString());

    public static TheoryData<decimal> NotScores => [-0.01m, 100.01m, 88.135m, 0.001m, decimal.MaxValue, decimal.MinValue];

    [Theory, MemberData(nameof(NotScores))]
    public void Anything_else_is_not_a_score(decimal value)
    {
        Assert.False(Score.TryFrom(value, out _));
        Assert.Throws<ArgumentOutOfRangeException>(() => Score.From(value));
    }

    [Theory, InlineData(-1), InlineData(10001)]
    public void Hundredths_end_at_0_and_10000(int hundredths) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => Score.FromHundredths(hundredths));

    [Fact]
    public void Scores_compare_by_points()
    {
        Score low = Score.From(84.99m), high = Score.From(85m);

        Assert.True(low < high && low <= high && high > low && high >= low);
        Assert.Equal([low, high], new[] { high, low }.Order());
    }
}
