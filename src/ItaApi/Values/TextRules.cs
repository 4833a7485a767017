using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>The rules of text, in bodies and addresses.</summary>
internal static partial class TextRules
{
    /// <summary>The most characters of a value in a message; the sender knows the rest.</summary>
    private const int ShownCharacters = 200;

    /// <summary>Halves of surrogate pairs are among them; two that belong together are text.</summary>
    private static readonly SearchValues<char> Suspects = SearchValues.Create(
    [
        .. Enumerable.Range(0, char.MaxValue + 1).Select(code => (char)code).Where(character =>
            (char.IsControl(character) && character is not ('\t' or '\n' or '\r'))
            || char.IsSurrogate(character)
            || character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFD' or '\uFFFE' or '\uFFFF'),
    ]);

    /// <summary>
    /// Whether these characters are text, which is decided here for bodies, members, cells and parameters alike. Control characters except
    /// tab and line breaks are none (PostgreSQL cannot store U+0000), nor are bidirectional overrides, which make a name read as another,
    /// half of a surrogate pair, and U+FFFD, which a reader writes for bytes that it cannot read.
    /// </summary>
    public static bool IsText(ReadOnlySpan<char> text)
    {
        while (text.IndexOfAny(Suspects) is >= 0 and var found)
        {
            if (!StartsWithPair(text[found..]))
                return false;
            text = text[(found + 2)..];
        }

        return true;
    }

    /// <summary>
    /// The first character that a name may not contain, or null: characters that cannot be seen, line ends, and those without a meaning in
    /// Unicode or with a private one. Names that differ in such a character look the same.
    /// </summary>
    public static Rune? FindUnseen(string text)
    {
        foreach (var rune in text.EnumerateRunes())
        {
            if (IsUnseen(rune))
                return rune;
        }

        return null;
    }

    /// <summary>The text without the characters that a name may not contain; a line end or tab becomes a blank.</summary>
    public static string WithoutUnseen(string text)
    {
        if (FindUnseen(text) is null)
            return text;

        var kept = new StringBuilder(text.Length);
        foreach (var rune in text.EnumerateRunes())
        {
            if (!IsUnseen(rune))
                kept.Append(rune);
            else if (Rune.IsWhiteSpace(rune))
                kept.Append(' ');
        }

        return kept.ToString().Trim();
    }

    private static bool IsUnseen(Rune rune) =>
        rune == Rune.ReplacementChar
        || rune.Value is 0x034F or 0x115F or 0x1160 or 0x17B4 or 0x17B5 or (>= 0x180B and <= 0x180F) or 0x2800 or 0x3164 or 0xFFA0
            or (>= 0xFE00 and <= 0xFE0F) or (>= 0xE0100 and <= 0xE01EF)
        || Rune.GetUnicodeCategory(rune) is UnicodeCategory.Control or UnicodeCategory.Format or UnicodeCategory.PrivateUse
            or UnicodeCategory.OtherNotAssigned or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator;

    /// <summary>Text in Unicode NFC, so that equal names compare equal however they were typed. What is no text stays as it is.</summary>
    public static string Normalize(string text) =>
        !IsText(text) || text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    /// <summary>
    /// A value for a message, shortened, with <c>\u202E</c> in place of a character that is no text: so it can be stored and read.
    /// </summary>
    public static string Show(string value)
    {
        if (value.Length <= ShownCharacters && IsText(value))
            return value;

        var shown = new StringBuilder(ShownCharacters);
        for (var i = 0; i < value.Length; i++)
        {
            if (i >= ShownCharacters)
                return shown.Append('…').ToString();
            if (StartsWithPair(value.AsSpan(i)))
                shown.Append(value, i++, 2);
            else if (Suspects.Contains(value[i]))
                shown.Append(CultureInfo.InvariantCulture, $"\\u{(int)value[i]:X4}");
            else
                shown.Append(value[i]);
        }

        return shown.ToString();
    }

    /// <summary>The fault of characters that are no text.</summary>
    public static RequestFault FaultOf(string text) => new("", "invalid_text", "PropertyValue", Show(text));

    /// <summary>The fault of a name with characters that cannot be seen; they are shown escaped too.</summary>
    public static RequestFault FaultOfName(string text) => new(
        "",
        "invalid_text",
        "PropertyValue",
        string.Concat(Show(text).EnumerateRunes().Select(rune =>
            IsUnseen(rune) ? string.Create(CultureInfo.InvariantCulture, $"\\u{rune.Value:X4}") : rune.ToString())));

    private static bool StartsWithPair(ReadOnlySpan<char> text) =>
        text.Length > 1 && char.IsSurrogatePair(text[0], text[1]);

    /// <summary>Text in Unicode NFC as <see cref="Normalize"/>, in which U+FFFD replaces what is no character.</summary>
    public static string NormalizeOrReplace(string text) => NoCharacter().Replace(text, "\uFFFD").Normalize(NormalizationForm.FormC);

    /// <summary>Half of a surrogate pair, or a noncharacter; NFC is defined for neither.</summary>
    [GeneratedRegex(@"[\uD800-\uDBFF](?![\uDC00-\uDFFF])|(?<![\uD800-\uDBFF])[\uDC00-\uDFFF]|[\uFFFE\uFFFF]")]
    private static partial Regex NoCharacter();

    /// <summary>A <c>like</c> pattern for texts that contain this text; <c>%</c>, <c>_</c> and <c>\</c> in it are not wildcards.</summary>
    public static string ToContainsPattern(string text)
    {
        var literal = Normalize(text)
            .Replace(@"\", @"\\", StringComparison.Ordinal)
            .Replace("%", @"\%", StringComparison.Ordinal)
            .Replace("_", @"\_", StringComparison.Ordinal);
        return $"%{literal}%";
    }
}
