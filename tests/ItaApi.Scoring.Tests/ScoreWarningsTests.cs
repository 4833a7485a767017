using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class ScoreWarningsTests
{
    [Theory]
    [InlineData("0.98", "0.5", true)]
    [InlineData("1", "0", true)]
    [InlineData("1.01", "0.5", false)]
    [InlineData("0", "0", false)]
    [InlineData("98", "0.5", false)]
    public void Scores_that_are_all_at_most_1_look_like_fractions(string first, string others, bool warned)
    {
        var document = new Document(Years.Of2565, [Number(first), .. Enumerable.Repeat(Number(others), 9)], new Reported());

        Assert.Equal(warned ? ["/indicators score_looks_like_fraction"] : [], Warnings(document));
    }

    [Theory]
    [InlineData("0.88", false)]
    [InlineData("0.88", true)]
    [InlineData("1", true)]
    [InlineData("1.5", false)]
    public void A_reported_total_alone_may_look_like_a_fraction_too(string total, bool warned)
    {
        var reported = new Reported { Total = Number(total), Instruments = [new("IIT", warned ? 0.98m : 98m)] };

        Assert.Equal(warned ? ["score_looks_like_fraction"] : [], ScoreWarnings.Of(null, reported).Select(warning => warning.Code));
    }

    [Theory]
    [InlineData("78.12", true)]
    [InlineData("78.13", false)]
    [InlineData("98.13", false)]
    [InlineData("98.14", true)]
    public void A_reported_total_more_than_ten_points_away_is_far(string total, bool warned)
    {
        var document = Documents.MaeNgoen.Printing(reported => reported with { Total = Number(total) });

        Assert.Equal(warned ? ["/reported/total total_far_from_reported"] : [], Warnings(document));
    }

    [Fact]
    public void A_far_total_is_named_with_the_calculated_one() =>
        Assert.Equal(
            [("Reported", (object)8.81m), ("Calculated", 88.13m)],
            Assert.Single(ScoreWarnings.Of(Documents.MaeNgoen.Outcome, new Reported { Total = 8.81m })).Arguments);

    private static IEnumerable<string> Warnings(Document document) =>
        ScoreWarnings.Of(document.Outcome, document.Reported).Select(warning => $"{warning.Pointer} {warning.Code}");

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
