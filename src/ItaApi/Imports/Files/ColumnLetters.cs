namespace ItaApi.Imports.Files;

/// <summary>The letters of a spreadsheet's columns: A is 0, XFD the last.</summary>
internal static class ColumnLetters
{
    public const int Columns = 16_384;

    public static string Of(int column)
    {
        var letters = "";
        for (var rest = column; rest >= 0; rest = (rest / 26) - 1)
            letters = (char)('A' + (rest % 26)) + letters;
        return letters;
    }

    /// <summary>The column and the row of a reference such as <c>B7</c>; null if it is none, or outside of any sheet.</summary>
    public static (int Column, int Row)? Parse(ReadOnlySpan<char> reference)
    {
        var column = 0;
        var length = 0;
        while (length < reference.Length && char.IsAsciiLetterUpper(reference[length]))
        {
            if (length == 3)
                return null;
            column = (column * 26) + reference[length++] - 'A' + 1;
        }

        return length > 0
            && column <= Columns
            && int.TryParse(reference[length..], System.Globalization.NumberStyles.None, null, out var row)
            && row is > 0 and <= Rows.RowNumber.RowsOfSheet
            ? (column - 1, row)
            : null;
    }
}
