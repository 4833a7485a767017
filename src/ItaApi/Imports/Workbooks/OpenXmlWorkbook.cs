using System.IO.Compression;
using DocumentFormat.OpenXml.Packaging;
using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Workbooks;

/// <summary>
/// An XLSX file, transitional or strict. DocumentFormat.OpenXml finds its parts by their relationships, whatever their names are.
/// </summary>
internal sealed class OpenXmlWorkbook : IWorkbook
{
    [Limit("parts of an XLSX file")]
    private const int MaxEntries = 1_000;

    /// <summary>100,000 assessments need about 60 MB.</summary>
    [Limit("bytes an XLSX file unpacks to")]
    private const int MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>The texts that cells share are the only part that is kept in memory.</summary>
    [Limit("bytes of the shared texts of an XLSX file")]
    private const int MaxSharedTextBytes = 32 * 1024 * 1024;

    /// <summary>Sheets of equal rows reach about a hundred, a zip bomb a thousand.</summary>
    [Limit("compression of a part of an XLSX file above 1 MiB, unpacked to packed")]
    private const int MaxRatio = 250;

    /// <summary>A part this small is harmless at any ratio.</summary>
    private const long SmallPartBytes = 1024 * 1024;

    private readonly SpreadsheetDocument document;
    private readonly WorkbookPart workbook;
    private readonly List<string> texts = [];
    private readonly List<string?> ids = [];
    private readonly CellStyles styles;
    private readonly bool countsFrom1904;

    /// <exception cref="Faults.ProblemException">It would unpack into more than any sheet needs.</exception>
    public OpenXmlWorkbook(Stream file)
    {
        var lengths = Measure(file);
        file.Position = 0;
        document = SpreadsheetDocument.Open(file, isEditable: false);
        try
        {
            workbook = document.WorkbookPart ?? throw new InvalidDataException("The file has no workbook.");
            (Sheets, countsFrom1904) = ReadSheets();
            using var styleSheet = workbook.WorkbookStylesPart is { } part ? WorkbookXml.Open(part.GetStream()) : null;
            styles = CellStyles.Read(styleSheet);
            ReadTexts(lengths);
        }
        catch
        {
            document.Dispose();
            throw;
        }
    }

    public IReadOnlyList<WorkbookSheet> Sheets { get; }

    public IReadOnlyList<RowFault> Warnings => [];

    public SheetStart ReadStart(WorkbookSheet sheet, int rows) =>
        Find(sheet) is { } part ? RowsOf(sheet).ReadStart(part.GetStream(), rows) : new SheetStart([], IsWhole: true, []);

    public IEnumerable<SheetRow> ReadRows(WorkbookSheet sheet) => Find(sheet) is { } part ? RowsOf(sheet).Read(part.GetStream()) : [];

    public void Dispose() => document.Dispose();

    /// <summary>
    /// The sizes of the parts, which are reliable: unpacking stops at the sizes in the table of contents.
    /// </summary>
    private static Dictionary<string, long> Measure(Stream file)
    {
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var isBomb = zip.Entries.Count > MaxEntries
            || zip.Entries.Sum(part => part.Length) > MaxUnpackedBytes
            || zip.Entries.Any(part => part.Length > SmallPartBytes && part.Length / MaxRatio > part.CompressedLength);
        if (isBomb)
            throw TooLarge();
        return zip.Entries
            .DistinctBy(part => part.FullName, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(part => '/' + part.FullName, part => part.Length, StringComparer.OrdinalIgnoreCase);
    }

    private (IReadOnlyList<WorkbookSheet> Sheets, bool CountsFrom1904) ReadSheets()
    {
        List<WorkbookSheet> sheets = [];
        var from1904 = false;
        using var xml = WorkbookXml.Open(workbook.GetStream());
        while (xml.Read())
        {
            if (xml.IsStart("workbookPr"))
                from1904 = xml.IsTrue("date1904");
            if (!xml.IsStart("sheet"))
                continue;

            sheets.Add(new WorkbookSheet(
                sheets.Count, xml.GetAttribute("name") ?? "", xml.GetAttribute("state") is not (null or "" or "visible")));
            ids.Add(IdOf(xml));
        }

        return (sheets, from1904);
    }

    /// <summary>The id of a relationship; its namespace is another one in strict files.</summary>
    private static string? IdOf(System.Xml.XmlReader xml)
    {
        string? id = null;
        while (xml.MoveToNextAttribute())
        {
            if (xml.LocalName == "id" && xml.NamespaceURI.EndsWith("/relationships", StringComparison.Ordinal))
                id = xml.Value;
        }

        xml.MoveToElement();
        return id;
    }

    private void ReadTexts(Dictionary<string, long> lengths)
    {
        if (workbook.SharedStringTablePart is not { } part)
            return;
        if (lengths.GetValueOrDefault(part.Uri.OriginalString) > MaxSharedTextBytes)
            throw TooLarge();

        using var xml = WorkbookXml.Open(part.GetStream());
        while (xml.Read())
        {
            if (xml.IsStart("si"))
                texts.Add(xml.ReadRichText());
        }
    }

    private WorksheetRows RowsOf(WorkbookSheet sheet) => new(sheet.Name, texts, styles, countsFrom1904);

    /// <summary>The part of a sheet; null for a chart, which has no cells.</summary>
    private WorksheetPart? Find(WorkbookSheet sheet) =>
        ids[sheet.Place] is { } id && workbook.TryGetPartById(id, out var part) ? part as WorksheetPart : null;

    private static Faults.ProblemException TooLarge() => RowSource.Unreadable("", "unpacks_too_large", ("Max", MaxUnpackedBytes));
}
