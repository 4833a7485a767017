using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>How every number of a result is calculated: enough to follow by hand and to repeat by program.</summary>
internal sealed record TraceResult
{
    public required ResultAgency Agency { get; init; }
    public required int FiscalYear { get; init; }
    public required ResultFramework Framework { get; init; }
    public required ResultBasis Basis { get; init; }

    /// <summary>In the order of calculation: the inputs of a step come before it. Empty for a reported result.</summary>
    public required IReadOnlyList<TraceStepResult> Steps { get; init; }

    /// <summary>
    /// The grade rules from the best to the one that applied. A condition that is not met is the reason why a better grade was not reached.
    /// </summary>
    public required IReadOnlyList<TraceRule> Rules { get; init; }

    internal static TraceResult From(
        Trace? trace, ResultAgency agency, ResultFramework framework, ResultBasis basis, SubjectNames names) => new()
    {
        Agency = agency,
        FiscalYear = framework.FiscalYear,
        Framework = framework,
        Basis = basis,
        Steps = trace is null ? [] : [.. trace.Steps.Select(step => TraceStepResult.From(step, names))],
        Rules = trace is null ? [] : [.. trace.Rules.Select(rule => TraceRule.From(rule, names))],
    };
}

/// <summary>One step of the calculation.</summary>
internal sealed record TraceStepResult
{
    /// <summary><c>group:9.4</c>, <c>indicator:9</c>, <c>instrument:OIT</c> or <c>total</c>.</summary>
    public required string Subject { get; init; }

    public required Formula Formula { get; init; }
    public required IReadOnlyList<TraceInputResult> Inputs { get; init; }

    /// <summary>Points before rounding.</summary>
    public required ExactValue Exact { get; init; }

    /// <summary>To two decimals, halves away from zero. Omitted when the exact value is carried on, as for a group.</summary>
    public decimal? Rounded { get; init; }

    /// <summary>The step as a Thai sentence.</summary>
    public required string TextTh { get; init; }

    /// <summary>The step as an English sentence.</summary>
    public required string TextEn { get; init; }

    internal static TraceStepResult From(TraceStep step, SubjectNames names)
    {
        var text = TraceSentences.Of(step, names);
        return new TraceStepResult
        {
            Subject = step.Subject,
            Formula = step.Formula,
            Inputs =
            [
                .. step.Inputs.Select(
                    input => new TraceInputResult { Subject = input.Subject, Value = ExactValue.From(input.Value), Weight = input.Weight }),
            ],
            Exact = ExactValue.From(step.Exact),
            Rounded = step.Rounded?.ToDecimal(),
            TextTh = text.Th,
            TextEn = text.En,
        };
    }
}

internal sealed record TraceInputResult
{
    /// <summary><c>item:O27</c>, <c>question:E11</c>, or the subject of an earlier step.</summary>
    public required string Subject { get; init; }

    public required ExactValue Value { get; init; }

    /// <summary>The share in a weighted sum.</summary>
    public decimal? Weight { get; init; }
}

/// <summary>A number of points without any rounding.</summary>
internal sealed record ExactValue
{
    public required long Numerator { get; init; }

    /// <summary>1 or more.</summary>
    public required long Denominator { get; init; }

    /// <summary>The decimal number when it has finitely many digits, else the fraction: <c>88.133</c>, <c>799/9</c>.</summary>
    public required string Text { get; init; }

    public static ExactValue From(Exact exact) =>
        new() { Numerator = exact.Numerator, Denominator = exact.Denominator, Text = exact.ToString() };
}

/// <summary>A grade rule that was tried.</summary>
internal sealed record TraceRule
{
    /// <summary>The grade's code.</summary>
    public required string Grade { get; init; }

    /// <summary>Whether this rule gave the grade: it is the first whose conditions are all met.</summary>
    public required bool Applied { get; init; }

    public required IReadOnlyList<TraceCondition> Conditions { get; init; }

    /// <summary>The rule as a Thai sentence.</summary>
    public required string TextTh { get; init; }

    /// <summary>The rule as an English sentence.</summary>
    public required string TextEn { get; init; }

    internal static TraceRule From(RuleStep rule, SubjectNames names)
    {
        var text = TraceSentences.Of(rule, names);
        return new TraceRule
        {
            Grade = rule.Rule.Code,
            Applied = rule.Applied,
            Conditions =
            [
                .. rule.Conditions.Select(condition => new TraceCondition
                {
                    Subject = condition.Subject,
                    AtLeast = condition.AtLeast.ToDecimal(),
                    Actual = condition.Actual.ToDecimal(),
                    Met = condition.Met,
                }),
            ],
            TextTh = text.Th,
            TextEn = text.En,
        };
    }
}

internal sealed record TraceCondition
{
    /// <summary><c>total</c> or <c>instrument:EIT</c>.</summary>
    public required string Subject { get; init; }

    /// <summary>The least value that meets the condition (inclusive).</summary>
    public required decimal AtLeast { get; init; }

    public required decimal Actual { get; init; }
    public required bool Met { get; init; }
}
