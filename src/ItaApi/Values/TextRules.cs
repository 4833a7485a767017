using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace ItaApi.Values;

/// <summary>The rules of text, in bodies and addresses.</summary>
internal static partial class TextRules
{
    /// <summary>The character that programs write for bytes that they cannot read.</summary>
    public const char Replacement = '\uFFFD';

    /// <summary>
    /// The first forbidden character, or null. Forbidden are control characters except tab and line breaks (PostgreSQL cannot store
    /// U+0000), and bidirectional overrides, which make a name read as another.
    /// </summary>
    public static char? FindForbidden(string text)
    {
        foreach (var character in text)
        {
            if (character is (< ' ' and not '\t' and not '\n' and not '\r') or '\u007F' or (>= '\u0080' and <= '\u009F')
                or (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\uFFFE' or '\uFFFF')
            {
                return character;
            }
        }

        return null;
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

    /// <summary>Text in Unicode NFC, so that equal names compare equal however they were typed.</summary>
    public static string Normalize(string text) =>
        text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    /// <summary>Text in Unicode NFC as <see cref="Normalize"/>, in which U+FFFD replaces what is no character.</summary>
    public static string NormalizeOrReplace(string text) => Normalize(NoCharacter().Replace(text, "\uFFFD"));

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
