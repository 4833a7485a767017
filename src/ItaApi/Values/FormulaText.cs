using System.Globalization;

namespace ItaApi.Values;

/// <summary>Text that a spreadsheet would run as a formula.</summary>
internal static class FormulaText
{
    /// <summary>
    /// Whether a spreadsheet can run a text: its first character that is seen begins a formula, also in full width, or it begins with a tab
    /// or a line end.
    /// </summary>
    public static bool IsFormula(ReadOnlySpan<char> text)
    {
        if (text is ['\t' or '\r' or '\n', ..])
            return true;

        foreach (var character in text)
        {
            if (!char.IsWhiteSpace(character)
                && CharUnicodeInfo.GetUnicodeCategory(character) is not (UnicodeCategory.Format or UnicodeCategory.Control))
            {
                return character is '=' or '+' or '-' or '@' or '\uFF1D' or '\uFF0B' or '\uFF0D' or '\uFF20';
            }
        }

        return false;
    }
}
