namespace ItaApi.Values.Thai;

/// <summary>
/// Names of local governments. Documents write the kind in full or abbreviated, with or without blanks, dots and hyphens; names that differ
/// only in this, or in the way a letter is typed, have the same key.
/// </summary>
internal static class AgencyNames
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

    /// <summary>The key of a part of a name; its first letters are not read as an abbreviation.</summary>
    public static string PartKeyOf(string part) => ThaiKey.Squeeze(ThaiKey.Of(part));

    /// <summary>A key without the kind, for finding an agency whose name has the wrong kind.</summary>
    public static string StemOf(string key) => KindOf(key) is { } kind ? key[kind.Length..] : key;

    /// <summary>The kind with which a key begins, in full; null if it begins with no kind that has an abbreviation.</summary>
    public static string? KindOf(string key) => Kinds.FirstOrDefault(kind => key.StartsWith(kind.Full, StringComparison.Ordinal)).Full;

    /// <summary>
    /// The end of an abbreviated kind at the start of a text, or null. Dots between its letters do not count. Many names begin with the
    /// same two letters, so a dot or a blank must follow these; no other word begins with the three letters.
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
        // A mark or a vowel after the last letter makes it the first letter of a syllable.
        return abbreviation.Length > 2 && !ThaiCharacters.IsMark(text[end]) && !ThaiCharacters.IsFollowingVowel(text[end]) ? end : null;
    }
}
