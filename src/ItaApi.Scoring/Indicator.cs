using System.Collections.Immutable;
using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>One of the year's indicators.</summary>
public sealed class Indicator
{
    internal Indicator(IndicatorDefinition definition, int index, Instrument instrument)
    {
        Number = definition.Number;
        Index = index;
        Instrument = instrument;
        Questions = definition.Questions?.ToImmutableArray();
        if (definition.Groups is not { } groups)
            return;

        var multiple = CommonMultiple(groups)
            ?? throw new ArgumentException("Group sizes have no usable common multiple.", nameof(definition));
        Groups = [.. groups.Select(itemGroup => new ItemGroup(itemGroup, multiple))];
        ItemCount = groups.Sum(itemGroup => itemGroup.Items.Count);
        ItemDenominator = multiple * groups.Count;
    }

    /// <summary>The official number, 1..n.</summary>
    public int Number { get; }

    /// <summary>Position in <see cref="Framework.Indicators"/>: <see cref="Number"/> - 1.</summary>
    public int Index { get; }

    public Instrument Instrument { get; }

    /// <summary>The codes of its survey questions; null if the questions of the year are not established.</summary>
    public ImmutableArray<string>? Questions { get; }

    /// <summary>Its groups of items; null if it has none or the items of the year are not established.</summary>
    public ImmutableArray<ItemGroup>? Groups { get; }

    /// <summary>Items in all groups; 0 without groups.</summary>
    public int ItemCount { get; }

    /// <summary>
    /// The denominator for which the share of each item in the indicator is an integer, <see cref="ItemGroup.ItemNumerator"/>; 0 without
    /// groups. The indicator is the sum of numerator times item score over all items, divided by this.
    /// </summary>
    public long ItemDenominator { get; }

    /// <summary>
    /// The least common multiple of the group sizes; null if the groups' denominator would exceed <see cref="GreatestDenominator"/>.
    /// </summary>
    internal static long? CommonMultiple(IReadOnlyList<ItemGroupDefinition> groups)
    {
        var multiple = 1L;
        foreach (var itemGroup in groups)
        {
            multiple = multiple / GreatestCommonDivisor(multiple, itemGroup.Items.Count) * itemGroup.Items.Count;
            if (multiple * groups.Count > GreatestDenominator)
                return null;
        }

        return multiple;
    }

    /// <summary>
    /// Far above the 12600 of the real groups (9, 8, 7, 4, 5 items) and enough for about forty groups of up to 12 items. Small enough that
    /// each possible sum of an indicator's items is one bit, and that all of them are found in milliseconds.
    /// </summary>
    private const long GreatestDenominator = 1_000_000;

    private static long GreatestCommonDivisor(long a, long b) => b == 0 ? a : GreatestCommonDivisor(b, a % b);

    /// <summary>
    /// The possible scores when none of the items is known. They are the same for every scorecard, so they are found once.
    /// </summary>
    internal ReachableScores ReachableScores => field ??= ReachableScores.Of(this, static _ => null);

    /// <summary>The name in checks and traces: <c>indicator:8</c>.</summary>
    internal string Subject => field ??= string.Create(CultureInfo.InvariantCulture, $"indicator:{Number}");

    public override string ToString() => Subject;
}

/// <summary>A group of items (a sub-indicator such as 9.1). Its score is the plain mean of its items.</summary>
public sealed class ItemGroup
{
    internal ItemGroup(ItemGroupDefinition definition, long commonMultiple)
    {
        Code = definition.Code;
        Items = [.. definition.Items];
        ItemNumerator = commonMultiple / Items.Length;
    }

    public string Code { get; }

    /// <summary>Codes, in the order of the definition; never empty.</summary>
    public ImmutableArray<string> Items { get; }

    /// <summary>The share of one item of this group in its indicator, over <see cref="Indicator.ItemDenominator"/>.</summary>
    public long ItemNumerator { get; }

    public override string ToString() => Code;
}
