using ItaApi.Scoring.Tests.Support;
using static ItaApi.Scoring.Tests.Support.Audits;

namespace ItaApi.Scoring.Tests;

/// <summary>What three published documents got wrong: every number, count, highest and lowest in them that cannot be right.</summary>
public sealed class AuditTests
{
    /// <summary>Its table prints indicator 1 as 83.20, its text as 93.20.</summary>
    private static readonly Document HuaNongTable = Documents.HuaNong.With(indicator: 1, score: 83.20m);

    [Fact]
    public void The_table_of_hua_nong_has_five_single_misprints_that_would_explain_it()
    {
        var report = Examine(HuaNongTable);

        Assert.Equal(["instrument:IIT", "total"], Disagreements(report).Select(check => check.Subject).Order());
        Assert.Equal(
            [(1, 83.20m, 93.20m), (2, 81.25m, 91.25m), (3, 86.26m, 96.26m), (4, 80.48m, 90.48m), (5, 88.95m, 98.95m)],
            Singles(report).Select(misprint => (misprint.Indicator!.Value, misprint.From, misprint.To)));
        Assert.All(Singles(report), misprint => Assert.Equal((MisprintKind.Digit, false), (misprint.Kind, misprint.InReported)));
        Assert.False(report.Unique);
    }

    [Fact]
    public void The_highest_score_in_the_text_of_hua_nong_leaves_one_explanation_of_its_table()
    {
        var report = Examine(HuaNongTable.Printing(reported => reported with { Highest = [new(1, 93.20m)] }));

        Assert.Equal(new Correction(MisprintKind.Digit, "indicator:1", 1, 83.20m, 93.20m), Assert.Single(Singles(report)));
        Assert.True(report.Unique);
    }

    [Fact]
    public void The_lowest_score_in_the_text_of_hua_nong_is_a_misprint_of_18_75()
    {
        // The other way round is excluded: no items give 18.78.
        var report = Examine(Documents.HuaNong.Printing(reported => reported with { Lowest = [new(10, 18.78m)] }));

        Assert.Equal(["lowest"], Disagreements(report).Select(check => check.Subject));
        Assert.Equal(
            new Correction(MisprintKind.Digit, "lowest", 10, 18.78m, 18.75m) { InReported = true },
            Assert.Single(Singles(report)));
        Assert.True(report.Unique);
    }

    [Fact]
    public void The_whole_document_of_hua_nong_has_three_misprints_and_no_other_three()
    {
        var report = Examine(HuaNongTable.Printing(AsHuaNongPrints));

        Assert.Equal(
            ["highest", "instrument:IIT", "lowest", "total", "weaknessCount"],
            Disagreements(report).Select(check => check.Subject).Order());
        Assert.Equal(
            [
                new Correction(MisprintKind.Digit, "indicator:1", 1, 83.20m, 93.20m),
                new Correction(MisprintKind.Digit, "lowest", 10, 18.78m, 18.75m) { InReported = true },
                new Correction(MisprintKind.Count, "weaknessCount", null, 10, 7) { InReported = true },
            ],
            Assert.Single(report.Explanations).Corrections);
        Assert.True(report.Unique);
        Assert.False(report.MoreExplanations);
    }

    [Fact]
    public void With_the_table_as_a_second_printing_hua_nong_has_the_same_three_misprints()
    {
        var report = Examine(Documents.HuaNong.Printing(reported => AsHuaNongPrints(reported) with { Indicators = [new(1, 83.20m)] }));

        Assert.Equal(["indicator:1", "lowest", "weaknessCount"], Disagreements(report).Select(check => check.Subject));
        Assert.Equal(
            [("indicator:1", 83.20m, 93.20m), ("lowest", 18.78m, 18.75m), ("weaknessCount", 10m, 7m)],
            Assert.Single(report.Explanations).Corrections.Select(misprint => (misprint.Subject, misprint.From, misprint.To)));
        Assert.True(report.Unique);
    }

    [Fact]
    public void Without_its_sentence_on_the_highest_the_table_of_hua_nong_leaves_open_which_score_is_misprinted()
    {
        var report = Examine(HuaNongTable.Printing(reported => AsHuaNongPrints(reported) with { Highest = [] }));

        Assert.Equal(
            [93.20m, 91.25m, 96.26m, 90.48m, 98.95m],
            report.Explanations.Select(explanation => explanation.Corrections[0].To));
        Assert.All(report.Explanations, explanation => Assert.Equal(3, explanation.Corrections.Length));
        Assert.False(report.Unique);
    }

    [Fact]
    public void Four_misprints_are_not_explained()
    {
        var report = Examine(HuaNongTable.Printing(reported => AsHuaNongPrints(reported) with { StrengthCount = 9 }));

        Assert.Empty(report.Explanations);
        Assert.Null(report.Unique);
        Assert.False(report.MoreExplanations);
    }

    [Fact]
    public void A_document_that_prints_little_has_more_explanations_than_are_listed()
    {
        var report = Examine(Documents.HuaNong.Printing(_ => new Reported { Total = 67.43m }));

        Assert.Equal(2, report.Explanations[0].Corrections.Length);
        Assert.Equal(Audit.MostExplanations, report.Explanations.Length);
        Assert.True(report.MoreExplanations);
        Assert.False(report.Unique);
    }

    [Fact]
    public void A_sentence_that_names_a_wrong_indicator_is_no_misprint_of_a_number()
    {
        var report = Examine(Documents.BangKhaem.Printing(reported => reported with { Lowest = [new(10, 87.50m), new(8, 92.74m)] }));

        Assert.Equal(["lowest:2"], Disagreements(report).Select(check => check.Subject));
        Assert.Empty(report.Explanations);
    }

    [Fact]
    public void Indicator_10_can_be_18_75_in_2564_and_never_18_78()
    {
        var report = Examine(Documents.HuaNong.With(10, 18.78m) with { Reported = new Reported() });
        var check = Assert.Single(report.Checks, check => check.Subject == "indicator:10");

        Assert.Equal((Verdict.Unreachable, 0.03m, new Figure.Number(18.75m)), (check.Verdict, check.Difference!.Value, check.Calculated));
        Assert.Equal([18.75m, 25.00m], check.NearestReachable);
        Assert.Empty(Disagreements(Examine(Documents.HuaNong)));
    }

    [Fact]
    public void An_unreachable_score_is_explained_by_the_reachable_one() =>
        Assert.Contains(
            new Correction(MisprintKind.Digit, "indicator:10", 10, 18.78m, 18.75m),
            Singles(Examine(Documents.HuaNong.With(10, 18.78m))));

    [Fact]
    public void The_document_of_hua_nong_says_ten_indicators_are_below_85_where_seven_are()
    {
        var report = Examine(Documents.HuaNong.Printing(reported => reported with { WeaknessCount = 10 }));

        var check = Assert.Single(Disagreements(report));
        Assert.Equal(("weaknessCount", 3m, Verdict.Mismatch), (check.Subject, check.Difference!.Value, check.Verdict));
        Assert.Equal(
            new Correction(MisprintKind.Count, "weaknessCount", null, 10, 7) { InReported = true },
            Assert.Single(Singles(report)));
        Assert.True(report.Unique);
    }

    [Fact]
    public void The_total_of_hua_nong_is_weighted_and_not_the_mean_of_ten()
    {
        // The plain mean, 76.13, is what its label says; the printed 68 is what its figures give.
        Assert.Equal(76.13m, Documents.HuaNong.Scores.Average(), precision: 2);
        Assert.Equal(Verdict.Agrees, Examine(Documents.HuaNong).Checks.First(check => check.Subject == "total").Verdict);
    }

    [Fact]
    public void The_document_of_mae_ngoen_counts_seven_strengths_which_are_indicators_and_not_instruments()
    {
        Assert.Empty(Disagreements(Examine(Documents.MaeNgoen)));
        Assert.Equal(2, Documents.MaeNgoen.Outcome.Instruments.Count(instrument => instrument.Score >= Score.From(85)));
    }

    [Fact]
    public void The_open_data_score_of_mae_ngoen_is_a_strength_with_two_items_at_zero() =>
        Assert.Empty(Disagreements(Examine(Documents.MaeNgoen, [new("O27", Score.Zero), new("O28", Score.Zero)])));

    [Fact]
    public void The_document_of_bang_khaem_names_the_lowest_indicator_once_rightly_and_once_wrongly()
    {
        Assert.Empty(Disagreements(Examine(Documents.BangKhaem)));

        var report = Examine(Documents.BangKhaem.Printing(reported => reported with { Lowest = [new(8, 92.74m)] }));
        var check = Assert.Single(Disagreements(report));
        Assert.Equal("lowest", check.Subject);
        Assert.Equal([new ReportedIndicator(10, 87.50m)], ((Figure.Ranked)check.Calculated).Indicators);
    }

    [Fact]
    public void The_document_of_bang_khaem_numbers_its_second_highest_indicator_2_where_5_is_meant()
    {
        var report = Examine(Documents.BangKhaem.Printing(reported => reported with { Highest = [new(1, 100m), new(2, 100m)] }));

        Assert.Equal(["highest:2"], Disagreements(report).Select(check => check.Subject));
    }

    [Fact]
    public void With_the_four_items_its_table_names_bang_khaem_cannot_have_88_78()
    {
        var report = Examine(Documents.BangKhaem, [.. new[] { "O5", "O9", "O11", "O17" }.Select(code => new ItemScore(code, Score.Zero))]);

        var check = Assert.Single(Disagreements(report));
        Assert.Equal(("indicator:9", Verdict.Unreachable), (check.Subject, check.Verdict));

        // 90.56 with these four alone; one more item of 9.3 brings it to 87.70, one of 9.2 to 88.06.
        Assert.Equal([88.33m, 90.56m], check.NearestReachable);
    }

    [Fact]
    public void Without_named_items_88_78_is_a_score_like_any_other() =>
        Assert.Contains(Examine(Documents.BangKhaem).Checks, check => check is { Subject: "indicator:9", Verdict: Verdict.Agrees });

    [Fact]
    public void Bang_khaem_cannot_have_87_50_where_no_item_of_indicator_10_is_wanting()
    {
        var check = Assert.Single(Disagreements(Examine(Documents.BangKhaem, [.. Years.Items(34, 43)])));

        Assert.Equal(("indicator:10", new Figure.Number(100.00m), Verdict.Mismatch), (check.Subject, check.Calculated, check.Verdict));
    }

    [Fact]
    public void The_counts_of_bang_khaem_are_right_at_its_own_threshold_only()
    {
        Assert.Empty(Disagreements(Examine(Documents.BangKhaem)));
        Assert.Equal(
            ["strengthCount", "weaknessCount"],
            Disagreements(Examine(Documents.BangKhaem with { Threshold = null })).Select(check => check.Subject));
    }

    [Fact]
    public void Nothing_is_unreachable_by_provisional_items() =>
        Assert.Empty(
            Disagreements(Examine(Documents.HuaNong.With(10, 18.78m) with { Framework = Years.Of2566, Reported = new Reported() })));

    /// <summary>The sentences of the document: the highest, the lowest, and "ten indicators are below 85".</summary>
    private static Reported AsHuaNongPrints(Reported reported) =>
        reported with { Highest = [new(1, 93.20m)], Lowest = [new(10, 18.78m)], WeaknessCount = 10 };
}
