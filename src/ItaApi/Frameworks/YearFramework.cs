using System.Collections.Frozen;
using System.Collections.Immutable;
using ItaApi.Scoring;

namespace ItaApi.Frameworks;

/// <summary>A revision of a year's rules: the document as it is shown, and as the scorer reads it.</summary>
public sealed class YearFramework
{
    private readonly FrozenDictionary<string, FrameworkItem> items;

    public YearFramework(FrameworkDocument document)
    {
        Document = document;
        Rules = Framework.Create(document.ToDefinition());
        items = document.Indicators
            .SelectMany(indicator => indicator.Groups ?? [])
            .SelectMany(group => group.Items)
            .ToFrozenDictionary(item => item.Code, StringComparer.Ordinal);
        GradeByIndex = [.. document.GradeRules];
    }

    public FrameworkDocument Document { get; }
    public Framework Rules { get; }

    /// <summary>The grade rules in the order of <see cref="GradeRule.Index"/>.</summary>
    public ImmutableArray<FrameworkGradeRule> GradeByIndex { get; }

    public FrameworkItem? FindItem(string code) => items.GetValueOrDefault(code);
}
