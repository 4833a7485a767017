using System.Globalization;
using System.Xml;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// Reads the rows of a sheet of an XLSX file one by one. Only rows and cells with content are returned, so that the work follows what the
/// file holds and not what it claims: a row far down costs as much as the next one.
/// </summary>
/// <remarks>
/// The reader of DocumentFormat.OpenXml makes an object of each attribute, and needs ten times as long for a sheet of blank cells; that is
/// why the parts are opened with it and their elements are read with <see cref="XmlReader"/>.
/// </remarks>
internal sealed class WorksheetRows(string sheet, IReadOnlyList<string> texts, CellStyles styles, bool countsFrom1904)
{
    public IEnumerable<SheetRow> Read(Stream part)
    {
        using var xml = WorkbookXml.Open(part);
        foreach (var row in Read(xml))
            yield return row;
    }

    /// <summary>The first rows, and the merged cells, which come after all rows.</summary>
    public SheetStart ReadStart(Stream part, int rows)
    {
        using var xml = WorkbookXml.Open(part);
        var first = Read(xml).Take(rows).ToList();
        return new SheetStart(first, first.Count < rows, ReadMergedAreas(xml));
    }

    private IEnumerable<SheetRow> Read(XmlReader xml)
    {
        var last = 0;
        while (xml.Read() && !IsEndOfRows(xml))
        {
            if (!xml.IsStart("row"))
                continue;

            var number = last + 1;
            if (xml.GetAttribute("r") is { } written && !int.TryParse(written, NumberStyles.None, CultureInfo.InvariantCulture, out number))
                throw Outside(written);
            if (number > RowNumber.RowsOfSheet || number <= last)
                throw Outside(number.ToString(CultureInfo.InvariantCulture));
            last = number;
            var isHidden = xml.IsTrue("hidden");
            if (!xml.IsEmptyElement && ReadCells(xml) is { Count: > 0 } cells)
                yield return new SheetRow(number, cells, isHidden);
        }
    }

    private static bool IsEndOfRows(XmlReader xml) =>
        xml.LocalName == "sheetData" && (xml.NodeType == XmlNodeType.EndElement || xml.IsEmptyElement);

    private static List<MergedArea> ReadMergedAreas(XmlReader xml)
    {
        List<MergedArea> areas = [];
        while (xml.Read())
        {
            if (xml.IsStart("mergeCell")
                && (xml.GetAttribute("ref") ?? "").Split(':') is [var first, var end]
                && ColumnLetters.Parse(first) is var (firstColumn, firstRow)
                && ColumnLetters.Parse(end) is var (lastColumn, lastRow)
                && lastColumn >= firstColumn
                && lastRow >= firstRow)
            {
                areas.Add(new MergedArea(firstRow, lastRow, firstColumn, lastColumn));
            }
        }

        return areas;
    }

    private List<PlacedCell>? ReadCells(XmlReader xml)
    {
        List<PlacedCell>? cells = null;
        var (depth, last) = (xml.Depth, -1);
        while (xml.Read() && xml.Depth > depth)
        {
            if (!xml.IsStart("c"))
                continue;

            var column = last + 1;
            if (xml.GetAttribute("r") is { } reference)
                column = ColumnLetters.Parse(reference)?.Column ?? throw Outside(reference);
            if (column >= ColumnLetters.Columns || column <= last)
                throw Outside(ColumnLetters.Of(column));
            last = column;
            if (!xml.IsEmptyElement && ReadCell(xml) is { IsBlank: false } cell)
                (cells ??= []).Add(new PlacedCell(column, cell));
        }

        return cells;
    }

    private SheetCell ReadCell(XmlReader xml)
    {
        var (type, style) = (xml.GetAttribute("t"), xml.Number("s") ?? 0);
        var (value, hasFormula, depth) = ((string?)null, false, xml.Depth);
        while (xml.Read() && xml.Depth > depth)
        {
            if (xml.IsStart("v"))
                value = xml.ReadText();
            else if (xml.IsStart("is"))
                value = xml.ReadRichText();
            else if (xml.IsStart("f"))
                hasFormula = true;
        }

        if (value is null)
            return hasFormula ? new SheetCell("", CellKind.FormulaWithoutValue) : new SheetCell("");
        return type switch
        {
            "s" => new SheetCell(TextAt(value)),
            "str" => new SheetCell(WorkbookXml.WithoutEscapes(value)),
            "inlineStr" => new SheetCell(value),
            "b" => new SheetCell(value is "1" or "true" ? "TRUE" : "FALSE"),
            "e" => new SheetCell(value, CellKind.Error),
            "d" => new SheetCell(value.Length > 10 ? value[..10] : value, CellKind.Date, value),
            _ => NumberOf(value, style),
        };
    }

    private SheetCell NumberOf(string value, int style) =>
        double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out var number)
            ? ShownCell.Of(number, styles[style], countsFrom1904)
            : new SheetCell(value);

    private string TextAt(string place) =>
        int.TryParse(place, NumberStyles.None, CultureInfo.InvariantCulture, out var index) && index < texts.Count
            ? texts[index]
            : throw new InvalidDataException("A cell names a shared text that the file does not have.");

    private Faults.ProblemException Outside(string place) =>
        RowSource.Unreadable("", "outside_sheet", ("Sheet", sheet), ("Place", place));
}
