using System.Text;
using System.Text.RegularExpressions;

namespace ItaApi.Values;

/// <summary>The rules of text, in bodies and addresses.</summary>
internal static partial class TextRules
{
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
