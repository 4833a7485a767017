using System.Globalization;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Rows;

/// <summary>Reads one row of a sheet: its cells, their faults, and the values that were converted.</summary>
internal sealed class CellReader(IReadOnlyList<string> cells)
{
    public List<RowFault> Faults { get; } = [];
    public List<RowFault> Warnings { get; } = [];

    public bool IsBlank(SheetColumn? column) =>
        column is null || column.Index >= cells.Count || CellText.Clean(cells[column.Index]).Length == 0;

    /// <summary>The text of a cell, or null when it is blank.</summary>
    public string? Text(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.WithoutFormulaQuote(CellText.Clean(cells[column!.Index]));
        // Another program writes a replacement character for bytes that it cannot read.
        if (TextRules.FindForbidden(text) is not null || text.Contains(TextRules.Replacement, StringComparison.Ordinal))
            Refuse(column, RowFault.Of(pointer, "invalid_text"));
        return text;
    }

    /// <summary>A name, without the characters that cannot be seen.</summary>
    public string? Name(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.WithoutFormulaQuote(CellText.Clean(cells[column!.Index]));
        if (text.Contains(TextRules.Replacement, StringComparison.Ordinal))
        {
            Refuse(column, RowFault.Of(pointer, "invalid_text"));
            return text;
        }

        var name = TextRules.WithoutUnseen(text);
        if (name != text)
            Warn(column, RowFault.Of(pointer, "unseen_left_out", ("PropertyValue", name)));
        return name.Length == 0 ? null : name;
    }

    /// <summary>A code; Thai digits are converted.</summary>
    public string? Code(SheetColumn? column, string pointer)
    {
        if (Text(column, pointer) is not { } text)
            return null;

        var code = ThaiDigits.ToAscii(text);
        if (code != text)
            Tolerate(column!, pointer, text, code);
        return code;
    }

    /// <summary>A number. An invalid one is read as 0, so that the other faults of the row can be reported at the same time.</summary>
    public decimal? Number(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.Clean(cells[column!.Index]);
        var digits = ThaiDigits.ToAscii(text);
        var (value, faultCode) = CellText.ReadNumber(digits);
        if (faultCode is not null)
            Refuse(column, RowFault.Of(pointer, faultCode, ("PropertyValue", text)));
        else if (digits != text)
            Tolerate(column, pointer, text, digits);
        return value;
    }

    /// <summary>A fiscal year, written in either era.</summary>
    public int? Year(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;

        var text = CellText.Clean(cells[column!.Index]);
        if (CellText.ReadYear(ThaiDigits.ToAscii(text)) is not { } year)
        {
            Refuse(column, RowFault.Of(pointer, "not_a_year", ("PropertyValue", text)));
            return null;
        }

        var written = year.ToString(CultureInfo.InvariantCulture);
        if (written != text)
            Tolerate(column, pointer, text, written);
        return year;
    }

    /// <summary>Refuses cells beyond the header: they belong to no column and would be lost.</summary>
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

    public void Warn(SheetColumn column, RowFault warning) => Warnings.Add(warning with { Column = column.Header });

    public void Tolerate(SheetColumn column, string pointer, string from, string to) =>
        Warn(column, RowFault.Normalized(pointer, from, to));
}
