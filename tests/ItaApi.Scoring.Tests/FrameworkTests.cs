using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class FrameworkTests
{
    private static readonly FrameworkDefinition Letters = Years.Letters;

    [Fact]
    public void The_rules_of_2565_make_a_framework()
    {
        Assert.True(Framework.TryCreate(Letters, out var framework, out var faults));
        Assert.Empty(faults);

        Assert.Equal([3000, 3000, 4000], framework.Instruments.Select(instrument => instrument.WeightBasisPoints));
        Assert.Equal([5, 3, 2], framework.Instruments.Select(instrument => instrument.Indicators.Length));
        Assert.Equal([33, 10], framework.FindInstrument("OIT")!.Indicators.Select(indicator => indicator.ItemCount));
        Assert.False(framework.HasLevels);
        Assert.False(framework.ItemsAreProvisional);
        Assert.Equal(Score.From(85), framework.TargetMinTotal);
    }

    [Fact]
    public void The_rules_of_2566_have_levels_and_uncertain_items()
    {
        Assert.True(Years.Of2566.HasLevels);
        Assert.True(Years.Of2566.ItemsAreProvisional);
        Assert.Equal(Score.From(95), Years.Of2566.FindGrade("EXCELLENT")!.MinEachInstrument);
    }

    [Fact]
    public void Indicators_stand_by_number_whatever_order_they_are_given_in()
    {
        var framework = Framework.Create(Letters with { Indicators = [.. Letters.Indicators.Reverse()] });

        Assert.Equal(Enumerable.Range(1, 10), framework.Indicators.Select(indicator => indicator.Number));
        Assert.Equal(7, framework.FindIndicator(7)!.Number);
        Assert.Null(framework.FindIndicator(0));
        Assert.Null(framework.FindIndicator(11));
    }

    [Fact]
    public void Items_and_questions_lead_to_their_indicator()
    {
        Assert.Equal(9, Years.Of2565.FindIndicatorOfItem("O28")!.Number);
        Assert.Equal("9.4", Years.Of2565.FindGroupOfItem("O28")!.Code);
        Assert.Null(Years.Of2565.FindIndicatorOfItem("O44"));
        Assert.Null(Years.Of2565.FindIndicatorOfItem("o28"));
        Assert.Equal(8, Years.WithQuestions.FindIndicatorOfQuestion("E11")!.Number);
        Assert.Null(Years.Of2565.FindIndicatorOfQuestion("E11"));
    }

    [Fact]
    public void An_instrument_may_be_printed_in_parts()
    {
        var framework = Years.WithParts;

        Assert.Equal(["EIT1", "EIT2"], framework.FindInstrument("EIT")!.Parts.Select(part => part.Code));
        Assert.Equal("EIT", framework.FindPart("EIT2")!.Instrument.Code);
        Assert.Null(framework.FindPart("EIT"));
        Assert.Empty(framework.FindInstrument("OIT")!.Parts);
    }

    [Fact]
    public void A_framework_says_what_is_provisional()
    {
        var framework = Framework.Create(Letters with { Provisional = ProvisionalPart.All.ToArray() });

        Assert.Equal(["weights", "indicators", "questions", "items", "gradeRules"], framework.Provisional);
        Assert.True(framework.ItemsAreProvisional);
        Assert.True(framework.QuestionsAreProvisional);
        Assert.False(Years.Of2566.QuestionsAreProvisional);
    }

    [Fact]
    public void Years_with_the_same_rules_share_a_scale()
    {
        Assert.Equal(Years.Of2563.Scale, Years.Of2565.Scale);
        Assert.Equal(Years.Of2563.Scale.GetHashCode(), Years.Of2565.Scale.GetHashCode());
        Assert.NotEqual(Years.Of2565.Scale, Years.Of2566.Scale);
        Assert.Equal("EXCELLENT, GOOD, PASSED, IMPROVE, URGENT", Years.Of2566.Scale.ToString());
    }

    public static TheoryData<string, FrameworkDefinition, string, string> Faulty => new()
    {
        {
            "weights of 0.90", Letters with { Instruments = [new("IIT", 0.30m), new("EIT", 0.30m), new("OIT", 0.30m)] },
            "/instruments", "weights_do_not_add_up"
        },
        {
            "a weight of 0", Letters with { Instruments = [new("IIT", 0.60m), new("EIT", 0m), new("OIT", 0.40m)] },
            "/instruments/1/weight", "weight_out_of_range"
        },
        {
            "a weight of 30", Letters with { Instruments = [new("IIT", 30m), new("EIT", 0.30m), new("OIT", 0.40m)] },
            "/instruments/0/weight", "weight_out_of_range"
        },
        {
            "five decimals", Letters with { Instruments = [new("IIT", 0.30001m), new("EIT", 0.29999m), new("OIT", 0.40m)] },
            "/instruments/0/weight", "weight_too_precise"
        },
        {
            "an instrument twice", Letters with { Instruments = [.. Letters.Instruments.Take(2), new("OIT", 0.20m), new("OIT", 0.20m)] },
            "/instruments/3/code", "instrument_duplicate"
        },
        { "no instrument", Letters with { Instruments = [] }, "/instruments", "instruments_missing" },
        {
            "an idle instrument", Letters with { Instruments = [.. Letters.Instruments.Take(2), new("OIT", 0.30m), new("XIT", 0.10m)] },
            "/instruments/3", "instrument_without_indicator"
        },
        {
            "an empty list of parts", Letters with { Instruments = [.. Letters.Instruments.Take(2), new("OIT", 0.40m, [])] },
            "/instruments/2/parts", "parts_empty"
        },
        {
            "a part twice", Letters with { Instruments = [.. Letters.Instruments.Take(2), new("OIT", 0.40m, ["P", "P"])] },
            "/instruments/2/parts/1/code", "instrument_duplicate"
        },
        {
            "a part called as an instrument",
            Letters with { Instruments = [new("IIT", 0.30m, ["OIT"]), .. Letters.Instruments.Skip(1)] },
            "/instruments/0/parts/0/code", "instrument_duplicate"
        },
        { "no indicator", Letters with { Indicators = [] }, "/indicators", "indicators_missing" },
        {
            "an unknown instrument", With(2, indicator => indicator with { Instrument = "XIT" }),
            "/indicators/2/instrument", "instrument_unknown"
        },
        {
            "a missing instrument", With(2, indicator => indicator with { Instrument = "" }),
            "/indicators/2/instrument", "instrument_missing"
        },
        { "a number twice", With(2, indicator => indicator with { Number = 2 }), "/indicators/2/number", "indicator_duplicate" },
        { "a hole in the numbers", With(9, indicator => indicator with { Number = 11 }), "/indicators/9/number", "indicator_out_of_range" },
        { "number 0", With(0, indicator => indicator with { Number = 0 }), "/indicators/0/number", "indicator_out_of_range" },
        {
            "an item twice", With(9, indicator => indicator with { Groups = [new("10.1", ["O34", "O35", "O33"])] }),
            "/indicators/9/groups/0/items/2/code", "item_duplicate"
        },
        {
            "an empty group", With(9, indicator => indicator with { Groups = [new("10.1", [])] }),
            "/indicators/9/groups/0/items", "group_empty"
        },
        { "no group", With(9, indicator => indicator with { Groups = [] }), "/indicators/9/groups", "groups_empty" },
        {
            "a group twice", With(9, indicator => indicator with { Groups = [new("9.1", ["O34"])] }),
            "/indicators/9/groups/0/code", "group_duplicate"
        },
        {
            "an item without code", With(9, indicator => indicator with { Groups = [new("10.1", ["O34", " "])] }),
            "/indicators/9/groups/0/items/1/code", "code_missing"
        },
        {
            "a question twice", With(5, indicator => indicator with { Questions = ["E1", "E2", "E1"] }),
            "/indicators/5/questions/2/code", "question_duplicate"
        },
        { "no question", With(5, indicator => indicator with { Questions = [] }), "/indicators/5/questions", "questions_empty" },
        {
            "questions and items", With(8, indicator => indicator with { Questions = ["E1"] }),
            "/indicators/8/groups", "questions_and_items"
        },
        {
            "groups of odd sizes", With(8, indicator => indicator with { Groups = [.. new[] { 29, 31, 37, 41, 43, 47 }.Select(Group)] }),
            "/indicators/8/groups", "group_sizes_unusable"
        },
        {
            "many large groups", With(8, indicator => indicator with { Groups = [.. new[] { 16, 15, 14, 13, 12, 11 }.Select(Group)] }),
            "/indicators/8/groups", "group_sizes_unusable"
        },
        { "no rule", Letters with { GradeRules = [] }, "/gradeRules", "grade_rules_missing" },
        {
            "no rule below 50", Letters with { GradeRules = [.. Letters.GradeRules.SkipLast(1)] },
            "/gradeRules/5/minTotal", "grade_scale_has_hole"
        },
        {
            "a last rule with a condition", Letters with { GradeRules = [new("A", 85), new("F", 0, 10)] },
            "/gradeRules/1/minEachInstrument", "grade_scale_has_hole"
        },
        { "a grade twice", Letters with { GradeRules = [new("A", 85), new("A", 0)] }, "/gradeRules/1/code", "grade_duplicate" },
        {
            "rules out of order", Letters with { GradeRules = [new("B", 75, 80), new("A", 85), new("F", 0)] },
            "/gradeRules/1/minTotal", "grade_rule_out_of_order"
        },
        {
            "the same bound twice", Letters with { GradeRules = [new("A", 85), new("B", 85), new("F", 0)] },
            "/gradeRules/1/minTotal", "grade_rule_unreachable"
        },
        {
            "a stricter rule below", Letters with { GradeRules = [new("PASSED", 85), new("GOOD", 85, 85), new("URGENT", 0)] },
            "/gradeRules/1/minEachInstrument", "grade_rule_out_of_order"
        },
        {
            "a condition that implies a better total", Letters with { GradeRules = [new("A", 90, 95), new("B", 80, 95), new("F", 0)] },
            "/gradeRules/1/minTotal", "grade_rule_unreachable"
        },
        {
            "a bound above 100", Letters with { GradeRules = [new("AA", 100.01m), new("F", 0)] },
            "/gradeRules/0/minTotal", "score_out_of_range"
        },
        {
            "a condition of three decimals", Letters with { GradeRules = [new("AA", 95, 94.995m), new("F", 0)] },
            "/gradeRules/0/minEachInstrument", "score_too_precise"
        },
        { "a threshold above 100", Letters with { StrengthThreshold = 101 }, "/strengthThreshold", "score_out_of_range" },
        { "a target of three decimals", Letters with { TargetMinTotal = 84.999m }, "/target/minTotal", "score_too_precise" },
    };

    [Theory, MemberData(nameof(Faulty))]
    public void A_definition_that_is_not_whole_is_refused(string what, FrameworkDefinition definition, string at, string code)
    {
        Assert.False(Framework.TryCreate(definition, out var framework, out var faults), what);
        Assert.Null(framework);
        Assert.Contains(faults, fault => fault.Pointer == at && fault.Code == code);
    }

    [Fact]
    public void Every_fault_is_reported_at_once()
    {
        var definition = Letters with { StrengthThreshold = 101, TargetMinTotal = -1, GradeRules = [new("A", 85), new("A", 0)] };

        Assert.False(Framework.TryCreate(definition, out _, out var faults));
        Assert.Equal(["/gradeRules/1/code", "/strengthThreshold", "/target/minTotal"], faults.Select(fault => fault.Pointer).Order());
    }

    [Fact]
    public void Creating_from_a_faulty_definition_names_the_faults()
    {
        var error = Assert.Throws<ArgumentException>(() => Framework.Create(Letters with { StrengthThreshold = 101 }));

        Assert.Contains("/strengthThreshold: score_out_of_range", error.Message, StringComparison.Ordinal);
    }

    private static FrameworkDefinition With(int position, Func<IndicatorDefinition, IndicatorDefinition> change) =>
        Letters with { Indicators = [.. Letters.Indicators.Select((indicator, i) => i == position ? change(indicator) : indicator)] };

    private static ItemGroupDefinition Group(int size) =>
        new($"G{size}", [.. Enumerable.Range(1, size).Select(number => $"G{size}-{number}")]);
}
