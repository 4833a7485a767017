using System.Runtime.CompilerServices;
using System.Xml;
using DocumentFormat.OpenXml.Packaging;
using ExcelDataReader.Exceptions;
using ItaApi.Faults;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// The tables of a workbook: every visible sheet with a header that fits, one after the other. A workbook has its table of contents at the
/// end, so the file is first stored on disk and its rows are then read one by one.
/// </summary>
internal sealed class WorkbookSource : RowSource
{
    /// <summary>Reading takes a processor. More files at once would only take it from other requests.</summary>
    private static readonly SemaphoreSlim Turns = new(Math.Max(1, Environment.ProcessorCount));

    private readonly FileStream file;
    private readonly FileWarnings warnings = new();
    private readonly List<ReadSheet> sheets = [];
    private readonly List<(WorkbookSheet Sheet, SheetTable Table, SheetStart Start)> tables = [];
    private readonly Dictionary<string, string> unfit = new(StringComparer.Ordinal);
    private IWorkbook? workbook;
    private bool hasTurn;

    private WorkbookSource(FileStream file) => this.file = file;

    /// <summary>The columns, when one sheet is read.</summary>
    public override IReadOnlyList<string>? Header => tables is [var only] ? only.Table.Header : null;

    public override IReadOnlyList<ReadSheet> Sheets =>
        [.. sheets.Select((sheet, place) =>
            tables.FirstOrDefault(table => table.Sheet.Place == place).Table is { } table
                ? sheet with { RowsRead = table.RowsRead }
                : sheet)];

    public override IReadOnlyList<RowFault> Warnings => warnings.All;

    /// <summary>Stores what was sent and finds its headers.</summary>
    /// <exception cref="ProblemException">It is empty, no workbook, or none of its sheets can be used.</exception>
    public static async Task<WorkbookSource> OpenAsync(
        Stream body, ImportFormat format, ISheetRules rules, SheetGivens givens, CancellationToken ct)
    {
        var source = new WorkbookSource(TemporaryFile.Create());
        try
        {
            await body.CopyToAsync(source.file, ct);
            await Turns.WaitAsync(ct);
            source.hasTurn = true;
            source.Open(format, rules, givens);
            return source;
        }
        catch (Exception fault)
        {
            await source.DisposeAsync();
            if (IsBroken(fault))
                throw Malformed(format);
            throw;
        }
    }

    public override async IAsyncEnumerable<ReceivedRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var (sheet, table, start) in tables)
        {
            foreach (var row in Read(sheet, table, start))
            {
                ct.ThrowIfCancellationRequested();
                yield return row with { Number = RowNumber.Of(sheet.Place, row.Number) };
            }

            table.Finish();
        }

        if (tables.TrueForAll(read => read.Table.RowsRead == 0))
            throw Unreadable("", "no_rows");
        await Task.CompletedTask;
    }

    public override async ValueTask DisposeAsync()
    {
        if (hasTurn)
            Turns.Release();
        hasTurn = false;
        foreach (var (_, table, _) in tables)
            table.Dispose();
        workbook?.Dispose();
        await file.DisposeAsync();
    }

    private void Open(ImportFormat format, ISheetRules rules, SheetGivens givens)
    {
        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        FileKind.RefuseUnlessWorkbook(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)], format);
        workbook = format == ImportFormat.Xls ? new OldWorkbook(file) : new OpenXmlWorkbook(file);
        warnings.AddRange(workbook.Warnings);

        ProblemException? refusal = null;
        foreach (var sheet in workbook.Sheets)
            sheets.Add(Look(sheet, rules, givens, ref refusal));
        if (tables.Count == 0)
            throw refusal ?? Unreadable("", "empty_file");

        foreach (var sheet in sheets.Where(sheet => sheet.Reason is SheetSkipped.Hidden or SheetSkipped.NoHeader))
        {
            var (en, th) = sheet.Reason == SheetSkipped.Hidden
                ? ("it is hidden", "ถูกซ่อนไว้")
                : unfit.GetValueOrDefault(sheet.Name) is { } faults
                    ? ($"its header does not fit ({faults})", $"หัวตารางไม่ตรงกัน ({faults})")
                    : ("it has no header", "ไม่มีหัวตาราง");
            warnings.Add(
                RowFault.Of("", "sheet_not_read", ("Sheet", sheet.Name), ("Reason", en), ("ReasonTh", th)) with { Sheet = sheet.Name });
        }
    }

    /// <summary>Finds the header of a sheet.</summary>
    private ReadSheet Look(WorkbookSheet sheet, ISheetRules rules, SheetGivens givens, ref ProblemException? refusal)
    {
        var named = new ReadSheet { Name = sheet.Name };
        if (sheet.IsHidden)
            return named with { Reason = SheetSkipped.Hidden };

        var start = workbook!.ReadStart(sheet, HeaderFinder.RowsSearched);
        var filling = new MergedCells(start.Merged, SheetTable.MaxColumns);
        var first = start.Rows.Select(filling.Fill).ToList();
        if (first.Count == 0)
            return named with { Reason = SheetSkipped.Empty };
        if (TemplateInstructions.Are(sheet.Name, first[0].Text))
            return named with { Reason = SheetSkipped.Instructions };

        var found = new HeaderFinder(rules).Find(first);
        try
        {
            var header = found ?? HeaderFinder.First(first[0]);
            var table = new SheetTable(sheet.Name, header, [.. first.Where(row => row.Number < header.FirstRow)], rules, givens, warnings);
            tables.Add((sheet, table, start));
            return named with { HeaderRow = table.HeaderRow, Header = table.Header };
        }
        catch (ProblemException fault)
        {
            // A header that was found says more about what is wrong than the first row of another sheet.
            if (refusal is null || found is not null)
                refusal = WithPlace(fault, sheet.Name, (found ?? HeaderFinder.First(first[0])).FirstRow);
            if (found is not null)
                unfit[sheet.Name] = string.Join(", ", fault.Problem.Faults.Select(unknown => $"{unknown.Code}: {unknown.Pointer}"));
            return named with { Reason = SheetSkipped.NoHeader };
        }
    }

    /// <summary>The refusal of a header, and which row was taken for it.</summary>
    private static ProblemException WithPlace(ProblemException fault, string sheet, int row) => new(fault.Problem with
    {
        Faults =
        [
            .. fault.Problem.Faults,
            new RequestFault("", "header_taken", new Dictionary<string, object?> { ["Sheet"] = sheet, ["Row"] = row }),
        ],
    });

    private IEnumerable<ReceivedRow> Read(WorkbookSheet sheet, SheetTable table, SheetStart start)
    {
        var filling = new MergedCells(start.Merged, table.Header.Count);
        using var rows = (start.IsWhole ? start.Rows : workbook!.ReadRows(sheet)).GetEnumerator();
        while (Next(rows) is { } row)
        {
            if (table.Take(filling.Fill(row)) is { } taken)
                yield return taken;
        }
    }

    private SheetRow? Next(IEnumerator<SheetRow> rows)
    {
        try
        {
            return rows.MoveNext() ? rows.Current : null;
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw Malformed(workbook is OldWorkbook ? ImportFormat.Xls : ImportFormat.Xlsx);
        }
    }

    private static ProblemException Malformed(ImportFormat format) =>
        Unreadable("", format == ImportFormat.Xls ? "malformed_xls" : "malformed_xlsx");

    /// <summary>A file that is no workbook inside, or was altered. Any other exception is a defect of the service.</summary>
    private static bool IsBroken(Exception fault) =>
        fault is OpenXmlPackageException or FileFormatException or ExcelReaderException or InvalidDataException or XmlException
            or FormatException or OverflowException or NullReferenceException or KeyNotFoundException or IndexOutOfRangeException
            or ArgumentException or EndOfStreamException;
}
