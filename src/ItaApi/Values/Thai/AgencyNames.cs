namespace ItaApi.Values.Thai;

/// <summary>
/// Names of local governments, which documents write with the kind in full or abbreviated, with or without blanks, dots and hyphens. Two
/// names have the same key where only that, or the spelling of a sign, differs.
/// </summary>
public static class AgencyNames
{
    private static readonly (string Short, string Full)[] Kinds =
    [
        ("อบต", "องค์การบริหารส่วนตำบล"),
        ("อบจ", "องค์การบริหารส่วนจังหวัด"),
        ("ทต", "เทศบาลตำบล"),
        ("ทม", "เทศบาลเมือง"),
        ("ทน", "เทศบาลนคร"),
    ];

    /// <summary>The key of a name: the kind in full, then the place.</summary>
    public static string KeyOf(string name)
    {
        var text = ThaiKey.WithBlanks(name);
        foreach (var (abbreviation, full) in Kinds)
        {
            if (FindEnd(abbreviation, text) is { } end)
                return full + ThaiKey.Squeeze(text.AsSpan(end));
        }

        return ThaiKey.Squeeze(text);
    }

    /// <summary>The key of a part of a name, whose first letters are no abbreviation.</summary>
    public static string PartKeyOf(string part) => ThaiKey.Squeeze(ThaiKey.Of(part));

    /// <summary>The name without its kind, of a key: what a name of the wrong kind has in common with the one meant.</summary>
    public static string StemOf(string key) => KindOf(key) is { } kind ? key[kind.Length..] : key;

    /// <summary>The kind a key begins with, in full; null where it begins with none of those that have an abbreviation.</summary>
    public static string? KindOf(string key) => Kinds.FirstOrDefault(kind => key.StartsWith(kind.Full, StringComparison.Ordinal)).Full;

    /// <summary>
    /// The end of an abbreviated kind at the start of a text, or null. Dots may be between its letters. Two letters begin many a name, so
    /// a dot or a blank must be behind them; three begin no other word.
    /// </summary>
    private static int? FindEnd(string abbreviation, string text)
    {
        var end = 0;
        foreach (var letter in abbreviation)
        {
            while (end > 0 && end < text.Length && text[end] == '.')
                end++;
            if (end == text.Length || text[end++] != letter)
                return null;
        }

        if (end == text.Length || text[end] is '.' or ' ')
            return end;
        // A mark or a vowel behind the last letter makes it the beginning of a syllable.
        return abbreviation.Length > 2 && !ThaiCharacters.IsMark(text[end]) && !ThaiCharacters.IsFollowingVowel(text[end]) ? end : null;
    }
}
