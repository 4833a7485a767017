using System.Globalization;
using ItaApi.Imports.Rows;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Files;

/// <summary>The header of a sheet: its lines and the name of each column, blank for a column without one.</summary>
internal sealed record FoundHeader(int FirstRow, int LastRow, IReadOnlyList<string> Names);

/// <summary>
/// Finds the header among the first rows of a sheet: the row, or the two rows together, with the most names of columns that the import
/// knows. Titles above it do not matter.
/// </summary>
internal sealed class HeaderFinder(ISheetRules rules)
{
    /// <summary>The rows with content in which a header is searched for.</summary>
    public const int RowsSearched = 30;

    /// <summary>One known name may be a word in a title.</summary>
    private const int LeastKnown = 2;

    /// <summary>The header; null when no row has enough known names.</summary>
    /// <param name="first">The first rows, with the values of merged cells.</param>
    public FoundHeader? Find(IReadOnlyList<SheetRow> first)
    {
        var rows = first.Select(Narrow).ToList();
        FoundHeader? best = null;
        var bestKnown = LeastKnown - 1;
        for (var i = 0; i < rows.Count; i++)
        {
            var one = NamesOf(rows[i]);
            var known = CountKnown(one);
            Consider(new FoundHeader(rows[i].Number, rows[i].Number, one), known);
            if (i + 1 == rows.Count || !IsSecondLine(rows[i], rows[i + 1]) || IsNumbering(rows[i + 1], one))
                continue;

            // Both lines must contribute: a title above a header, or a row below one, does not.
            var two = Join(rows[i], rows[i + 1]);
            var together = CountKnown(two);
            if (together > known && together > CountKnown(NamesOf(rows[i + 1])))
                Consider(new FoundHeader(rows[i].Number, rows[i + 1].Number, two), together);
        }

        return best;

        void Consider(FoundHeader header, int known)
        {
            if (known > bestKnown && known * 2 >= header.Names.Count(name => name.Length > 0))
                (best, bestKnown) = (header, known);
        }
    }

    /// <summary>The first row as the header, when none is found: its faults say what is missing.</summary>
    public static FoundHeader First(SheetRow row) => new(row.Number, row.Number, NamesOf(Narrow(row)));

    /// <summary>Whether a row below a header numbers its columns: 1, 2, 3 and so on, under every name.</summary>
    public static bool IsNumbering(SheetRow row, IReadOnlyList<string> names)
    {
        var columns = Enumerable.Range(0, names.Count).Where(column => names[column].Length > 0).ToList();
        var cells = row.Cells.Where(cell => cell.Origin == CellOrigin.Own).ToList();
        return columns.Count > LeastKnown
            && cells.Count == columns.Count
            && cells.Select((cell, place) =>
                cell.Column == columns[place]
                && ThaiDigits.ToAscii(CellText.Clean(cell.Cell.Text).Trim('(', ')')) == (place + 1).ToString(CultureInfo.InvariantCulture))
                .All(fits => fits);
    }

    /// <summary>
    /// Whether a row may be the second line of a header: each of its cells is a name, by itself or with the one above it. Otherwise a row
    /// of data, with a number under a column without a name, would be taken for one.
    /// </summary>
    private bool IsSecondLine(SheetRow upper, SheetRow lower)
    {
        if (lower.Number != upper.Number + 1)
            return false;

        var above = Blank(upper, lower);
        foreach (var (column, cell, _) in upper.Cells)
            above[column] = CellText.Clean(cell.Text);
        return lower.Cells
            .Where(cell => cell.Origin == CellOrigin.Own)
            .All(cell => CellText.Clean(cell.Cell.Text) is var below && (Knows(below) || Knows($"{above[cell.Column]} {below}")));
    }

    /// <summary>A row without the columns that no table has; of those, one remains, so that the header is refused.</summary>
    private static SheetRow Narrow(SheetRow row) => row.Cells.Count == 0 || row.Cells[^1].Column <= SheetTable.MaxColumns
        ? row
        : row with
        {
            Cells =
            [
                .. row.Cells.Where(cell => cell.Column < SheetTable.MaxColumns),
                row.Cells.First(cell => cell.Column >= SheetTable.MaxColumns) with { Column = SheetTable.MaxColumns },
            ],
        };

    private static string[] NamesOf(SheetRow row)
    {
        var names = Blank(row);
        foreach (var (column, cell, origin) in row.Cells)
        {
            if (origin == CellOrigin.Own)
                names[column] = CellText.Clean(cell.Text);
        }

        return names;
    }

    /// <summary>The names of two lines: the upper one of a column that has one line, the lower one of a group of columns.</summary>
    private string[] Join(SheetRow upper, SheetRow lower)
    {
        var names = Blank(upper, lower);
        foreach (var (column, cell, _) in upper.Cells)
            names[column] = CellText.Clean(cell.Text);
        foreach (var (column, cell, _) in lower.Cells.Where(cell => cell.Origin == CellOrigin.Own))
        {
            var (above, below) = (names[column], CellText.Clean(cell.Text));
            names[column] = above.Length == 0 || Knows(below) ? below : $"{above} {below}";
        }

        // The name of a group is that of no column.
        foreach (var (column, _, origin) in upper.Cells)
        {
            if (origin == CellOrigin.MergedBeside && !lower.Cells.Any(cell => cell.Column == column && cell.Origin == CellOrigin.Own))
                names[column] = "";
        }

        return names;
    }

    private int CountKnown(string[] names) => names.Count(Knows);

    private bool Knows(string name) => name.Length > 0 && rules.KindOf(name) != HeaderCell.Unknown;

    private static string[] Blank(params ReadOnlySpan<SheetRow> rows)
    {
        var width = 0;
        foreach (var row in rows)
            width = Math.Max(width, row.Cells.Count == 0 ? 0 : row.Cells[^1].Column + 1);
        var names = new string[width];
        Array.Fill(names, "");
        return names;
    }
}
