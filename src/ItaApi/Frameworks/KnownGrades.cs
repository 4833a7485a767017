using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Scoring;
using ItaApi.Values;

namespace ItaApi.Frameworks;

/// <summary>The grades of every year: documents print grades of other years' scales too, and often by name.</summary>
internal sealed class KnownGrades
{
    /// <summary>Words that documents print with a letter, or in its place.</summary>
    private static readonly (string Name, string Code)[] Words = [("ยอดเยี่ยม", "AA"), ("ดี", "A")];

    private readonly FrozenDictionary<string, string> codes;
    private readonly FrozenDictionary<string, FrameworkGradeRule> rules;

    private KnownGrades(IReadOnlyCollection<YearFramework> frameworks)
    {
        Scales = [.. frameworks.Select(framework => framework.Rules.Scale).Distinct()];
        ImmutableArray<FrameworkGradeRule> grades =
        [
            .. frameworks.SelectMany(framework => framework.GradeByIndex).DistinctBy(rule => rule.Code, StringComparer.Ordinal),
        ];
        Codes = [.. grades.Select(rule => rule.Code)];
        rules = grades.ToFrozenDictionary(rule => rule.Code, StringComparer.Ordinal);
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

    /// <summary>Every code once, in the order of the years and from the best to the worst.</summary>
    public IReadOnlyList<string> Codes { get; }

    public static KnownGrades Of(IReadOnlyCollection<YearFramework> frameworks) => new(frameworks);

    /// <summary>The code of a grade that is printed by its code or its Thai name; null when no year has it.</summary>
    public string? FindCode(string printed) => codes.GetValueOrDefault(TextRules.Normalize(printed).Trim());

    /// <summary>The grade with a code, of the earliest year that has it; null when no year has it.</summary>
    public FrameworkGradeRule? Find(string code) => rules.GetValueOrDefault(code);

    /// <summary>What a grade may be printed as: its code, and its Thai name.</summary>
    public static IEnumerable<string> NamesOf(FrameworkGradeRule rule) => [rule.Code, rule.NameTh];
}
