using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class ProvenItemsTests
{
    [Fact]
    public void The_18_75_of_hua_nong_proves_that_O42_and_O43_are_zero_which_is_worth_10_points()
    {
        var proven = ProvenItems.Of(Documents.HuaNong.Scorecard, 10)!;

        Assert.Equal(["O42", "O43"], proven.Zero);
        Assert.Empty(proven.Full);
        Assert.Equal((10, 10.00m), (proven.Indicator.Number, proven.Worth.ToDecimal()));
    }

    [Fact]
    public void The_71_92_of_hua_nong_proves_how_many_items_are_zero_and_not_which()
    {
        var proven = ProvenItems.Of(Documents.HuaNong.Scorecard, 9)!;

        Assert.Empty(proven.Zero);
        Assert.Empty(proven.Full);
        Assert.Equal(Score.Zero, proven.Worth);
    }

    [Fact]
    public void Known_items_prove_more()
    {
        // 90.00 is two of 9.4, one of it and two of 9.2, or four of 9.2: with O27 and O28 at zero all others are published.
        var proven = ProvenItems.Of(Card(Documents.MaeNgoen, [new("O27", Score.Zero), new("O28", Score.Zero)]), 9)!;

        Assert.Empty(proven.Zero);
        Assert.Equal(31, proven.Full.Length);
        Assert.DoesNotContain("O27", proven.Full);
        Assert.Equal(["O43"], ProvenItems.Of(Card(Documents.HuaNong, [new("O42", Score.Zero)]), 10)!.Zero);
    }

    [Fact]
    public void A_full_score_proves_every_item()
    {
        var proven = ProvenItems.Of(Documents.MaeNgoen.Scorecard, 10)!;

        Assert.Empty(proven.Zero);
        Assert.Equal(Years.Items(34, 43).Select(item => item.Code), proven.Full);
    }

    [Fact]
    public void A_score_that_no_items_give_proves_nothing()
    {
        Assert.Null(ProvenItems.Of(Documents.HuaNong.With(10, 18.78m).Scorecard, 10));
        Assert.Null(ProvenItems.Of(Card(Documents.MaeNgoen.With(10, 90m), [.. Years.Items(34, 43)]), 10));
    }

    [Fact]
    public void A_score_that_rounding_missed_by_a_hundredth_proves_what_its_neighbour_does() =>
        Assert.Equal(["O42", "O43"], ProvenItems.Of(Documents.HuaNong.With(10, 18.76m).Scorecard, 10)!.Zero);

    [Fact]
    public void Nothing_is_proven_by_provisional_items_or_of_a_survey()
    {
        Assert.Null(ProvenItems.Of((Documents.HuaNong with { Framework = Years.Of2566 }).Scorecard, 10));
        Assert.Null(ProvenItems.Of((Documents.HuaNong with { Framework = Years.Of2567 }).Scorecard, 10));
        Assert.Null(ProvenItems.Of(Documents.HuaNong.Scorecard, 1));
        Assert.Throws<ArgumentOutOfRangeException>(() => ProvenItems.Of(Documents.HuaNong.Scorecard, 11));
    }

    [Fact]
    public void Proven_items_are_those_that_every_set_of_items_with_that_score_agrees_on() => Law.Holds(300, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        var framework = ItemFrameworks.From(random);
        var indicator = framework.Indicators[0];
        var known = ItemFrameworks.AnyKnown(indicator, random);
        var world = new ItemWorld(indicator, known);
        var score = random.Next(4) == 0 ? random.Next(10_001) : ItemFrameworks.AnyReachable(indicator, known, random);
        var scorecard = ItemFrameworks.Card(framework, [score, .. framework.Indicators.Skip(1).Select(_ => 5_000)], known);

        var (expected, found) = (world.Proven(score, known), ProvenItems.Of(scorecard, 1));
        return expected is null == found is null
            && (found is null || (found.Zero.SequenceEqual(expected!.Value.Zero) && found.Full.SequenceEqual(expected.Value.Full)));
    });

    private static Scorecard Card(Document document, IReadOnlyList<ItemScore> items)
    {
        Assert.True(Scorecard.TryCreate(document.Framework, document.Input with { Items = items }, out var scorecard, out _));
        return scorecard;
    }
}
