using System.Globalization;
using ItaApi.Values;

namespace ItaApi.Imports.Rows;

/// <summary>One row of a sheet while it is read: its cells, what is wrong with them, and what of them was taken another way than written.</summary>
internal sealed class CellReader(IReadOnlyList<string> cells)
{
    public List<RowFault> Faults { get; } = [];
    public List<RowFault> Warnings { get; } = [];

    public bool IsBlank(SheetColumn? column) => column is null || column.Index >= cells.Count || CellText.Clean(cells[column.Index]).Length == 0;

    /// <summary>Text as it stands, or null where the cell is blank.</summary>
    public string? Text(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.WithoutFormulaQuote(CellText.Clean(cells[column!.Index]));
        // A replacement character is what another program made of bytes it could not read.
        if (TextRules.FindForbidden(text) is not null || text.Contains('\uFFFD', StringComparison.Ordinal))
            Refuse(column, RowFault.Of(pointer, "invalid_text"));
        return text;
    }

    /// <summary>A code, its digits whatever script they are in.</summary>
    public string? Code(SheetColumn? column, string pointer)
    {
        if (Text(column, pointer) is not { } text)
            return null;

        var code = CellText.WithAsciiDigits(text);
        if (code != text)
            Tolerate(column!, pointer, text, code);
        return code;
    }

    /// <summary>A number; 0 stands for one that is none, so that what else is wrong with the row can be told at the same time.</summary>
    public decimal? Number(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.Clean(cells[column!.Index]);
        var digits = CellText.WithAsciiDigits(text);
        var (value, faultCode) = CellText.ReadNumber(digits);
        if (faultCode is not null)
            Refuse(column, RowFault.Of(pointer, faultCode, ("PropertyValue", text)));
        else if (digits != text)
            Tolerate(column, pointer, text, digits);
        return value;
    }

    /// <summary>A fiscal year, in the era that is written or meant.</summary>
    public int? Year(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.Clean(cells[column!.Index]);
        if (CellText.ReadYear(CellText.WithAsciiDigits(text)) is not { } year)
        {
            Refuse(column, RowFault.Of(pointer, "not_a_year", ("PropertyValue", text)));
            return null;
        }

        var written = year.ToString(CultureInfo.InvariantCulture);
        if (written != text)
            Tolerate(column, pointer, text, written);
        return year;
    }

    /// <summary>Cells beyond the header belong to no column; what stands there would be lost.</summary>
    public void RefuseCellsBeyond(int columns)
    {
        for (var i = columns; i < cells.Count; i++)
        {
            if (CellText.Clean(cells[i]).Length > 0)
            {
                Faults.Add(RowFault.Of("", "too_many_cells", ("Max", columns), ("Count", cells.Count)));
                return;
            }
        }
    }

    public void Refuse(SheetColumn column, RowFault fault) => Faults.Add(fault with { Column = column.Header });

    public void Tolerate(SheetColumn column, string pointer, string from, string to) =>
        Warnings.Add(RowFault.Normalized(pointer, from, to) with { Column = column.Header });
}
