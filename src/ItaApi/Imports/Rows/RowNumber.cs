namespace ItaApi.Imports.Rows;

/// <summary>
/// The number of a row of a workbook: the place of its sheet and its row in one integer, in the order of the file. In the first sheet it
/// is the row itself.
/// </summary>
internal static class RowNumber
{
    /// <summary>The rows of a sheet; no spreadsheet has more.</summary>
    public const int RowsOfSheet = 1_048_576;

    public static int Of(int sheet, int row) => (sheet * RowsOfSheet) + row;

    public static (int Sheet, int Row) Split(int number) => ((number - 1) / RowsOfSheet, ((number - 1) % RowsOfSheet) + 1);
}
