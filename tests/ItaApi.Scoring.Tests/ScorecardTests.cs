using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class ScorecardTests
{
    private static readonly ScoreInput Ten = Documents.MaeNgoen.Input;

    private static readonly FrameworkDefinition WithQuestions = Years.Letters with
    {
        Indicators =
        [
            .. Years.Letters.Indicators.Select(one => one.Number > 8 ? one : one with { Questions = [$"I{6 * one.Number - 5}"] }),
        ],
    };

    private static readonly Framework Provisional = Framework.Create(Years.Levels with { Provisional = ["items", "questions"] });

    [Fact]
    public void Ten_scores_make_a_scorecard()
    {
        var scorecard = Read(Years.Of2565, Ten);

        Assert.Equal(Documents.MaeNgoen.Scores, scorecard.Scores.ToArray().Select(score => score.ToDecimal()));
        Assert.Equal(Score.From(63.90m), scorecard.Given(7));
        Assert.Null(scorecard.Calculated(7));
    }

    [Fact]
    public void Scores_may_come_in_any_order()
    {
        var scorecard = Read(Years.Of2565, Ten with { Indicators = [.. Ten.Indicators.Reverse()] });

        Assert.Equal(Documents.MaeNgoen.Scores, scorecard.Scores.ToArray().Select(score => score.ToDecimal()));
    }

    [Fact]
    public void An_indicator_left_out_is_calculated_from_the_means_of_its_groups()
    {
        // O27 and O28: two of the four items of 9.4, so 9.4 is 50 and the indicator (4 x 100 + 50) / 5.
        var scorecard = Read(Years.Of2565, Without(9) with { Items = [.. Years.Items(1, 33, "O27", "O28")] });

        Assert.Equal(Score.From(90m), scorecard.Scores[8]);
        Assert.Equal(Score.From(90m), scorecard.Calculated(9));
        Assert.Null(scorecard.Given(9));
    }

    public static TheoryData<string[], decimal> ZeroItems => new()
    {
        { ["O1", "O18", "O19", "O20", "O21", "O22", "O23"], 80.63m },
        { ["O34", "O35", "O36", "O37", "O38", "O42", "O43"], 18.75m },
        { ["O34", "O35"], 87.50m },
        { ["O5", "O11", "O17", "O29"], 88.78m },
        { ["O5", "O9", "O11", "O17"], 90.56m },
        { [], 100m },
    };

    [Theory, MemberData(nameof(ZeroItems))]
    public void Groups_weigh_the_same_whatever_their_size(string[] zero, decimal expected)
    {
        var indicator = zero.Any(code => Years.Of2564.FindIndicatorOfItem(code)!.Number == 10) ? 10 : 9;
        var scorecard = Read(Years.Of2564, Without(9, 10) with { Items = [.. Years.Items(1, 43, zero)] });

        Assert.Equal(Score.From(expected), scorecard.Calculated(indicator));
    }

    [Fact]
    public void An_indicator_left_out_is_calculated_from_its_questions()
    {
        var scorecard = Read(Years.Of2563, Without(8) with { Questions = FiveQuestions });

        Assert.Equal(Score.From(92.74m), scorecard.Scores[7]);
    }

    [Fact]
    public void A_given_score_counts_even_where_its_parts_say_otherwise()
    {
        var scorecard = Read(Years.Of2563, Ten with { Questions = FiveQuestions });

        Assert.Equal(Score.From(66.22m), scorecard.Scores[7]);
        Assert.Equal(Score.From(66.22m), scorecard.Given(8));
        Assert.Equal(Score.From(92.74m), scorecard.Calculated(8));
    }

    [Fact]
    public void Some_items_beside_the_indicators_score_are_only_remembered()
    {
        var scorecard = Read(Years.Of2565, Ten with { Items = [new("O27", Score.Zero), new("O28", Score.Zero)] });

        Assert.Null(scorecard.Calculated(9));
        Assert.Equal(["O27", "O28"], scorecard.Items.Select(item => item.Code));
    }

    public static TheoryData<string, ScoreInput, string, string> Faulty => new()
    {
        { "indicator 3 absent", Without(3), "/indicators", "indicator_missing" },
        {
            "indicator 3 without score", Ten with { Indicators = [.. Without(3).Indicators, new(3, null)] },
            "/indicators/9/score", "indicator_missing"
        },
        {
            "indicator 11", Ten with { Indicators = [.. Ten.Indicators, new(11, Score.Full)] }, "/indicators/10/number", "indicator_unknown"
        },
        {
            "indicator 3 twice", Ten with { Indicators = [.. Ten.Indicators, new(3, Score.Full)] },
            "/indicators/10/number", "indicator_duplicate"
        },
        { "O44", Ten with { Items = [new("O44", Score.Zero)] }, "/items/0/code", "item_unknown" },
        { "O27 twice", Ten with { Items = [new("O27", Score.Zero), new("O27", Score.Zero)] }, "/items/1/code", "item_duplicate" },
        {
            "two items instead of indicator 9",
            Without(9) with { Items = [new("O27", Score.Zero), new("O28", Score.Zero)] }, "/items", "items_incomplete"
        },
        { "I99", Ten with { Questions = [new("I99", 1, Score.Zero)] }, "/questions/0/code", "question_unknown" },
        {
            "E11 twice", Ten with { Questions = [new("E11", 8, Score.Zero), new("E11", 8, Score.Zero)] },
            "/questions/1/code", "question_duplicate"
        },
        {
            "E11 under indicator 7", Ten with { Questions = [new("E11", 7, Score.Zero)] },
            "/questions/0/indicator", "question_wrong_indicator"
        },
        {
            "E11 under indicator 9", Ten with { Questions = [new("E11", 9, Score.Zero)] },
            "/questions/0/indicator", "question_wrong_indicator"
        },
        { "E11 under indicator 11", Ten with { Questions = [new("E11", 11, Score.Zero)] }, "/questions/0/indicator", "indicator_unknown" },
        {
            "one question instead of indicator 8",
            Without(8) with { Questions = [new("E11", 8, Score.Full)] }, "/questions", "questions_incomplete"
        },
    };

    [Theory, MemberData(nameof(Faulty))]
    public void A_sheet_that_cannot_be_scored_is_refused(string what, ScoreInput sheet, string at, string code)
    {
        Assert.False(Scorecard.TryCreate(Years.WithQuestions, sheet, out var scorecard, out var faults), what);
        Assert.Null(scorecard);
        var fault = Assert.Single(faults);
        Assert.Equal((at, code), (fault.Pointer, fault.Code));
    }

    [Fact]
    public void Incomplete_items_are_named()
    {
        var sheet = Without(10) with { Items = [.. Years.Items(34, 41)] };

        Assert.False(Scorecard.TryCreate(Years.Of2565, sheet, out _, out var faults));
        Assert.Contains(("Missing", (object)"O42, O43"), Assert.Single(faults).Arguments);
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var sheet = Without(3, 4) with { Items = [new("O44", Score.Zero)], Questions = [new("E11", 9, Score.Zero)] };

        Assert.False(Scorecard.TryCreate(Years.Of2565, sheet, out _, out var faults));
        Assert.Equal(
            ["indicator_missing", "indicator_missing", "item_unknown", "question_wrong_indicator"],
            faults.Select(fault => fault.Code).Order());
    }

    [Fact]
    public void Where_questions_are_not_established_any_code_is_taken_for_a_surveyed_indicator()
    {
        var sheet = Without(6) with { Questions = [new("anything", 6, Score.From(80m)), new("else", 6, Score.From(80.01m))] };

        // 80.005 is half way: away from zero.
        Assert.Equal(Score.From(80.01m), Read(Years.Of2565, sheet).Scores[5]);
        Assert.False(Scorecard.TryCreate(Years.Of2565, Ten with { Questions = [new("anything", 10, Score.Full)] }, out _, out var faults));
        Assert.Equal("question_wrong_indicator", Assert.Single(faults).Code);
    }

    [Fact]
    public void A_code_that_cannot_be_an_item_is_not_compared_with_a_list_that_is_not_known()
    {
        Assert.False(Scorecard.TryCreate(Years.Of2567, Ten with { Items = [new("O100", Score.Zero)] }, out _, out var faults));
        Assert.Equal("items_not_known", Assert.Single(faults).Code);
    }

    [Theory]
    [InlineData("O1", true), InlineData("O99", true)]
    [InlineData("O0", false), InlineData("O01", false), InlineData("O100", false), InlineData("01", false)]
    [InlineData("o1", false), InlineData("O", false)]
    [InlineData("O๑", false), InlineData("M1", false)]
    public void Provisional_items_are_taken_by_the_form_of_their_code(string code, bool taken) =>
        Assert.Equal(taken, Scorecard.TryCreate(Provisional, Ten with { Items = [new(code, Score.Zero)] }, out _, out _));

    [Theory]
    [InlineData("I1", 1, true), InlineData("E99", 6, true), InlineData("E1", 1, true)]
    [InlineData("I100", 1, false), InlineData("Q1", 1, false), InlineData("I1", 9, false), InlineData("I7", 1, false)]
    public void Provisional_questions_are_taken_by_the_form_of_their_code(string code, int indicator, bool taken)
    {
        // I7 is on the list, of indicator 2.
        var framework = Framework.Create(WithQuestions with { Provisional = ["questions"] });

        Assert.Equal(taken, Scorecard.TryCreate(framework, Ten with { Questions = [new(code, indicator, Score.Zero)] }, out _, out _));
    }

    [Fact]
    public void Nothing_is_calculated_from_provisional_items_or_questions()
    {
        var complete = Ten with { Items = [.. Years.Items(1, 43)], Questions = FiveQuestions };
        var scorecard = Read(Provisional, complete);
        var without = complete with { Indicators = Without(8, 9).Indicators };

        Assert.All(Enumerable.Range(1, 10), number => Assert.Null(scorecard.Calculated(number)));
        Assert.False(Scorecard.TryCreate(Provisional, without, out _, out var faults));
        Assert.Equal(["indicator_missing", "indicator_missing"], faults.Select(fault => fault.Code));
    }

    [Fact]
    public void A_provisional_item_is_given_once_too()
    {
        var twice = Ten with { Items = [new("O77", Score.Zero), new("O77", Score.Full)] };

        Assert.False(Scorecard.TryCreate(Provisional, twice, out _, out var faults));
        Assert.Equal(("/items/1/code", "item_duplicate"), (Assert.Single(faults).Pointer, faults[0].Code));
    }

    [Fact]
    public void A_scorecard_from_bare_scores_needs_one_for_every_indicator() =>
        Assert.Throws<ArgumentException>(() => Scorecard.FromIndicators(Years.Of2565, [Score.Full]));

    [Theory, InlineData(0), InlineData(11)]
    public void Asking_for_an_indicator_the_year_does_not_have_is_an_error(int number)
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => Documents.MaeNgoen.Scorecard.Given(number));
        Assert.Throws<ArgumentOutOfRangeException>(() => Read(Years.Of2565, Ten).Calculated(number));
    }

    /// <summary>Indicator 8 of the SAO Bang Khaem, as its document prints it.</summary>
    private static QuestionScore[] FiveQuestions =>
    [
        new("E11", 8, Score.From(93.91m)), new("E12", 8, Score.From(89.11m)), new("E13", 8, Score.From(99.02m)),
        new("E14", 8, Score.From(88.79m)), new("E15", 8, Score.From(92.88m)),
    ];

    private static ScoreInput Without(params int[] numbers) =>
        Ten with { Indicators = [.. Ten.Indicators.Where(indicator => !numbers.Contains(indicator.Number))] };

    private static Scorecard Read(Framework framework, ScoreInput sheet)
    {
        Assert.True(
            Scorecard.TryCreate(framework, sheet, out var scorecard, out var faults),
            string.Join(", ", faults.Select(fault => fault.Code)));
        return scorecard;
    }
}
