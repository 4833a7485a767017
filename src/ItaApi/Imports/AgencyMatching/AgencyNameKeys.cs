using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.AgencyMatching;

/// <summary>Compares names of agencies in documents. The kind of agency may be in full or abbreviated, and spaces do not count.</summary>
internal static class AgencyNameKeys
{
    private static readonly (string Short, string Full)[] Kinds =
    [
        ("อบต", "องค์การบริหารส่วนตำบล"),
        ("อบจ", "องค์การบริหารส่วนจังหวัด"),
        ("ทต", "เทศบาลตำบล"),
        ("ทม", "เทศบาลเมือง"),
        ("ทน", "เทศบาลนคร"),
    ];

    private static readonly string[] DistrictPrefixes = ["กิ่งอำเภอ", "อำเภอ", "เขต", "อ."];
    private static readonly string[] ProvincePrefixes = ["จังหวัด", "จ."];

    /// <summary>The name to compare by: the kind in full, no spaces, no dots.</summary>
    public static string Key(string name)
    {
        var text = CellText.Clean(name);
        foreach (var (abbreviation, full) in Kinds)
        {
            if (!text.StartsWith(abbreviation, StringComparison.Ordinal))
                continue;

            // Many names begin with these two letters, so an abbreviation of a kind must be followed by a dot or a space. No other word
            // begins with อบต or อบจ.
            var rest = text.AsSpan(abbreviation.Length);
            if (rest.Length > 0 && (rest[0] is '.' or ' ' || abbreviation.Length > 2))
                return full + Squeeze(rest);
        }

        return Squeeze(text);
    }

    /// <summary>The place alone, without the kind: what a misspelt name has in common with the right one.</summary>
    public static string Stem(string key)
    {
        foreach (var (_, full) in Kinds)
        {
            if (key.StartsWith(full, StringComparison.Ordinal))
                return key[full.Length..];
        }

        return key;
    }

    public static string DistrictKey(string name) => Squeeze(Without(CellText.Clean(name), DistrictPrefixes));

    public static string ProvinceKey(string name) => Squeeze(Without(CellText.Clean(name), ProvincePrefixes)).ToUpperInvariant();

    private static string Without(string text, string[] prefixes)
    {
        foreach (var prefix in prefixes)
        {
            if (text.Length > prefix.Length && text.StartsWith(prefix, StringComparison.Ordinal))
                return text[prefix.Length..];
        }

        return text;
    }

    private static string Squeeze(ReadOnlySpan<char> text)
    {
        Span<char> kept = text.Length <= Limits.Name ? stackalloc char[text.Length] : new char[text.Length];
        var length = 0;
        foreach (var character in text)
        {
            if (character is not ('.' or '-' or '\u200B') && !char.IsWhiteSpace(character))
                kept[length++] = character;
        }

        return new string(kept[..length]);
    }
}
