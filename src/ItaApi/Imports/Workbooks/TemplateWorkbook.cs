using System.Globalization;
using DocumentFormat.OpenXml;
using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Spreadsheet;
using ItaApi.Imports.Files;

namespace ItaApi.Imports.Workbooks;

/// <summary>A column of a template.</summary>
/// <param name="Header">The header.</param>
/// <param name="IsScore">Whether only numbers from 0 to 100 may be entered.</param>
internal sealed record TemplateColumn(string Header, bool IsScore = false);

/// <summary>Writes workbooks to fill in: a sheet of instructions, and a sheet with a row for each agency.</summary>
internal static class TemplateWorkbook
{
    private const uint Plain = 0;
    private const uint Bold = 1;
    private const uint AsText = 2;

    /// <summary>The rows to which the check of scores extends beyond those that are filled.</summary>
    private const int SpareRows = 200;

    /// <param name="title">The name of the sheet to fill in.</param>
    /// <param name="columns">Its columns.</param>
    /// <param name="rows">The first cells of each row; texts and numbers.</param>
    public static MemoryStream Write(string title, IReadOnlyList<TemplateColumn> columns, IReadOnlyList<object?[]> rows)
    {
        var file = new MemoryStream();
        using (var document = SpreadsheetDocument.Create(file, SpreadsheetDocumentType.Workbook))
        {
            var workbook = document.AddWorkbookPart();
            workbook.AddNewPart<WorkbookStylesPart>().Stylesheet = Styles();
            var sheets = new Sheets();
            workbook.Workbook = new Workbook(sheets);
            Add(TemplateInstructions.SheetName, WriteInstructions);
            Add(title, part => WriteTable(part, columns, rows));

            void Add(string name, Action<WorksheetPart> write)
            {
                var part = workbook.AddNewPart<WorksheetPart>();
                write(part);
                sheets.Append(new Sheet
                {
                    Name = name,
                    SheetId = (uint)sheets.ChildElements.Count + 1,
                    Id = workbook.GetIdOfPart(part),
                });
            }
        }

        file.Position = 0;
        return file;
    }

    private static void WriteInstructions(WorksheetPart part)
    {
        using var xml = OpenXmlWriter.Create(part);
        xml.WriteStartElement(new Worksheet());
        WriteWidths(xml, [100]);
        xml.WriteStartElement(new SheetData());
        for (var i = 0; i < TemplateInstructions.Lines.Count; i++)
            WriteRow(xml, i + 1, [TemplateInstructions.Lines[i]], i == 0 ? Bold : Plain);
        xml.WriteEndElement();
        xml.WriteEndElement();
    }

    private static void WriteTable(WorksheetPart part, IReadOnlyList<TemplateColumn> columns, IReadOnlyList<object?[]> rows)
    {
        using var xml = OpenXmlWriter.Create(part);
        xml.WriteStartElement(new Worksheet());
        xml.WriteElement(new SheetViews(new SheetView(
            new Pane { VerticalSplit = 1, TopLeftCell = "A2", ActivePane = PaneValues.BottomLeft, State = PaneStateValues.Frozen })
        {
            WorkbookViewId = 0,
            TabSelected = true,
        }));
        WriteWidths(xml, columns.Select(column => Math.Clamp(column.Header.Length + 2, 12, 40)));
        xml.WriteStartElement(new SheetData());
        WriteRow(xml, 1, [.. columns.Select(column => column.Header)], Bold);
        for (var i = 0; i < rows.Count; i++)
            WriteRow(xml, i + 2, rows[i], AsText);
        xml.WriteEndElement();
        WriteCheck(xml, columns, rows.Count + 1 + SpareRows);
        xml.WriteEndElement();
    }

    private static void WriteWidths(OpenXmlWriter xml, IEnumerable<int> widths) => xml.WriteElement(new Columns(
        widths.Select((width, place) => new Column { Min = (uint)place + 1, Max = (uint)place + 1, Width = width, CustomWidth = true })));

    private static void WriteRow(OpenXmlWriter xml, int number, object?[] cells, uint style)
    {
        xml.WriteStartElement(new Row { RowIndex = (uint)number });
        for (var column = 0; column < cells.Length; column++)
        {
            var place = string.Create(CultureInfo.InvariantCulture, $"{ColumnLetters.Of(column)}{number}");
            if (cells[column] is string text)
            {
                xml.WriteElement(new Cell(new InlineString(new Text(text) { Space = SpaceProcessingModeValues.Preserve }))
                {
                    CellReference = place,
                    DataType = CellValues.InlineString,
                    StyleIndex = style,
                });
            }
            else if (cells[column] is IFormattable value)
            {
                xml.WriteElement(new Cell(new CellValue(value.ToString(null, CultureInfo.InvariantCulture))) { CellReference = place });
            }
        }

        xml.WriteEndElement();
    }

    private static void WriteCheck(OpenXmlWriter xml, IReadOnlyList<TemplateColumn> columns, int lastRow)
    {
        var areas = columns
            .Select((column, place) => (column.IsScore, Letters: ColumnLetters.Of(place)))
            .Where(column => column.IsScore)
            .Select(column => new StringValue(
                string.Create(CultureInfo.InvariantCulture, $"{column.Letters}2:{column.Letters}{lastRow}")));
        xml.WriteElement(new DataValidations(new DataValidation(new Formula1("0"), new Formula2("100"))
        {
            Type = DataValidationValues.Decimal,
            Operator = DataValidationOperatorValues.Between,
            AllowBlank = true,
            ShowErrorMessage = true,
            ErrorTitle = "คะแนนไม่ถูกต้อง",
            Error = "คะแนนต้องเป็นตัวเลข 0 ถึง 100",
            SequenceOfReferences = new ListValue<StringValue>(areas),
        })
        {
            Count = 1,
        });
    }

    private static Stylesheet Styles() => new(
        new Fonts(new Font(), new Font(new Bold())),
        new Fills(
            new Fill(new PatternFill { PatternType = PatternValues.None }),
            new Fill(new PatternFill { PatternType = PatternValues.Gray125 })),
        new Borders(new Border()),
        new CellStyleFormats(new CellFormat()),
        new CellFormats(
            new CellFormat(),
            new CellFormat { FontId = 1, ApplyFont = true },
            // Codes stay text when they are edited: a spreadsheet would make a date of 10-2565.
            new CellFormat { NumberFormatId = 49, ApplyNumberFormat = true }));
}
