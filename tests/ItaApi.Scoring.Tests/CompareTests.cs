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
        var check = Find(Documents.BangKhaem.Printing(reported => reported with { Highest = [new(5, 100m)] }), "highest");

        Assert.Equal(Verdict.Agrees, check.Verdict);
        Assert.Equal([1, 5], ((Figure.Ranked)check.Calculated).Indicators.Select(indicator => indicator.Number));
    }

    [Fact]
    public void Every_sentence_on_the_highest_or_the_lowest_is_a_check_of_its_own()
    {
        // The document of Bang Khaem says twice which indicator is the lowest: rightly in its summary, wrongly further on.
        var document = Documents.BangKhaem.Printing(reported => reported with
        {
            Highest = [new(1, 100m), new(5, 100m)],
            Lowest = [new(10, 87.50m), new(8, 92.74m)],
        });

        Assert.Equal(
            [("highest", Verdict.Agrees), ("highest:2", Verdict.Agrees), ("lowest", Verdict.Agrees), ("lowest:2", Verdict.Mismatch)],
            Of(document, "highest", "lowest"));
        Assert.Equal(new Figure.Ranked([new(8, 92.74m)]).Indicators, ((Figure.Ranked)Find(document, "lowest:2").Reported).Indicators);
    }

    [Fact]
    public void The_lowest_of_an_instrument_is_checked_within_it()
    {
        var document = Documents.BangKhaem.Printing(reported => reported with
        {
            LowestInInstrument =
            [
                new("IIT", 2, 97.25m), new("EIT", 8, 92.74m), new("OIT", 8, 92.74m), new("EIT", 7, null), new("XIT", 1, null),
            ],
        });

        Assert.Equal(
            [
                ("lowest:IIT", Verdict.Agrees), ("lowest:EIT", Verdict.Agrees),
                ("lowest:OIT", Verdict.Mismatch), ("lowest:EIT:2", Verdict.Mismatch),
            ],
            Of(document, "lowest:"));
        Assert.Equal([new ReportedIndicator(8, 92.74m)], ((Figure.Ranked)Find(document, "lowest:EIT:2").Calculated).Indicators);
    }

    [Fact]
    public void The_grade_of_an_instrument_is_the_band_of_its_score()
    {
        var letters = Documents.MaeNgoen.Printing(_ => Grades("AA", "B", "GOOD"));
        var levels = letters with { Framework = Years.Of2566, Reported = Grades("EXCELLENT", "PASSED", "AA") };

        // EIT is 68.71, a C. Of levels nothing tells GOOD from PASSED in a single instrument.
        Assert.Equal(
            [("grade:IIT", Verdict.Agrees), ("grade:EIT", Verdict.Mismatch), ("grade:OIT", Verdict.OtherScale)],
            Of(letters, "grade:"));
        Assert.Equal(
            [("grade:IIT", Verdict.Agrees), ("grade:EIT", Verdict.Mismatch), ("grade:OIT", Verdict.OtherScale)],
            Of(levels, "grade:"));
        Assert.Equal(new Figure.Code("C"), Find(letters, "grade:EIT").Calculated);
        Assert.Equal(
            new Figure.Code("GOOD|PASSED"),
            Find(levels.With(6, 99m).With(7, 85m).With(8, 85m), "grade:EIT").Calculated);
    }

    [Theory]
    [InlineData(2565, "88.13", "GOOD", Verdict.Mismatch)]
    [InlineData(2565, "88.13", "PASSED", Verdict.OtherScale)]
    [InlineData(2565, "88.13", "AA", Verdict.Mismatch)]
    [InlineData(2565, "88.13", "A+", Verdict.Mismatch)]
    [InlineData(2566, "88.13", "A", Verdict.OtherScale)]
    [InlineData(2566, "88.13", "B", Verdict.Mismatch)]
    public void A_grade_of_another_scale_is_held_against_that_scale(int year, string total, string grade, Verdict verdict)
    {
        // 88.13 with an EIT of 68.71 is an A, and PASSED: an instrument is below 85.
        var document = Documents.MaeNgoen with
        {
            Framework = year == 2565 ? Years.Of2565 : Years.Of2566,
            Reported = new Reported { Total = Number(total), Grade = grade },
        };

        Assert.Equal(verdict, Find(document, "grade").Verdict);
        Assert.Equal(
            Verdict.Mismatch,
            Audit.Compare(document.Framework, document.Scorecard, document.Outcome, document.Reported)[1].Verdict);
    }

    [Theory]
    [InlineData("99.41", "AA", Verdict.OtherScale)]
    [InlineData("99.41", "A", Verdict.Mismatch)]
    [InlineData("99.41", "EXCELLENT", Verdict.Agrees)]
    public void A_published_letter_of_a_year_of_levels_is_held_against_the_letters(string total, string grade, Verdict verdict) =>
        Assert.Equal(verdict, Assert.Single(Compare(Years.Of2567, new Reported { Total = Number(total), Grade = grade })).Verdict);

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

    private static Reported Grades(string iit, string eit, string oit) => new()
    {
        Instruments = [new("IIT") { Grade = iit }, new("EIT") { Grade = eit }, new("OIT") { Grade = oit }],
    };

    /// <summary>The verdicts on the subjects with one of the beginnings.</summary>
    private static IEnumerable<(string Subject, Verdict Verdict)> Of(Document document, params string[] beginnings) =>
        from check in document.Compare()
        where beginnings.Any(beginning => check.Subject.StartsWith(beginning, StringComparison.Ordinal))
        select (check.Subject, check.Verdict);

    private static ImmutableArray<Check> Compare(Framework framework, Reported reported) =>
        Audit.Compare(framework, null, null, reported, Years.Scales);

    private static Check Find(Document document, string subject) => document.Compare().Single(check => check.Subject == subject);

    private static decimal Number(string text) => decimal.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
}
