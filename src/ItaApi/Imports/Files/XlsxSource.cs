using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>
/// The first visible sheet of an XLSX. A zip has its table of contents at the end, so the file is first stored on disk and its rows are
/// then read one by one. ExcelDataReader returns values by column however a cell is written, and reads a row at a time; with Open XML,
/// shared strings, styles and gaps would have to be resolved here.
/// </summary>
internal sealed class XlsxSource : SheetSource
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

    private readonly FileStream file;
    private IExcelDataReader? sheet;

    // The reader requests windows-1252 when it is created, whatever the encoding of the file.
    static XlsxSource() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    private XlsxSource(FileStream file) => this.file = file;

    public static async Task<XlsxSource> OpenAsync(Stream body, CancellationToken ct)
    {
        var source = new XlsxSource(new FileStream(Path.GetTempFileName(), new FileStreamOptions
        {
            Mode = FileMode.Open,
            Access = FileAccess.ReadWrite,
            Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
        }));
        try
        {
            await body.CopyToAsync(source.file, ct);
            source.Open();
            await source.ReadHeaderAsync(ct);
            return source;
        }
        catch
        {
            await source.DisposeAsync();
            throw;
        }
    }

    protected override ValueTask<IReadOnlyList<string>?> NextAsync(CancellationToken ct)
    {
        ct.ThrowIfCancellationRequested();
        try
        {
            if (!sheet!.Read())
                return ValueTask.FromResult<IReadOnlyList<string>?>(null);
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw Unreadable("", "malformed_xlsx");
        }

        var cells = new string[sheet.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = TextOf(sheet.GetValue(i));
        return ValueTask.FromResult<IReadOnlyList<string>?>(cells);
    }

    public override async ValueTask DisposeAsync()
    {
        sheet?.Dispose();
        await file.DisposeAsync();
    }

    private void Open()
    {
        Span<byte> start = stackalloc byte[8];
        file.Position = 0;
        FileKind.RefuseUnlessZip(start[..file.ReadAtLeast(start, start.Length, throwOnEndOfStream: false)]);
        try
        {
            RefuseBomb();
            file.Position = 0;
            sheet = ExcelReaderFactory.CreateOpenXmlReader(file, new ExcelReaderConfiguration { LeaveOpen = true });
            while (sheet.VisibleState != "visible" && sheet.NextResult())
            {
            }
        }
        catch (Exception fault) when (IsBroken(fault))
        {
            throw Unreadable("", "malformed_xlsx");
        }
    }

    /// <summary>
    /// Refuses a file that would unpack into more than any sheet needs. The sizes are reliable: unpacking stops at the sizes in the table
    /// of contents.
    /// </summary>
    private void RefuseBomb()
    {
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var isBomb = zip.Entries.Count > MaxEntries
            || zip.Entries.Sum(part => part.Length) > MaxUnpackedBytes
            || zip.Entries.Any(part => part.Length > SmallPartBytes && part.Length / MaxRatio > part.CompressedLength)
            || zip.Entries.Any(
                part => part.Length > MaxSharedTextBytes && part.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase));
        if (isBomb)
            throw Unreadable("", "unpacks_too_large", ("Max", MaxUnpackedBytes));
    }

    /// <summary>A file that is not XLSX inside, or was altered. Any other exception is a defect of the service.</summary>
    private static bool IsBroken(Exception fault) =>
        fault is ExcelReaderException or InvalidDataException or XmlException or FormatException or OverflowException
            or NullReferenceException or KeyNotFoundException or IndexOutOfRangeException or ArgumentException or EndOfStreamException;

    /// <summary>
    /// A cell as it would be typed. Spreadsheets store numbers in binary; rounded to the fifteen digits they show, a score is what was
    /// typed.
    /// </summary>
    private static string TextOf(object? value) => value switch
    {
        null => "",
        string text => text,
        double number when Math.Abs(number) < 1e15 => ((decimal)number).ToString(CultureInfo.InvariantCulture),
        DateTime date => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        IFormattable formattable => formattable.ToString(null, CultureInfo.InvariantCulture),
        _ => value.ToString() ?? "",
    };
}
