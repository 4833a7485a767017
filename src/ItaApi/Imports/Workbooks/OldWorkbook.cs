using System.Globalization;
using System.Text;
using ExcelDataReader;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// A workbook of Excel 97 to 2003. ExcelDataReader reads it; it returns no errors of cells, so that these look like blank cells.
/// </summary>
internal sealed class OldWorkbook : IWorkbook
{
    private readonly IExcelDataReader reader;

    // The reader requests windows-1252 when it is created, whatever the encoding of the file.
    static OldWorkbook() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    public OldWorkbook(Stream file)
    {
        file.Position = 0;
        reader = ExcelReaderFactory.CreateBinaryReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
        List<WorkbookSheet> sheets = [];
        do
        {
            sheets.Add(new WorkbookSheet(sheets.Count, reader.Name, reader.VisibleState != "visible"));
        }
        while (reader.NextResult());
        Sheets = sheets;
    }

    public IReadOnlyList<WorkbookSheet> Sheets { get; }

    public IReadOnlyList<RowFault> Warnings { get; } = [RowFault.Of("", "old_workbook")];

    public SheetStart ReadStart(WorkbookSheet sheet, int rows)
    {
        GoTo(sheet);
        var merged = (reader.MergeCells ?? []).Select(
            cells => new MergedArea(cells.FromRow + 1, cells.ToRow + 1, cells.FromColumn, cells.ToColumn));
        var first = ReadRows(sheet).Take(rows).ToList();
        return new SheetStart(first, first.Count < rows, [.. merged]);
    }

    public IEnumerable<SheetRow> ReadRows(WorkbookSheet sheet)
    {
        GoTo(sheet);
        for (var number = 1; reader.Read(); number++)
        {
            List<PlacedCell> cells = [];
            for (var column = 0; column < reader.FieldCount; column++)
            {
                if (CellAt(column) is { IsBlank: false } cell)
                    cells.Add(new PlacedCell(column, cell));
            }

            if (cells.Count > 0)
                yield return new SheetRow(number, cells, IsHidden: reader.RowHeight == 0);
        }
    }

    public void Dispose() => reader.Dispose();

    private void GoTo(WorkbookSheet sheet)
    {
        reader.Reset();
        for (var i = 0; i < sheet.Place; i++)
            reader.NextResult();
    }

    private SheetCell CellAt(int column) => reader.GetValue(column) switch
    {
        null => new SheetCell(""),
        string text => new SheetCell(text),
        bool isTrue => new SheetCell(isTrue ? "TRUE" : "FALSE"),
        DateTime date => ShownCell.Of(date),
        TimeSpan time => new SheetCell(time.ToString(null, CultureInfo.InvariantCulture), CellKind.Date),
        var number => ShownCell.Of(
            Convert.ToDouble(number, CultureInfo.InvariantCulture),
            reader.GetNumberFormatString(column) is { } code ? NumberFormat.Parse(code) : NumberFormat.General),
    };
}
