using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Scoring;
using ItaApi.Values;

namespace ItaApi.Frameworks;

/// <summary>The grades of every year: documents print grades of other years' scales too, and often by name.</summary>
public sealed class KnownGrades
{
    /// <summary>Words that documents print beside a letter, or in its place.</summary>
    private static readonly (string Name, string Code)[] Words = [("ยอดเยี่ยม", "AA"), ("ดี", "A")];

    private readonly FrozenDictionary<string, string> codes;

    private KnownGrades(IReadOnlyCollection<YearFramework> frameworks)
    {
        Scales = [.. frameworks.Select(framework => framework.Rules.Scale).Distinct()];
        codes = frameworks
            .SelectMany(framework => framework.GradeByIndex)
            .SelectMany(rule => NamesOf(rule).Select(name => (Name: name, rule.Code)))
            .Concat(Words)
            .DistinctBy(named => named.Name, StringComparer.Ordinal)
            .ToFrozenDictionary(named => named.Name, named => named.Code, StringComparer.Ordinal);
    }

    public static KnownGrades None { get; } = new([]);

    /// <summary>Every scale once.</summary>
    public ImmutableArray<GradeScale> Scales { get; }

    public static KnownGrades Of(IReadOnlyCollection<YearFramework> frameworks) => new(frameworks);

    /// <summary>The code of a grade that is printed by its code or its Thai name; null where no year has it.</summary>
    public string? FindCode(string printed) => codes.GetValueOrDefault(TextRules.Normalize(printed).Trim());

    /// <summary>What a grade may be printed as: its code, and its Thai name.</summary>
    public static IEnumerable<string> NamesOf(FrameworkGradeRule rule) => [rule.Code, rule.NameTh];
}
