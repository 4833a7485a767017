using ItaApi.Scoring.Tests.Support;

namespace ItaApi.Scoring.Tests;

public sealed class TraceTests
{
    [Fact]
    public void The_trace_of_hua_nong_shows_how_67_996_became_68_00()
    {
        var trace = TraceOf(Documents.HuaNong);

        var total = trace.Steps[^1];
        Assert.Equal(
            ("total", Formula.WeightedSum, "67.996", Score.From(68m)),
            (total.Subject, total.Formula, total.Exact.ToString(), total.Rounded));
        Assert.Equal(
            [("instrument:IIT", "86.03", 0.30m), ("instrument:EIT", "80.17", 0.30m), ("instrument:OIT", "45.34", 0.40m)],
            total.Inputs.Select(input => (input.Subject, input.Value.ToString(), input.Weight!.Value)));
        Assert.Equal(("45.335", Score.From(45.34m)), (trace.Steps[^2].Exact.ToString(), trace.Steps[^2].Rounded));
    }

    [Fact]
    public void A_trace_starts_with_every_score_that_was_sent()
    {
        var given = TraceOf(Documents.MaeNgoen).Steps[..10];

        Assert.Equal(Enumerable.Range(1, 10).Select(number => $"indicator:{number}"), given.Select(step => step.Subject));
        Assert.All(given, step => Assert.Equal((Formula.Given, 0), (step.Formula, step.Inputs.Length)));
    }

    [Fact]
    public void Items_are_followed_through_their_groups_without_rounding_on_the_way()
    {
        var steps = TraceOf(ConsistentSheet.Framework, Items("O5", "O11", "O17", "O29")).Steps;

        var nine = steps.Single(step => step.Subject == "indicator:9");
        Assert.Equal(("799/9", Score.From(88.78m)), (nine.Exact.ToString(), nine.Rounded));
        Assert.Equal(
            [("group:9.1", "800/9"), ("group:9.2", "75"), ("group:9.3", "100"), ("group:9.4", "100"), ("group:9.5", "80")],
            nine.Inputs.Select(input => (input.Subject, input.Value.ToString())));
        Assert.Null(steps.Single(step => step.Subject == "group:9.1").Rounded);
        Assert.Equal("item:O10", steps.Single(step => step.Subject == "group:9.2").Inputs[0].Subject);
    }

    [Fact]
    public void Questions_are_followed_to_their_mean()
    {
        var sheet = Documents.BangKhaem.Input with
        {
            Indicators = [.. Documents.BangKhaem.Input.Indicators.Where(indicator => indicator.Number != 8)],
            Questions =
            [
                new("E11", 8, Score.From(93.91m)), new("E12", 8, Score.From(89.11m)), new("E13", 8, Score.From(99.02m)),
                new("E14", 8, Score.From(88.79m)), new("E15", 8, Score.From(92.88m)),
            ],
        };

        var eight = TraceOf(Years.Of2563, sheet).Steps.Single(step => step.Subject == "indicator:8");
        Assert.Equal(("92.742", Score.From(92.74m), "question:E11"), (eight.Exact.ToString(), eight.Rounded, eight.Inputs[0].Subject));
    }

    [Fact]
    public void A_trace_says_why_the_next_better_grade_was_not_reached()
    {
        var rules = TraceOf(Documents.MaeNgoen).Rules;

        Assert.Equal([("AA", false), ("A", true)], rules.Select(step => (step.Rule.Code, step.Applied)));
        Assert.Equal([new RuleCondition("total", Score.From(95m), Score.From(88.13m))], rules[0].Conditions);
        Assert.False(rules[0].Conditions[0].Met);
        Assert.True(rules[1].Conditions[0].Met);
    }

    [Fact]
    public void A_level_missed_by_one_instrument_names_it()
    {
        var document = Documents.MaeNgoen with { Framework = Years.Of2566 };

        var good = TraceOf(document).Rules.Single(step => step.Rule.Code == "GOOD");
        Assert.Equal(["instrument:EIT"], good.Conditions.Where(condition => !condition.Met).Select(condition => condition.Subject));
    }

    [Fact]
    public void The_total_can_be_computed_from_the_trace_alone() => Law.Holds(500, Law.Seeds, seed =>
    {
        var random = new Random(seed);
        string[] zero = [.. Enumerable.Range(1, 43).Where(_ => random.Next(4) == 0).Select(number => $"O{number}")];
        var sheet = Items(zero) with
        {
            Indicators = [.. Enumerable.Range(1, 8).Select(number => new IndicatorScore(number, Score.FromHundredths(random.Next(10001))))],
        };
        var trace = TraceOf(Years.Of2565, sheet);

        var known = new Dictionary<string, Rational>();
        foreach (var step in trace.Steps)
        {
            Rational[] inputs = [.. step.Inputs.Select(input =>
                (known.TryGetValue(input.Subject, out var value) ? value : Of(input.Value)) * Weight(input))];
            var exact = step.Formula switch
            {
                Formula.Given => Of(step.Exact),
                Formula.Mean => Rational.Mean(inputs),
                _ => inputs.Aggregate((left, right) => left + right),
            };
            known[step.Subject] = step.Rounded is null ? exact : exact.Rounded();
        }

        Assert.True(Scorecard.TryCreate(Years.Of2565, sheet, out var scorecard, out _));
        return known["total"].InHundredths() == Scorer.Score(Years.Of2565, scorecard).Total.Hundredths
            && trace.Steps.All(step => step.Rounded is not { } rounded || known[step.Subject].InHundredths() == rounded.Hundredths);
    });

    [Fact]
    public void A_trace_belongs_to_its_own_framework() => Assert.Throws<ArgumentException>(() =>
        Tracer.Trace(Years.Of2564, Documents.MaeNgoen.Scorecard, Documents.MaeNgoen.Outcome));

    private static Rational Of(Exact value) => new(value.Numerator, value.Denominator);

    private static Rational Weight(TraceInput input) => input.Weight is { } weight ? new Rational((int)(weight * 10000), 10000) : 1;

    private static ScoreInput Items(params string[] zero) => new()
    {
        Indicators = [.. Documents.MaeNgoen.Input.Indicators.Take(8)],
        Items = [.. Years.Items(1, 43, zero)],
    };

    private static Trace TraceOf(Document document) => Tracer.Trace(document.Framework, document.Scorecard, document.Outcome);

    private static Trace TraceOf(Framework framework, ScoreInput sheet)
    {
        Assert.True(Scorecard.TryCreate(framework, sheet, out var scorecard, out _));
        return Tracer.Trace(framework, scorecard, Scorer.Score(framework, scorecard));
    }
}
