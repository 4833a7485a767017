using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class SimulationTests
{
    [Fact]
    public void Publishing_O42_and_O43_takes_hua_nong_from_68_to_73_to_78()
    {
        Assert.Equal(73.00m, Run(HuaNong, new() { Changes = [Published("O42")] }).After.Total.ToDecimal());

        var both = Run(HuaNong, new() { Changes = [Published("O42"), Published("O43")] });
        Assert.Equal((68.00m, 78.00m), (both.Before.Total.ToDecimal(), both.After.Total.ToDecimal()));
        Assert.Equal(("C", "B"), (both.Before.Grade.Code, both.After.Grade.Code));
        Assert.Equal(Score.From(68.75m), both.After.Indicators[9].Score);
        Assert.Null(both.Target);
    }

    [Fact]
    public void The_way_of_hua_nong_to_a_B_is_its_two_zero_items()
    {
        var way = Way(HuaNong, "B");

        Assert.Equal((true, 7.00m), (way.Reachable, way.PointsNeeded.ToDecimal()));
        Assert.Equal(
            [new(10, "O42", Score.Zero, Score.Full, Score.From(5m)), new SimulationStep(10, "O43", Score.Zero, Score.Full, Score.From(5m))],
            way.Steps);
    }

    [Fact]
    public void One_item_is_left_out_where_the_other_is_enough()
    {
        var scorecard = Card(Documents.HuaNong.With(6, 95m).With(7, 95m).With(8, 95m), [new("O42", Score.Zero), new("O43", Score.Zero)]);

        Assert.Equal(["O42"], Way(scorecard, "B").Steps.Select(step => step.Item));
    }

    [Fact]
    public void After_the_items_the_fewest_indicators_are_raised()
    {
        // 78.00 after the items. A point of an OIT indicator is worth 0.20, of EIT 0.10, of IIT 0.06: the missing 7 are 35 points of OIT.
        // Indicator 10 rises by 6.25 an item of 10.1, which leaves 10.00 to indicator 9: two of the items at zero in 9.4, if three are.
        var way = Way(HuaNong, "A");

        Assert.Equal(["O42", "O43", null, null], way.Steps.Select(step => step.Item));
        Assert.Equal([10, 10, 9, 10], way.Steps.Select(step => step.Indicator));
        Assert.Equal((71.92m, 81.92m), (way.Steps[2].From.ToDecimal(), way.Steps[2].To.ToDecimal()));
        Assert.Equal((68.75m, 93.75m), (way.Steps[3].From.ToDecimal(), way.Steps[3].To.ToDecimal()));
        Assert.Equal([5.00m, 5.00m, 2.00m, 5.00m], way.Steps.Select(step => step.Gain.ToDecimal()));
    }

    [Fact]
    public void Items_that_a_score_proves_to_be_zero_are_steps_though_nobody_sent_them()
    {
        var sent = Way(HuaNong, "A");
        var proven = Way(Documents.HuaNong.Scorecard, "A");

        Assert.Equal(sent.Steps, proven.Steps);
        Assert.Equal(73.00m, Run(Documents.HuaNong.Scorecard, new() { Changes = [Published("O42")] }).After.Total.ToDecimal());
    }

    [Fact]
    public void A_way_never_asks_for_a_score_that_no_items_give()
    {
        // 75.67 would do, and be less.
        var scorecard = Documents.HuaNong.With(9, 100m).With(10, 68.75m).Scorecard;
        var way = Way(scorecard, "A", 1, 2, 3, 4, 5, 6, 7, 8, 9);

        var step = Assert.Single(way.Steps);
        Assert.Equal((10, 68.75m, 81.25m), (step.Indicator, step.From.ToDecimal(), step.To.ToDecimal()));

        // Where a year's items are not established, nothing is known against it.
        var later = Documents.HuaNong.With(9, 100m).With(10, 68.75m) with { Framework = Years.Of2567 };
        Assert.Equal(75.67m, Assert.Single(Way(later.Scorecard, "PASSED", 1, 2, 3, 4, 5, 6, 7, 8, 9).Steps).To.ToDecimal());
    }

    [Fact]
    public void A_score_that_its_items_cannot_give_is_raised_to_one_that_they_can()
    {
        var way = Way(Documents.HuaNong.With(9, 100m).With(10, 70m).Scorecard, "A", 1, 2, 3, 4, 5, 6, 7, 8, 9);

        Assert.Equal((70.00m, 81.25m), (way.Steps[0].From.ToDecimal(), way.Steps[0].To.ToDecimal()));
    }

    [Fact]
    public void A_known_item_that_is_only_partly_published_is_a_step_too()
    {
        // Some assessors count an item by halves. Half of O43 is 12.50 of the indicator, 2.50 of the total.
        ItemScore[] items = [.. Years.Items(34, 42), new("O43", Score.From(50m))];
        var way = Way(Card(Documents.HuaNong.With(10, 87.50m), items), "A");

        Assert.Equal(
            ("O43", 50m, 100m, 2.50m),
            (way.Steps[0].Item, way.Steps[0].From.ToDecimal(), way.Steps[0].To.ToDecimal(), way.Steps[0].Gain.ToDecimal()));
    }

    [Fact]
    public void Fixed_indicators_stay_and_may_put_the_target_out_of_reach()
    {
        var way = Way(HuaNong, "A", 9, 10);

        Assert.False(way.Reachable);
        Assert.Empty(way.Steps);
        Assert.DoesNotContain(Way(HuaNong, "B", 10).Steps, step => step.Indicator == 10);
    }

    [Fact]
    public void A_grade_already_reached_needs_no_step()
    {
        var way = Way(Documents.MaeNgoen.Scorecard, "B");

        Assert.True(way.Reachable);
        Assert.Equal(Score.Zero, way.PointsNeeded);
        Assert.Empty(way.Steps);
    }

    [Fact]
    public void A_level_that_lacks_one_instrument_is_reached_by_that_instrument_alone()
    {
        // 88.13, but EIT 68.71: GOOD asks for 85 in each. Its items would only raise OIT, so none is a step.
        var scorecard = Card(Documents.MaeNgoen with { Framework = Years.Of2566 }, [.. Years.Items(1, 33, "O27", "O28")]);
        var way = Way(scorecard, "GOOD");

        Assert.Equal((true, 0m), (way.Reachable, way.PointsNeeded.ToDecimal()));
        Assert.Equal([6, 7], way.Steps.Select(step => step.Indicator));
        Assert.Equal([100m, 88.77m], way.Steps.Select(step => step.To.ToDecimal()));
    }

    [Fact]
    public void The_way_starts_from_the_changed_scores()
    {
        AssumedScore[] changes = [new AssumedScore.OfIndicator(7, Score.Full), new AssumedScore.OfIndicator(8, Score.Full)];
        var result = Run(Documents.MaeNgoen.Scorecard, new() { Changes = changes, TargetGrade = "AA" });

        Assert.Equal((95.12m, "AA"), (result.After.Total.ToDecimal(), result.After.Grade.Code));
        Assert.Empty(result.Target!.Steps);
    }

    [Fact]
    public void An_item_moves_what_the_items_really_come_to_and_not_its_rounding()
    {
        // Two of seven items at zero: 94.2857, given as 94.29. One more published makes 97.1429; 94.29 and its share would make 97.15.
        var document = Documents.MaeNgoen.With(9, 94.29m);
        var request = new SimulationRequest { Changes = [Published("O18")] };

        Assert.Equal(97.14m, Run(Card(document, [.. Years.Items(1, 33, "O18", "O19")]), request).After.Indicators[8].Score.ToDecimal());
        Assert.Equal(97.14m, Run(Card(document, new ItemScore("O18", Score.Zero)), request).After.Indicators[8].Score.ToDecimal());
    }

    [Fact]
    public void A_score_that_its_items_cannot_give_moves_by_the_items_share_and_stays_on_the_scale()
    {
        var scorecard = Card(Documents.MaeNgoen.With(9, 94m), [new("O27", Score.Zero), new("O28", Score.Zero)]);

        Assert.Equal(99.00m, Run(scorecard, new() { Changes = [Published("O27")] }).After.Indicators[8].Score.ToDecimal());
        Assert.Equal(100m, Run(scorecard, new() { Changes = [Published("O27"), Published("O28")] }).After.Indicators[8].Score.ToDecimal());
    }

    [Theory]
    [InlineData(7, "2.11"), InlineData(8, "1.88"), InlineData(6, "0.90")]
    public void A_weakness_is_worth_what_the_threshold_would_add_to_the_total(int indicator, string worth)
    {
        var result = Run(Documents.MaeNgoen.Scorecard, new() { Changes = [new AssumedScore.OfIndicator(indicator, Score.From(85m))] });

        Assert.Equal(worth, FormattableString.Invariant($"{result.After.Total.ToDecimal() - result.Before.Total.ToDecimal()}"));
    }

    [Fact]
    public void A_zero_item_is_worth_what_publishing_it_would_add_to_the_total() =>
        Assert.Equal(
            89.13m,
            Run(
                Card(Documents.MaeNgoen, new ItemScore("O27", Score.Zero)),
                new() { Changes = [Published("O27")] }).After.Total.ToDecimal());

    [Fact]
    public void An_item_may_also_be_lost() =>
        Assert.Equal(
            89.00m,
            Run(
                Card(Documents.MaeNgoen.With(9, 94m), [new("O27", Score.Full)]),
                new() { Changes = [new AssumedScore.OfItem("O27", Score.Zero)] })
                .After.Indicators[8].Score.ToDecimal());

    public static TheoryData<string, SimulationRequest, string, string> Faulty => new()
    {
        { "indicator 11", new() { Changes = [new AssumedScore.OfIndicator(11, Score.Full)] }, "/changes/0/indicator", "indicator_unknown" },
        {
            "an indicator twice",
            new() { Changes = [new AssumedScore.OfIndicator(1, Score.Full), new AssumedScore.OfIndicator(1, Score.Zero)] },
            "/changes/1/indicator", "change_duplicate"
        },
        { "O44", new() { Changes = [Published("O44")] }, "/changes/0/item", "item_unknown" },
        { "an item twice", new() { Changes = [Published("O42"), Published("O42")] }, "/changes/1/item", "change_duplicate" },
        {
            "an item and its indicator", new() { Changes = [new AssumedScore.OfIndicator(10, Score.Full), Published("O42")] },
            "/changes/1/item", "change_contradictory"
        },
        {
            "an indicator and its item", new() { Changes = [Published("O42"), new AssumedScore.OfIndicator(10, Score.Full)] },
            "/changes/0/item", "change_contradictory"
        },
        { "an item whose score is not known", new() { Changes = [Published("O41")] }, "/changes/0/item", "item_worth_unknown" },
        { "indicator 0 fixed", new() { Fixed = [1, 0] }, "/fixed/1", "indicator_unknown" },
        { "a level in a letter year", new() { TargetGrade = "GOOD" }, "/targetGrade", "grade_unknown" },
    };

    [Theory, MemberData(nameof(Faulty))]
    public void A_request_that_cannot_be_run_is_refused(string what, SimulationRequest request, string at, string code)
    {
        Assert.False(Simulation.TryRun(HuaNong, request, out var result, out var faults), what);
        Assert.Null(result);
        var fault = Assert.Single(faults);
        Assert.Equal((at, code), (fault.Pointer, fault.Code));
    }

    [Fact]
    public void A_provisional_item_has_no_worth_even_where_all_items_of_its_indicator_are_known()
    {
        var scorecard = Card(Documents.HuaNong with { Framework = Years.Of2566 }, [.. Years.Items(34, 43, "O42")]);

        Assert.False(Simulation.TryRun(scorecard, new() { Changes = [Published("O42")] }, out _, out var faults));
        Assert.Equal("item_worth_unknown", Assert.Single(faults).Code);
        Assert.DoesNotContain(Way(scorecard, "PASSED").Steps, step => step.Item is not null);
    }

    /// <summary>SAO Hua Nong with what is known of its items: 18.75 is only possible with O42 and O43 at zero.</summary>
    private static Scorecard HuaNong => Card(Documents.HuaNong, [new("O42", Score.Zero), new("O43", Score.Zero)]);

    private static AssumedScore.OfItem Published(string code) => new(code, Score.Full);

    private static TargetWay Way(Scorecard scorecard, string grade, params int[] locked) =>
        Run(scorecard, new() { TargetGrade = grade, Fixed = locked }).Target!;

    private static SimulationResult Run(Scorecard scorecard, SimulationRequest request)
    {
        Assert.True(
            Simulation.TryRun(scorecard, request, out var result, out var faults), string.Join(", ", faults.Select(fault => fault.Code)));
        return result;
    }

    private static Scorecard Card(Document document, params ItemScore[] items)
    {
        Assert.True(Scorecard.TryCreate(document.Framework, document.Input with { Items = items }, out var scorecard, out _));
        return scorecard;
    }
}
