namespace ItaApi.Scoring.Tests.Support;

/// <summary>Every way in which the items of an indicator can be 0 or 100, tried one by one.</summary>
internal sealed class ItemWorld
{
    private readonly string[] codes;

    /// <summary>By item: what it counts in a full indicator.</summary>
    private readonly Rational[] shares;

    private readonly List<(bool[] Full, int Hundredths)> all = [];

    public ItemWorld(Indicator indicator, IReadOnlyDictionary<string, Score> known)
    {
        var groups = indicator.Groups!.Value;
        codes = [.. groups.SelectMany(itemGroup => itemGroup.Items)];
        shares = [.. groups.SelectMany(itemGroup => itemGroup.Items.Select(_ => new Rational(1, itemGroup.Items.Length * groups.Length)))];
        for (var choice = 0; choice < 1 << codes.Length; choice++)
        {
            bool[] full = [.. codes.Select((_, i) => (choice >> i & 1) == 1)];
            if (codes.Select((code, i) => !known.TryGetValue(code, out var score) || (score == Score.Full) == full[i]).All(fits => fits))
                all.Add((full, ScoreOf(full)));
        }
    }

    /// <summary>
    /// The items that are at 0, and at 100, in every way to a score, of those that are not known; null where there is no way.
    /// </summary>
    public (string[] Zero, string[] Full)? Proven(int hundredths, IReadOnlyDictionary<string, Score> known)
    {
        var ways = WaysTo(hundredths);
        return ways.Count == 0 ? null : (
            [.. codes.Where((code, i) => !known.ContainsKey(code) && ways.TrueForAll(way => !way[i]))],
            [.. codes.Where((code, i) => !known.ContainsKey(code) && ways.TrueForAll(way => way[i]))]);
    }

    /// <summary>The scores that more items at 100 make of a score.</summary>
    public IReadOnlyCollection<int> Above(int hundredths)
    {
        var ways = WaysTo(hundredths);
        return all.Where(one => ways.Exists(way => way.Select((full, i) => !full || one.Full[i]).All(kept => kept)))
            .Select(one => one.Hundredths)
            .Where(score => score > hundredths)
            .ToHashSet();
    }

    public bool CanBe(int hundredths) => all.Exists(one => one.Hundredths == hundredths);

    /// <summary>The ways to a score, or else to one that rounding may have made of it.</summary>
    private List<bool[]> WaysTo(int hundredths)
    {
        List<bool[]> exact = [.. all.Where(one => one.Hundredths == hundredths).Select(one => one.Full)];
        return exact.Count > 0 ? exact : [.. all.Where(one => Math.Abs(one.Hundredths - hundredths) == 1).Select(one => one.Full)];
    }

    private int ScoreOf(bool[] full) =>
        (shares.Where((_, i) => full[i]).Aggregate((Rational)0, (sum, share) => sum + share) * 100).Rounded().InHundredths();
}
