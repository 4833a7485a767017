using System.Collections.Immutable;
using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>How every number of a result is calculated, as data: enough to follow by hand and to repeat by program.</summary>
/// <param name="Steps">In the order of calculation. Every input that is the result of a step has the subject of that step, which comes
/// before it.</param>
/// <param name="Rules">The grade rules from the best to the one that applied. The conditions that are not met are the reasons why a better
/// grade was not reached.</param>
public sealed record Trace(ImmutableArray<TraceStep> Steps, ImmutableArray<RuleStep> Rules);

/// <summary>How a step calculates its exact value from its inputs.</summary>
public enum Formula
{
    /// <summary>As sent; no inputs.</summary>
    Given,

    /// <summary>The sum of the inputs divided by their number.</summary>
    Mean,

    /// <summary>The sum of weight times value over the inputs.</summary>
    WeightedSum,
}

/// <summary>One step of the calculation.</summary>
/// <param name="Subject"><c>group:9.4</c>, <c>indicator:9</c>, <c>instrument:OIT</c> or <c>total</c>.</param>
/// <param name="Exact">Points before rounding.</param>
/// <param name="Rounded">To two decimals, halves away from zero; null if the exact value is carried on, as for a group.</param>
public sealed record TraceStep(string Subject, Formula Formula, ImmutableArray<TraceInput> Inputs, Exact Exact, Score? Rounded);

/// <summary>An input of a step.</summary>
/// <param name="Subject"><c>item:O27</c>, <c>question:E11</c>, or the subject of an earlier step.</param>
/// <param name="Value">Points: the rounded value of the earlier step, or its exact value if it is not rounded.</param>
/// <param name="Weight">The share in a weighted sum; null in a mean.</param>
public sealed record TraceInput(string Subject, Exact Value, decimal? Weight = null);

/// <summary>A grade rule that was checked.</summary>
/// <param name="Applied">Whether this rule gave the grade: it is the first whose conditions are all met.</param>
public sealed record RuleStep(GradeRule Rule, bool Applied, ImmutableArray<RuleCondition> Conditions);

/// <summary>One condition of a grade rule.</summary>
/// <param name="Subject"><c>total</c> or <c>instrument:EIT</c>.</param>
/// <param name="AtLeast">The least value that meets the condition (inclusive).</param>
/// <param name="Actual">The rounded score that is compared with it.</param>
public sealed record RuleCondition(string Subject, Score AtLeast, Score Actual)
{
    public bool Met => Actual >= AtLeast;
}

/// <summary>An exact value in points, as a fraction in lowest terms.</summary>
/// <param name="Denominator">1 or more.</param>
public readonly record struct Exact(long Numerator, long Denominator)
{
    internal static Exact Of(long numerator, long denominator)
    {
        var (divisor, rest) = (numerator, denominator);
        while (rest != 0)
            (divisor, rest) = (rest, divisor % rest);

        return new Exact(numerator / divisor, denominator / divisor);
    }

    internal static Exact Of(Score score) => Of(score.Hundredths, Score.PerPoint);

    /// <summary>The value as a decimal number if it has finitely many digits, else the fraction: <c>88.133</c>, <c>799/9</c>.</summary>
    public override string ToString()
    {
        var rest = Denominator;
        while (rest % 2 == 0)
            rest /= 2;
        while (rest % 5 == 0)
            rest /= 5;

        return rest == 1
            ? ((decimal)Numerator / Denominator).ToString(CultureInfo.InvariantCulture)
            : string.Create(CultureInfo.InvariantCulture, $"{Numerator}/{Denominator}");
    }
}
