using System.Text;

namespace ItaApi.Values;

/// <summary>What text may hold, in a body and in the address alike.</summary>
public static class TextRules
{
    /// <summary>
    /// The first character that no text may hold, or null: control characters but for tab and line breaks (PostgreSQL cannot store
    /// U+0000), and the bidirectional overrides, which make a name read as another.
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

    /// <summary>Text in Unicode NFC, so that equal names compare equal however a keyboard composed them.</summary>
    public static string Normalize(string text) => text.IsNormalized(NormalizationForm.FormC) ? text : text.Normalize(NormalizationForm.FormC);

    /// <summary>A pattern of <c>like</c> for what contains the text itself, where <c>%</c>, <c>_</c> and <c>\</c> would be wildcards.</summary>
    public static string ToContainsPattern(string text) =>
        $"%{Normalize(text).Replace(@"\", @"\\", StringComparison.Ordinal).Replace("%", @"\%", StringComparison.Ordinal).Replace("_", @"\_", StringComparison.Ordinal)}%";
}
