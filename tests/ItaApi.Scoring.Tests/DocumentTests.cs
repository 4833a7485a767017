using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

/// <summary>Every figure three published documents print.</summary>
public sealed class DocumentTests
{
    [Fact]
    public void The_document_of_mae_ngoen_totals_88_13_and_gets_an_A()
    {
        var outcome = Documents.MaeNgoen.Outcome;

        Assert.Equal((88.13m, "A", true), (outcome.Total.ToDecimal(), outcome.Grade.Code, outcome.Passed));
        Assert.Equal([98.40m, 68.71m, 95.00m], InstrumentScores(outcome));
        Assert.Equal(["AA", "C", "AA"], outcome.Instruments.Select(instrument => instrument.Grade?.Code));
    }

    [Fact]
    public void The_document_of_mae_ngoen_lists_seven_strengths_and_three_weaknesses()
    {
        var outcome = Documents.MaeNgoen.Outcome;

        Assert.Equal([10, 1, 4, 2, 5, 3, 9], Numbers(outcome.Strengths));
        Assert.Equal([7, 8, 6], Numbers(outcome.Weaknesses));
        Assert.Equal([10, 1, 4, 2, 5, 3, 9, 6, 8, 7], Numbers(outcome.Indicators.OrderBy(indicator => indicator.Rank)));
        Assert.Equal([10], outcome.Highest);
        Assert.Equal([7], outcome.Lowest);
        Assert.Equal([21.10m, 18.78m, 8.99m], outcome.Weaknesses.Select(weakness => weakness.GapTo(outcome.Threshold).ToDecimal()));
        Assert.Equal(0m, outcome.Strengths[0].GapTo(outcome.Threshold).ToDecimal());
    }

    [Fact]
    public void The_document_of_mae_ngoen_is_6_87_points_below_an_AA()
    {
        var next = Documents.MaeNgoen.Outcome.NextGrade;

        Assert.Equal(("AA", 6.87m), (next!.Grade.Code, next.PointsNeeded.ToDecimal()));
        Assert.Empty(next.Instruments);
    }

    [Fact]
    public void Contributions_are_exact_and_carry_no_idle_zeros() =>
        Assert.Equal(
            ["29.52", "20.613", "38"],
            Documents.MaeNgoen.Outcome.Instruments.Select(instrument => FormattableString.Invariant($"{instrument.Contribution}")));

    [Fact]
    public void The_document_of_hua_nong_totals_68_00_and_gets_a_C()
    {
        var outcome = Documents.HuaNong.Outcome;

        Assert.Equal((68.00m, "C", false), (outcome.Total.ToDecimal(), outcome.Grade.Code, outcome.Passed));
        Assert.Equal([86.03m, 80.17m, 45.34m], InstrumentScores(outcome));
        Assert.Equal([1], outcome.Highest);
        Assert.Equal([10], outcome.Lowest);
    }

    [Fact]
    public void The_document_of_hua_nong_names_the_lowest_indicator_of_each_instrument() =>
        Assert.Equal([4, 8, 10], Documents.HuaNong.Outcome.Instruments.Select(instrument => Assert.Single(instrument.LowestIndicators)));

    [Fact]
    public void Seven_indicators_of_the_document_of_hua_nong_are_below_85_and_not_ten()
    {
        Assert.Equal([10, 9, 8, 6, 4, 2, 7], Numbers(Documents.HuaNong.Outcome.Weaknesses));
        Assert.Equal([1, 5, 3], Numbers(Documents.HuaNong.Outcome.Strengths));
    }

    [Fact]
    public void The_table_of_hua_nong_with_83_20_would_total_67_40()
    {
        var outcome = Documents.HuaNong.With(indicator: 1, score: 83.20m).Outcome;

        Assert.Equal((67.40m, 84.03m), (outcome.Total.ToDecimal(), InstrumentScores(outcome)[0]));
    }

    [Fact]
    public void The_document_of_bang_khaem_totals_93_34_and_gets_an_A()
    {
        var outcome = Documents.BangKhaem.Outcome;

        Assert.Equal((93.34m, "A", true), (outcome.Total.ToDecimal(), outcome.Grade.Code, outcome.Passed));
        Assert.Equal([99.35m, 94.26m, 88.14m], InstrumentScores(outcome));
        Assert.Equal(["AA", "A", "A"], outcome.Instruments.Select(instrument => instrument.Grade?.Code));
        Assert.Equal(29.805m, outcome.Instruments[0].Contribution);
    }

    [Fact]
    public void The_document_of_bang_khaem_draws_the_line_at_90()
    {
        var outcome = Documents.BangKhaem.Outcome;

        Assert.Equal([1, 5, 3, 4, 2, 6, 7, 8], Numbers(outcome.Strengths));
        Assert.Equal([10, 9], Numbers(outcome.Weaknesses));
        Assert.Equal([1, 5], outcome.Highest);
        Assert.Equal([10], outcome.Lowest);
        Assert.Equal([1, 1, 3], outcome.Indicators.Select(indicator => indicator.Rank).Order().Take(3));
        Assert.Equal([8], outcome.Instruments[1].LowestIndicators);
    }

    [Fact]
    public void At_85_the_document_of_bang_khaem_would_have_no_weakness() =>
        Assert.Empty((Documents.BangKhaem with { Threshold = null }).Outcome.Weaknesses);

    [Fact]
    public void The_documents_agree_with_their_own_scores()
    {
        foreach (var document in new[] { Documents.MaeNgoen, Documents.HuaNong, Documents.BangKhaem })
            Assert.All(document.Compare(), check => Assert.Equal(Verdict.Agrees, check.Verdict));
    }

    private static decimal[] InstrumentScores(Outcome outcome) =>
        [.. outcome.Instruments.Select(instrument => instrument.Score.ToDecimal())];

    private static IEnumerable<int> Numbers(IEnumerable<IndicatorOutcome> indicators) =>
        indicators.Select(indicator => indicator.Indicator.Number);
}
