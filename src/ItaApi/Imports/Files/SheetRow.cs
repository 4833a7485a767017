using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>Whether a cell has its value from a merged cell that covers it.</summary>
internal enum CellOrigin
{
    Own,
    MergedAbove,
    MergedBeside,
}

/// <summary>A cell with content, and its column from 0.</summary>
internal readonly record struct PlacedCell(int Column, SheetCell Cell, CellOrigin Origin = CellOrigin.Own);

/// <summary>A row of a sheet with content. Blank cells and blank rows are not there.</summary>
/// <param name="Number">The number of the row in its sheet, from 1.</param>
/// <param name="Cells">The cells with content, by column.</param>
/// <param name="IsHidden">Whether the sheet hides the row.</param>
/// <param name="Line">The line of a text file in which the row begins.</param>
internal sealed record SheetRow(int Number, IReadOnlyList<PlacedCell> Cells, bool IsHidden = false, int? Line = null)
{
    /// <summary>The cells that have a value of their own, as one text.</summary>
    public string Text => string.Join(
        ' ', Cells.Where(cell => cell.Origin == CellOrigin.Own).Select(cell => CellText.Clean(cell.Cell.Text)));

    public bool HasOwnCells => Cells.Any(cell => cell.Origin == CellOrigin.Own);
}
