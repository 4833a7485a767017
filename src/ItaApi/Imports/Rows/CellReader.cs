using System.Globalization;
using ItaApi.Faults;
using ItaApi.Scoring;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Rows;

/// <summary>Reads one row of a sheet: its cells, their faults, and the values that were converted.</summary>
internal sealed class CellReader(IReadOnlyList<SheetCell> cells)
{
    private const int ScoreDecimals = 2;

    private static readonly Words NumberExpected = new("a number, not a date", "ตัวเลข ไม่ใช่วันที่");
    private static readonly Words TextExpected = new("a text, not a date", "ข้อความ ไม่ใช่วันที่");

    public List<RowFault> Faults { get; } = [];
    public List<RowFault> Warnings { get; } = [];

    public bool IsBlank(SheetColumn? column) =>
        column is null || column.Index >= cells.Count || IsBlank(cells[column.Index]);

    /// <summary>The text of a cell, or null when it is blank. A date has its ISO form.</summary>
    public string? Text(SheetColumn? column, string pointer)
    {
        if (!TryTake(column, pointer, out var cell, out var clean))
            return null;

        var text = CellText.WithoutFormulaQuote(clean);
        if (CellText.LosesInvisible(cell.Text, clean))
            Warn(column!, RowFault.Of(pointer, "unseen_left_out", ("PropertyValue", text)));
        Note(column!, pointer, cell, written: clean, read: clean);
        return text;
    }

    /// <summary>The text of a cell that may be a date, which then has its ISO form.</summary>
    public string? Date(SheetColumn? column, string pointer) =>
        column is not null && column.Index < cells.Count && cells[column.Index] is { Kind: CellKind.Date } date
            ? date.Text
            : Text(column, pointer);

    /// <summary>A name, without the characters that cannot be seen.</summary>
    public string? Name(SheetColumn? column, string pointer)
    {
        if (!TryTake(column, pointer, out var cell, out var clean, TextExpected))
            return null;

        var text = CellText.WithoutFormulaQuote(clean);
        var name = TextRules.WithoutUnseen(text);
        if (name != text || CellText.LosesInvisible(cell.Text, clean))
            Warn(column!, RowFault.Of(pointer, "unseen_left_out", ("PropertyValue", name)));
        Note(column!, pointer, cell, written: name, read: name);
        return name.Length == 0 ? null : name;
    }

    /// <summary>A code; Thai digits are converted.</summary>
    public string? Code(SheetColumn? column, string pointer)
    {
        if (!TryTake(column, pointer, out var cell, out var clean, TextExpected))
            return null;

        var text = WithoutInvisible(column!, pointer, cell, CellText.WithoutFormulaQuote(clean));
        var code = ThaiDigits.ToAscii(text);
        Note(column!, pointer, cell, text, code);
        return code;
    }

    /// <summary>
    /// A number. An invalid one is read as 0, so that the other faults of the row can be reported at the same time. A number of a workbook
    /// is rounded to the decimals of a score, because the sheet shows fewer digits than it holds.
    /// </summary>
    public decimal? Number(SheetColumn? column, string pointer)
    {
        if (IsBlank(column))
            return null;
        if (!TryTake(column, pointer, out var cell, out var clean, NumberExpected))
            return 0;

        var text = WithoutInvisible(column!, pointer, cell, clean);
        if (cell.Kind == CellKind.Number && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var held))
        {
            var rounded = Rounding.ToDecimals(held, ScoreDecimals).ToString("0.##", CultureInfo.InvariantCulture);
            var read = decimal.Parse(rounded, CultureInfo.InvariantCulture);
            Note(column!, pointer, cell, text, read == held ? text : rounded);
            return read;
        }

        var digits = ThaiDigits.ToAscii(text);
        var (value, faultCode) = CellText.ReadNumber(digits);
        if (faultCode is null)
            Note(column!, pointer, cell, text, digits);
        else if (CellText.IsDate(digits))
            Refuse(column!, WrongType(pointer, NumberExpected));
        else
            Refuse(column!, RowFault.Of(pointer, faultCode, ("PropertyValue", text)));
        return value;
    }

    /// <summary>A fiscal year, written in either era.</summary>
    public int? Year(SheetColumn? column, string pointer)
    {
        if (!TryTake(column, pointer, out var cell, out var clean, NumberExpected))
            return null;

        var text = WithoutInvisible(column!, pointer, cell, clean);
        var digits = ThaiDigits.ToAscii(text);
        if (CellText.ReadYear(digits) is not { } year)
        {
            Refuse(
                column!,
                CellText.IsDate(digits)
                    ? WrongType(pointer, NumberExpected)
                    : RowFault.Of(pointer, "not_a_year", ("PropertyValue", text)));
            return null;
        }

        Note(column!, pointer, cell, text, year.ToString(CultureInfo.InvariantCulture));
        return year;
    }

    /// <summary>Refuses cells beyond the header: they belong to no column and would be lost.</summary>
    public void RefuseCellsBeyond(int columns)
    {
        for (var i = columns; i < cells.Count; i++)
        {
            if (!IsBlank(cells[i]))
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

    private static bool IsBlank(SheetCell cell) =>
        cell.Kind is not (CellKind.Error or CellKind.FormulaWithoutValue) && CellText.Clean(cell.Text).Length == 0;

    /// <summary>The cell and its text; false when it is blank, or has no value that could be read, which is then a fault.</summary>
    /// <param name="column">The column; null when the sheet does not have it.</param>
    /// <param name="pointer">The place of the fault.</param>
    /// <param name="cell">The cell.</param>
    /// <param name="text">Its text without the white space around it.</param>
    /// <param name="expected">What is expected in place of a date; null where a date may be.</param>
    private bool TryTake(SheetColumn? column, string pointer, out SheetCell cell, out string text, Words? expected = null)
    {
        (cell, text) = (default, "");
        if (IsBlank(column))
            return false;

        cell = cells[column!.Index];
        text = CellText.Clean(cell.Text);
        var fault = cell.Kind switch
        {
            CellKind.Error => RowFault.Of(pointer, "cell_error", ("PropertyValue", text)),
            CellKind.FormulaWithoutValue => RowFault.Of(pointer, "formula_without_value"),
            CellKind.Date when expected is not null => WrongType(pointer, expected),
            _ when !TextRules.IsText(text) => RowFault.From(TextRules.FaultOf(text) with { Pointer = pointer }),
            _ => null,
        };
        if (fault is not null)
            Refuse(column, fault);
        return fault is null;
    }

    private static RowFault WrongType(string pointer, Words expected) =>
        RowFault.Of(pointer, "wrong_type", ("Expected", expected.En), ("ExpectedTh", expected.Th));

    /// <summary>The text without characters that have no width, of which there is a warning: they cannot be seen in the sheet.</summary>
    private string WithoutInvisible(SheetColumn column, string pointer, SheetCell cell, string text)
    {
        var bare = CellText.WithoutInvisible(text);
        if (bare.Length != text.Length || CellText.LosesInvisible(cell.Text, text))
            Warn(column, RowFault.Of(pointer, "unseen_left_out", ("PropertyValue", bare)));
        return bare;
    }

    /// <summary>Lists a value that was read in another way than the file has it.</summary>
    private void Note(SheetColumn column, string pointer, SheetCell cell, string written, string read)
    {
        if (cell.From is { } from)
            Tolerate(column, pointer, from, read);
        else if (written != read)
            Tolerate(column, pointer, written, read);
    }
}
