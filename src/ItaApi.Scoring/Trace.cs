using System.Collections.Immutable;
using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>How every number of a result came about, as data: enough to follow it by hand and to compute it again by program.</summary>
/// <param name="Steps">In the order of the arithmetic; every input that is a step's result names that step's subject, which stands before it.</param>
/// <param name="Rules">The grade rules from the best to the one that applied; the conditions not met say why a better grade was not reached.</param>
public sealed record Trace(ImmutableArray<TraceStep> Steps, ImmutableArray<RuleStep> Rules);

/// <summary>How a step gets its exact value from its inputs.</summary>
public enum Formula
{
    /// <summary>Sent as it is; no inputs.</summary>
    Given,

    /// <summary>The sum of the inputs over their number.</summary>
    Mean,

    /// <summary>The sum of weight times value over the inputs.</summary>
    WeightedSum,
}

/// <summary>One step of the arithmetic.</summary>
/// <param name="Subject"><c>group:9.4</c>, <c>indicator:9</c>, <c>instrument:OIT</c> or <c>total</c>.</param>
/// <param name="Exact">Points before rounding.</param>
/// <param name="Rounded">To two decimals, halves away from zero; null where the exact value is carried on, as a group's is.</param>
public sealed record TraceStep(string Subject, Formula Formula, ImmutableArray<TraceInput> Inputs, Exact Exact, Score? Rounded);

/// <summary>What a step takes in.</summary>
/// <param name="Subject"><c>item:O27</c>, <c>question:E11</c>, or the subject of an earlier step.</param>
/// <param name="Value">Points: the earlier step's rounded value, or its exact one where it is not rounded.</param>
/// <param name="Weight">The share in a weighted sum; null in a mean.</param>
public sealed record TraceInput(string Subject, Exact Value, decimal? Weight = null);

/// <summary>A grade rule tried.</summary>
/// <param name="Applied">Whether it is the one that gave the grade: the first whose conditions are all met.</param>
public sealed record RuleStep(GradeRule Rule, bool Applied, ImmutableArray<RuleCondition> Conditions);

/// <summary>One condition of a grade rule.</summary>
/// <param name="Subject"><c>total</c> or <c>instrument:EIT</c>.</param>
/// <param name="AtLeast">The inclusive bound.</param>
/// <param name="Actual">The rounded score it is compared with.</param>
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

    /// <summary>The value as a decimal where it has finitely many, else the fraction: <c>88.133</c>, <c>799/9</c>.</summary>
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
