using System.Collections.Immutable;
using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class CompareTests
{
    [Fact]
    public void Every_reported_figure_has_its_check_also_where_it_agrees() =>
        Assert.Equal(
            ["total", "grade", "instrument:IIT", "instrument:EIT", "instrument:OIT", "lowest", "strengthCount", "weaknessCount"],
            Documents.BangKhaem.Compare().Select(check => check.Subject));

    [Theory]
    [InlineData("68", 6800, Verdict.Agrees)]
    [InlineData("68", 6799, Verdict.Rounding)]
    [InlineData("68", 6750, Verdict.Rounding)]
    [InlineData("68", 6849, Verdict.Rounding)]
    [InlineData("68", 6749, Verdict.Mismatch)]
    [InlineData("68", 6850, Verdict.Mismatch)]
    [InlineData("68.0", 6799, Verdict.Rounding)]
    [InlineData("68.0", 6794, Verdict.Mismatch)]
    [InlineData("68.00", 6799, Verdict.Rounding)]
    [InlineData("68.00", 6801, Verdict.Rounding)]
    [InlineData("68.00", 6798, Verdict.Mismatch)]
    [InlineData("98.4", 9840, Verdict.Agrees)]
    public void A_figure_may_be_rounded_as_it_is_printed(string printed, int calculated, Verdict verdict)
    {
        var score = Score.FromHundredths(calculated).ToDecimal();
        var document = new Document(Years.Of2565, [.. Enumerable.Repeat(score, 10)], new Reported { Total = Number(printed) });

        var check = Assert.Single(document.Compare());
        Assert.Equal(verdict, check.Verdict);
        Assert.Equal(Number(printed) - score, check.Difference);
        Assert.Equal((new Figure.Number(Number(printed)), new Figure.Number(score)), (check.Reported, check.Calculated));
    }

    [Fact]
    public void A_wrong_grade_does_not_agree()
    {
        var check = Find(Documents.MaeNgoen.Printing(reported => reported with { Grade = "AA" }), "grade");

        Assert.Equal(Verdict.Mismatch, check.Verdict);
        Assert.Equal((new Figure.Code("AA"), new Figure.Code("A")), (check.Reported, check.Calculated));
        Assert.Null(check.Difference);
    }

    [Fact]
    public void A_grade_that_turns_on_a_hundredth_is_rounding()
    {
        var document = new Document(Years.Of2565, [.. Enumerable.Repeat(84.99m, 10)], new Reported { Total = 85.00m, Grade = "A" });

        Assert.All(document.Compare(), check => Assert.Equal(Verdict.Rounding, check.Verdict));
    }

    [Fact]
    public void A_given_score_is_compared_with_its_questions()
    {
        QuestionScore[] questions = [new("a", 8, Score.From(90m)), new("b", 8, Score.From(95.48m)), new("c", 7, Score.From(95m))];
        var sheet = Documents.BangKhaem.Input with { Questions = questions };
        Assert.True(Scorecard.TryCreate(Years.Of2563, sheet, out var scorecard, out _));

        var checks = Audit.Compare(Years.Of2563, scorecard, Scorer.Score(Years.Of2563, scorecard), new Reported());

        Assert.Equal(
            [("indicator:7", -0.02m, Verdict.Mismatch), ("indicator:8", 0.00m, Verdict.Agrees)],
            checks.Select(check => (check.Subject, check.Difference!.Value, check.Verdict)));
    }

    [Fact]
    public void A_second_printing_is_compared_with_the_given_score()
    {
        var document = Documents.HuaNong.With(1, 83.20m)
            .Printing(reported => reported with { Indicators = [new(1, 93.20m), new(2, 81.25m), new(3, null)] });

        Assert.Equal((10.00m, Verdict.Mismatch), (Find(document, "indicator:1").Difference, Find(document, "indicator:1").Verdict));
        Assert.Equal(Verdict.Agrees, Find(document, "indicator:2").Verdict);
        Assert.DoesNotContain(document.Compare(), check => check.Subject == "indicator:3");
    }

    [Theory]
    [InlineData(10, "18.75", Verdict.Agrees)]
    [InlineData(10, null, Verdict.Agrees)]
    [InlineData(10, "18.8", Verdict.Rounding)]
    [InlineData(10, "18.78", Verdict.Mismatch)]
    [InlineData(9, "71.92", Verdict.Mismatch)]
    [InlineData(11, null, Verdict.Mismatch)]
    public void The_lowest_indicator_has_to_be_the_lowest_with_its_own_score(int number, string? printed, Verdict verdict)
    {
        var document = Documents.HuaNong.Printing(
            reported => reported with { Lowest = [new(number, printed is null ? null : Number(printed))] });

        Assert.Equal(verdict, Find(document, "lowest").Verdict);
    }

    [Fact]
    public void One_of_two_that_tie_may_be_named_alone()
    {
        Assert.Equal(Verdict.Agrees, Highest(1, 5).Verdict);
        Assert.Equal(Verdict.Agrees, Highest(5).Verdict);
        Assert.Equal(Verdict.Mismatch, Highest(1, 2).Verdict);
        Assert.Equal([1, 5], ((Figure.Ranked)Highest(5).Calculated).Indicators.Select(indicator => indicator.Number));

        static Check Highest(params int[] numbers) => Find(
            Documents.BangKhaem.Printing(
                reported => reported with { Highest = [.. numbers.Select(number => new ReportedIndicator(number, 100m))] }),
            "highest");
    }

    [Fact]
    public void Counts_agree_or_do_not()
    {
        var document = Documents.HuaNong.Printing(reported => reported with { StrengthCount = 3, WeaknessCount = 10 });

        Assert.Equal(Verdict.Agrees, Find(document, "strengthCount").Verdict);
        Assert.Equal((3m, Verdict.Mismatch), (Find(document, "weaknessCount").Difference, Find(document, "weaknessCount").Verdict));
    }

    [Fact]
    public void What_the_year_does_not_have_is_passed_over() =>
        Assert.Empty(
            (Documents.MaeNgoen with { Reported = new Reported { Instruments = [new("XIT", 1m)], Indicators = [new(11, 1m)] } }).Compare());

    [Fact]
    public void Without_indicators_the_total_is_checked_against_the_instruments()
    {
        var reported = Documents.HuaNong.Reported;

        Assert.All(Compare(Years.Of2564, reported), check => Assert.Equal(Verdict.Agrees, check.Verdict));
        Assert.Equal(["total", "grade"], Compare(Years.Of2564, reported).Select(check => check.Subject));
        Assert.Equal(Verdict.Mismatch, Compare(Years.Of2564, reported with { Total = 68.60m })[0].Verdict);
        Assert.Equal(
            ["grade"],
            Compare(Years.Of2564, reported with { Instruments = [.. reported.Instruments.Take(2)] }).Select(check => check.Subject));
    }

    [Theory]
    [InlineData("EXCELLENT", "EXCELLENT", Verdict.Agrees)]
    [InlineData("GOOD", "GOOD", Verdict.Agrees)]
    [InlineData("PASSED", "EXCELLENT|GOOD", Verdict.Mismatch)]
    public void Without_indicators_the_grade_has_to_be_a_possible_one(string printed, string calculated, Verdict verdict)
    {
        var check = Assert.Single(Compare(Years.Of2566, new Reported { Total = 95.86m, Grade = printed }));

        Assert.Equal((new Figure.Code(calculated), verdict), (check.Calculated, check.Verdict));
    }

    [Fact]
    public void A_scorecard_comes_with_its_outcome() =>
        Assert.Throws<ArgumentException>(() => Audit.Compare(Years.Of2565, Documents.MaeNgoen.Scorecard, null, new Reported()));

    private static ImmutableArray<Check> Compare(Framework framework, Reported reported) => Audit.Compare(framework, null, null, reported);

    private static Check Find(Document document, string subject) => document.Compare().Single(check => check.Subject == subject);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
