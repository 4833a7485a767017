using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A grade and its conditions; both bounds are inclusive.</summary>
/// <param name="Code"><c>AA</c>..<c>F</c> to 2565, <c>EXCELLENT</c>..<c>URGENT</c> from 2566.</param>
/// <param name="Index">Position in the year's rules; 0 is the best grade.</param>
/// <param name="MinTotal">Least total, compared with the total rounded to two decimals: 84.99 is below 85.00, nothing lies between.</param>
/// <param name="MinEachInstrument">
/// Least rounded score of every single instrument; null if the grade has a condition on the total only.
/// </param>
public sealed record GradeRule(string Code, int Index, Score MinTotal, Score? MinEachInstrument)
{
    /// <summary>Whether a total, and the lowest of the instruments' scores, meet this rule's conditions.</summary>
    public bool Matches(Score total, Score lowestInstrument) =>
        total >= MinTotal && lowestInstrument >= LeastInstrument;

    /// <summary>The condition on every instrument, 0 if there is none.</summary>
    internal Score LeastInstrument => MinEachInstrument.GetValueOrDefault();
}

/// <summary>
/// The grades of a year, best first: letters, or levels that also have a condition on each instrument. Several years share a scale.
/// </summary>
/// <remarks>
/// The first rule that matches decides; the last matches everything. A better grade requires at least what a worse one does, of the total
/// and of each instrument, so a result reaches a grade or a better one exactly when that grade's rule matches. Scales with the same rules
/// are equal.
/// </remarks>
public sealed class GradeScale : IEquatable<GradeScale>
{
    internal GradeScale(ImmutableArray<GradeRule> rules)
    {
        Rules = rules;
        HasLevels = rules.Any(rule => rule.MinEachInstrument is not null);
    }

    /// <summary>Best first.</summary>
    public ImmutableArray<GradeRule> Rules { get; }

    /// <summary>Whether some grade has a condition on each instrument (the levels from 2566); otherwise the total alone decides.</summary>
    public bool HasLevels { get; }

    /// <summary>The grade with a code, null if the scale has none. Codes are compared ordinally.</summary>
    public GradeRule? Find(string code)
    {
        foreach (var rule in Rules)
        {
            if (rule.Code == code)
                return rule;
        }

        return null;
    }

    /// <summary>The grade of a total and the lowest of the instruments' rounded scores.</summary>
    public GradeRule GradeOf(Score total, Score lowestInstrument)
    {
        foreach (var rule in Rules)
        {
            if (rule.Matches(total, lowestInstrument))
                return rule;
        }

        throw new InvalidOperationException("A framework's last grade rule starts at 0 without a condition.");
    }

    public bool Equals(GradeScale? other) => other is not null && Rules.SequenceEqual(other.Rules);

    public override bool Equals(object? obj) => Equals(obj as GradeScale);

    public override int GetHashCode() => Rules.Aggregate(0, HashCode.Combine);

    public override string ToString() => string.Join(", ", Rules.Select(rule => rule.Code));
}
