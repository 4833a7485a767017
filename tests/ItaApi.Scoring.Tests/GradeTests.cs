using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class GradeTests
{
    [Theory]
    [InlineData(10000, "AA"), InlineData(9500, "AA"), InlineData(9499, "A")]
    [InlineData(8500, "A"), InlineData(8499, "B")]
    [InlineData(7500, "B"), InlineData(7499, "C")]
    [InlineData(6500, "C"), InlineData(6499, "D")]
    [InlineData(5500, "D"), InlineData(5499, "E")]
    [InlineData(5000, "E"), InlineData(4999, "F"), InlineData(0, "F")]
    public void A_letter_starts_at_its_lower_bound(int everyIndicator, string grade)
    {
        var outcome = Even(Years.Of2565, everyIndicator, everyIndicator, everyIndicator);

        Assert.Equal((everyIndicator, grade), (outcome.Total.Hundredths, outcome.Grade.Code));
        Assert.All(outcome.Instruments, instrument => Assert.Equal(grade, instrument.Grade!.Code));
        Assert.Equal(everyIndicator >= 8500, outcome.Passed);
    }

    [Theory]
    [InlineData(9500, 9500, 9500, "EXCELLENT")]
    [InlineData(9499, 9600, 9600, "GOOD")]
    [InlineData(10000, 9499, 10000, "GOOD")]
    [InlineData(9499, 9499, 9499, "GOOD")]
    [InlineData(8500, 8500, 8500, "GOOD")]
    [InlineData(10000, 8499, 10000, "PASSED")]
    [InlineData(8499, 8501, 8501, "PASSED")]
    [InlineData(8499, 8499, 8499, "IMPROVE")]
    [InlineData(7000, 7000, 7000, "IMPROVE")]
    [InlineData(10000, 10000, 2500, "IMPROVE")]
    [InlineData(6999, 6999, 6999, "URGENT")]
    [InlineData(0, 0, 0, "URGENT")]
    public void A_level_also_asks_for_every_instrument(int iit, int eit, int oit, string level)
    {
        var outcome = Even(Years.Of2566, iit, eit, oit);

        Assert.Equal(level, outcome.Grade.Code);
        Assert.All(outcome.Instruments, instrument => Assert.Null(instrument.Grade));
    }

    [Fact]
    public void The_total_is_graded_after_rounding()
    {
        // 0.3 x 85.00 + 0.3 x 84.99 + 0.4 x 85.00 = 84.997, which is 85.00.
        Assert.Equal("A", Even(Years.Of2565, 8500, 8499, 8500).Grade.Code);
    }

    [Fact]
    public void A_level_may_lack_only_an_instrument()
    {
        // The SAO whose 94.64 of 2568 was only PASSED, because its EIT stayed below 85.
        var next = Even(Years.Of2567, 9900, 8416, 9922).NextGrade!;

        Assert.Equal(("GOOD", 0m), (next.Grade.Code, next.PointsNeeded.ToDecimal()));
        Assert.Equal([new InstrumentNeed("EIT", Score.From(0.84m))], next.Instruments);
    }

    [Fact]
    public void The_next_level_names_every_instrument_below_its_condition()
    {
        var next = Even(Years.Of2567, 9000, 9600, 8900).NextGrade!;

        Assert.Equal(("EXCELLENT", 3.60m), (next.Grade.Code, next.PointsNeeded.ToDecimal()));
        Assert.Equal([new("IIT", Score.From(5m)), new InstrumentNeed("OIT", Score.From(6m))], next.Instruments);
    }

    [Fact]
    public void The_best_grade_has_no_next_one()
    {
        Assert.Null(Even(Years.Of2565, 9500, 9500, 9500).NextGrade);
        Assert.Null(Even(Years.Of2566, 9500, 9500, 9500).NextGrade);
    }

    [Fact]
    public void A_score_equal_to_the_threshold_is_a_strength()
    {
        var outcome = Scorer.Score(Years.Of2565, Scorecard.FromIndicators(Years.Of2565, [.. Enumerable.Repeat(Score.From(85m), 10)]));

        Assert.Equal(Enumerable.Range(1, 10), outcome.Strengths.Select(indicator => indicator.Indicator.Number));
        Assert.Empty(outcome.Weaknesses);
        Assert.All(outcome.Indicators, indicator => Assert.Equal(1, indicator.Rank));
        Assert.Equal(Enumerable.Range(1, 10), outcome.Highest);
        Assert.Equal(Enumerable.Range(1, 10), outcome.Lowest);
    }

    [Fact]
    public void A_scorecard_is_only_scored_by_its_own_years_rules() =>
        Assert.Throws<ArgumentException>(() => Scorer.Score(Years.Of2566, Documents.MaeNgoen.Scorecard));

    /// <summary>Every indicator of an instrument at the same hundredths.</summary>
    private static Outcome Even(Framework framework, int iit, int eit, int oit)
    {
        Score[] scores = [.. framework.Indicators.Select(indicator => Score.FromHundredths(
            indicator.Instrument.Code switch { "IIT" => iit, "EIT" => eit, _ => oit }))];
        return Scorer.Score(framework, Scorecard.FromIndicators(framework, scores));
    }
}
