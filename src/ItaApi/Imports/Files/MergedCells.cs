using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>Cells that are merged into one; rows from 1, columns from 0.</summary>
internal readonly record struct MergedArea(int FirstRow, int LastRow, int FirstColumn, int LastColumn);

/// <summary>
/// Gives the value of a merged cell to every cell that it covers. Rows come in their order, once; the cost follows the rows and the columns
/// of a table, not the size that an area claims.
/// </summary>
/// <param name="areas">The merged areas of a sheet.</param>
/// <param name="columns">The columns that matter.</param>
internal sealed class MergedCells(IEnumerable<MergedArea> areas, int columns)
{
    private readonly List<MergedArea> waiting =
        [.. areas.Where(area => area.FirstColumn < columns).OrderByDescending(area => area.FirstRow)];
    private readonly List<(MergedArea Area, SheetCell Value)> open = [];

    public SheetRow Fill(SheetRow row)
    {
        if (waiting.Count == 0 && open.Count == 0)
            return row;

        open.RemoveAll(merged => merged.Area.LastRow < row.Number);
        while (waiting.Count > 0 && waiting[^1].FirstRow <= row.Number)
        {
            var area = waiting[^1];
            waiting.RemoveAt(waiting.Count - 1);
            // The value is in the first cell. Areas do not overlap in a sound file; of those that do, the first counts.
            if (area.FirstRow == row.Number
                && row.Cells.FirstOrDefault(cell => cell.Column == area.FirstColumn) is { Cell.Text: not null } first
                && !open.Exists(merged => Overlap(merged.Area, area)))
            {
                open.Add((area, first.Cell));
            }
        }

        return open.Count == 0 ? row : row with { Cells = [.. Merge(row)] };
    }

    private IEnumerable<PlacedCell> Merge(SheetRow row)
    {
        var own = row.Cells.Select(cell => cell.Column).ToHashSet();
        return row.Cells
            .Concat(open.SelectMany(merged => Covered(merged.Area, merged.Value, row.Number)).Where(cell => !own.Contains(cell.Column)))
            .OrderBy(cell => cell.Column);
    }

    private IEnumerable<PlacedCell> Covered(MergedArea area, SheetCell value, int row)
    {
        for (var column = area.FirstColumn; column <= Math.Min(area.LastColumn, columns - 1); column++)
        {
            yield return new PlacedCell(
                column,
                value with { From = value.From ?? "" },
                column == area.FirstColumn && row > area.FirstRow ? CellOrigin.MergedAbove : CellOrigin.MergedBeside);
        }
    }

    private static bool Overlap(MergedArea one, MergedArea other) =>
        one.FirstColumn <= other.LastColumn && other.FirstColumn <= one.LastColumn && one.LastRow >= other.FirstRow;
}
