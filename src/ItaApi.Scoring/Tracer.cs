using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Traces the calculation of a result.</summary>
public static class Tracer
{
    /// <summary>The steps from what was sent to the grade.</summary>
    /// <param name="outcome">The scorecard's outcome.</param>
    /// <exception cref="ArgumentException">Scorecard or outcome belong to another framework.</exception>
    public static Trace Trace(Framework framework, Scorecard scorecard, Outcome outcome)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(scorecard);
        ArgumentNullException.ThrowIfNull(outcome);
        if (scorecard.Framework != framework || outcome.Framework != framework)
            throw new ArgumentException("The scorecard and its outcome belong to another framework.", nameof(scorecard));

        var steps = ImmutableArray.CreateBuilder<TraceStep>();
        foreach (var indicator in framework.Indicators)
            AddIndicator(steps, scorecard, indicator);
        foreach (var instrument in outcome.Instruments)
            steps.Add(OfInstrument(scorecard, instrument));
        steps.Add(OfTotal(outcome));

        return new Trace(steps.ToImmutable(), RulesTried(outcome));
    }

    private static void AddIndicator(ImmutableArray<TraceStep>.Builder steps, Scorecard scorecard, Indicator indicator)
    {
        var score = scorecard.Scores[indicator.Index];
        if (scorecard.Given(indicator.Number) is not null)
            steps.Add(new TraceStep(indicator.Subject, Formula.Given, [], Exact.Of(score), score));
        else if (indicator.Groups is { } groups)
            AddItems(steps, scorecard, indicator, groups);
        else
            steps.Add(OfQuestions(scorecard, indicator));
    }

    private static TraceStep OfQuestions(Scorecard scorecard, Indicator indicator)
    {
        QuestionScore[] questions = [.. scorecard.Questions.Where(question => question.Indicator == indicator.Number)];
        return new TraceStep(
            indicator.Subject,
            Formula.Mean,
            [.. questions.Select(question => new TraceInput($"question:{question.Code}", Exact.Of(question.Score)))],
            Exact.Of(questions.Sum(question => (long)question.Score.Hundredths), questions.Length * Score.PerPoint),
            scorecard.Scores[indicator.Index]);
    }

    private static void AddItems(
        ImmutableArray<TraceStep>.Builder steps, Scorecard scorecard, Indicator indicator, ImmutableArray<ItemGroup> groups)
    {
        var means = ImmutableArray.CreateBuilder<TraceInput>(groups.Length);
        long sum = 0;
        foreach (var itemGroup in groups)
        {
            ItemScore[] items = [.. itemGroup.Items.Select(code => new ItemScore(code, scorecard.FindItem(code)!.Value))];
            var ofGroup = items.Sum(item => (long)item.Score.Hundredths);
            var mean = new TraceStep(
                $"group:{itemGroup.Code}",
                Formula.Mean,
                [.. items.Select(item => new TraceInput($"item:{item.Code}", Exact.Of(item.Score)))],
                Exact.Of(ofGroup, items.Length * Score.PerPoint),
                Rounded: null);
            steps.Add(mean);
            means.Add(new TraceInput(mean.Subject, mean.Exact));
            sum += itemGroup.ItemNumerator * ofGroup;
        }

        steps.Add(new TraceStep(
            indicator.Subject,
            Formula.Mean,
            means.MoveToImmutable(),
            Exact.Of(sum, indicator.ItemDenominator * Score.PerPoint),
            scorecard.Scores[indicator.Index]));
    }

    private static TraceStep OfInstrument(Scorecard scorecard, InstrumentOutcome outcome)
    {
        var inputs = ImmutableArray.CreateBuilder<TraceInput>();
        long sum = 0;
        foreach (var indicator in outcome.Instrument.Indicators)
        {
            var score = scorecard.Scores[indicator.Index];
            inputs.Add(new TraceInput(indicator.Subject, Exact.Of(score)));
            sum += score.Hundredths;
        }

        return new TraceStep(
            outcome.Instrument.Subject, Formula.Mean, inputs.ToImmutable(), Exact.Of(sum, inputs.Count * Score.PerPoint), outcome.Score);
    }

    private static TraceStep OfTotal(Outcome outcome) => new(
        "total",
        Formula.WeightedSum,
        [.. outcome.Instruments.Select(one => new TraceInput(one.Instrument.Subject, Exact.Of(one.Score), one.Instrument.Weight))],
        Exact.Of(
            outcome.Instruments.Sum(one => (long)one.Instrument.WeightBasisPoints * one.Score.Hundredths),
            Instrument.FullWeight * Score.PerPoint),
        outcome.Total);

    private static ImmutableArray<RuleStep> RulesTried(Outcome outcome) =>
    [
        .. outcome.Framework.GradeRules
            .Take(outcome.Grade.Index + 1)
            .Select(rule => new RuleStep(rule, rule == outcome.Grade, ConditionsOf(rule, outcome))),
    ];

    private static ImmutableArray<RuleCondition> ConditionsOf(GradeRule rule, Outcome outcome)
    {
        var ofTotal = new RuleCondition("total", rule.MinTotal, outcome.Total);
        return rule.MinEachInstrument is { } least
            ? [ofTotal, .. outcome.Instruments.Select(one => new RuleCondition(one.Instrument.Subject, least, one.Score))]
            : [ofTotal];
    }
}
