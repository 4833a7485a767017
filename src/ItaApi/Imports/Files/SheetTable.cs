using System.Buffers;
using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>
/// A table of a sheet: its header, and its rows in the form in which they wait to be judged. A value that is given for the whole sheet is
/// a column in front of the others. Rows that are no data are passed over and listed.
/// </summary>
internal sealed class SheetTable : IDisposable
{
    /// <summary>The widest sheet known has about forty columns.</summary>
    [Limit("columns of a sheet")]
    public const int MaxColumns = 500;

    /// <summary>The characters of a title that are read.</summary>
    private const int LongestTitle = 500;

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private readonly string? sheet;
    private readonly FoundHeader found;
    private readonly HeaderCell[] kinds;
    private readonly SummaryRows summaries;
    private readonly FileWarnings warnings;
    private readonly int offset;
    private readonly List<(string Header, string Value)> given = [];
    private readonly HashSet<int> unread = [];
    private readonly ArrayBufferWriter<byte> content = new();
    private readonly Utf8JsonWriter json;
    private int last;
    private (int First, int Last)? hidden;

    /// <param name="sheet">The name of the sheet; null for a file that is one table.</param>
    /// <param name="found">The header.</param>
    /// <param name="titles">The rows above it.</param>
    /// <param name="rules">The columns of this kind of import.</param>
    /// <param name="givens">What is given for columns that the sheet lacks.</param>
    /// <param name="warnings">Takes the warnings about the whole sheet.</param>
    /// <exception cref="ProblemException">The header cannot be used.</exception>
    public SheetTable(
        string? sheet, FoundHeader found, IReadOnlyList<SheetRow> titles, ISheetRules rules, SheetGivens givens, FileWarnings warnings)
    {
        if (found.Names.Count > MaxColumns)
            throw RowSource.Unreadable("", "too_many", ("Max", MaxColumns));

        (this.sheet, this.found, this.warnings) = (sheet, found, warnings);
        // Rows of a workbook have the numbers of its sheet; in other files the first row after the header is row 1.
        offset = sheet is null ? found.LastRow : 0;
        last = found.LastRow;
        kinds = [.. found.Names.Select(rules.KindOf)];
        summaries = new SummaryRows(found, kinds);
        json = new Utf8JsonWriter(content, AsItIs);

        List<RowFault> said = [];
        Give(rules, titles, givens, said);
        Header = [.. given.Select(column => column.Header), .. found.Names];
        said.AddRange(rules.Check(Header));
        if (sheet is null && titles.Count > 0)
            said.Add(RowFault.Of("", "lines_above_header", ("Count", titles.Count)));
        warnings.AddRange(said.Select(warning => warning with { Sheet = sheet }));
    }

    /// <summary>The columns of the rows.</summary>
    public IReadOnlyList<string> Header { get; }

    public int HeaderRow => found.FirstRow;

    public int RowsRead { get; private set; }

    /// <summary>Takes the next row after the header.</summary>
    /// <returns>The row; null when it is no data, which is listed.</returns>
    public ReceivedRow? Take(SheetRow row)
    {
        if (row.Number <= found.LastRow || !row.HasOwnCells)
            return null;

        if (row.Number > last + 1)
            warnings.AddPassedOver(sheet, last + 1 - offset, row.Number - 1 - offset, Blank);
        last = row.Number;
        if (summaries.FindReason(row) is { } reason)
        {
            warnings.AddPassedOver(sheet, row.Number - offset, row.Number - offset, reason);
            return null;
        }

        if (row.IsHidden)
            AddHidden(row.Number - offset);
        RowsRead++;
        content.ResetWrittenCount();
        json.Reset();
        Write(row);
        return new ReceivedRow(
            row.Number - offset, content.WrittenCount <= RowSource.MaxRowBytes ? content.WrittenSpan.ToArray() : default, row.Line);
    }

    /// <summary>Lists what is known only at the end.</summary>
    public void Finish()
    {
        if (hidden is var (first, end))
            warnings.AddHidden(sheet, first, end);
        hidden = null;
    }

    public void Dispose() => json.Dispose();

    private static Words Blank => new("blank", "ว่างเปล่า");

    private void AddHidden(int number)
    {
        if (hidden is var (first, end) && end + 1 == number)
        {
            hidden = (first, number);
            return;
        }

        Finish();
        hidden = (number, number);
    }

    private void Write(SheetRow row)
    {
        json.WriteStartArray();
        foreach (var (_, value) in given)
            json.WriteStringValue(value);

        var width = 0;
        foreach (var (column, cell, origin) in row.Cells)
        {
            var isBeyond = column >= found.Names.Count;
            // Merged cells beyond the header cover nothing, and one cell beyond it is as bad as many.
            if (isBeyond && (origin != CellOrigin.Own || width > found.Names.Count))
                continue;

            var place = isBeyond ? found.Names.Count : column;
            for (; width < place; width++)
                json.WriteStringValue("");
            SheetCellConverter.Write(json, cell);
            width = place + 1;
            if (!isBeyond && (found.Names[column].Length == 0 || kinds[column] == HeaderCell.Remark) && origin == CellOrigin.Own)
                AddUnread(column, row.Number - offset);
        }

        json.WriteEndArray();
        json.Flush();
    }

    /// <summary>Lists a column that is not read and has content, once.</summary>
    private void AddUnread(int column, int row)
    {
        if (!unread.Add(column))
            return;

        var name = found.Names[column].Length > 0 ? found.Names[column] : ColumnLetters.Of(column);
        warnings.Add(RowFault.Of("", "column_passed_over", ("Column", name)) with { Column = name, Sheet = sheet, Row = row });
    }

    /// <summary>Adds a column for each value that the sheet lacks and that is given for the whole of it.</summary>
    private void Give(ISheetRules rules, IReadOnlyList<SheetRow> titles, SheetGivens givens, List<RowFault> said)
    {
        var lines = titles.Select(row => row.Text).Select(line => line.Length <= LongestTitle ? line : line[..LongestTitle]).ToList();
        var lacking = rules.FindLacking(found.Names);
        foreach (var column in lacking)
        {
            if (FindGiven(column.Given, lines, rules, givens) is not var (value, source))
                continue;

            given.Add((column.Header, value));
            said.Add(RowFault.Normalized(column.Pointer, source, value) with { Column = column.Header, Row = found.FirstRow });
        }

        said.AddRange(givens.ToWarnings(
            needsYear: lacking.Any(column => column.Given is not SheetGiven.Province),
            needsProvince: lacking.Any(column => column.Given is SheetGiven.Province)));
    }

    /// <summary>A parameter comes before a title, and a title before the key.</summary>
    private static (string Value, string From)? FindGiven(
        SheetGiven given, IReadOnlyList<string> titles, ISheetRules rules, SheetGivens givens)
    {
        if (given == SheetGiven.Province)
        {
            return givens.Province is { } province ? (province, $"province={province}")
                : TitleLines.FindProvince(titles, rules) is var (code, named) ? (code, named)
                : givens.KeyProvince is { } own ? (own, "X-Api-Key")
                : null;
        }

        var year = givens.FiscalYear is { } sent
            ? (Year: sent, Line: string.Create(CultureInfo.InvariantCulture, $"fiscalYear={sent}"))
            : TitleLines.FindYear(titles);
        return year is var (taken, line)
            ? ((taken - (given == SheetGiven.YearBefore ? 1 : 0)).ToString(CultureInfo.InvariantCulture), line)
            : null;
    }
}
