using System.Globalization;
using System.IO.Compression;
using System.Text;
using System.Xml;
using ExcelDataReader;
using ExcelDataReader.Exceptions;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>
/// The first visible sheet of an XLSX. A zip's table of contents stands at its end, so the file is put on disk first; its rows are then
/// read one by one. ExcelDataReader, because it gives values by column whichever way a cell is written, and reads a row at a time;
/// Open XML would leave shared strings, styles and gaps to be put together here.
/// </summary>
public sealed class XlsxSource : SheetSource
{
    [Limit("parts of an XLSX file")]
    private const int MaxEntries = 1_000;

    /// <summary>Bytes of all parts unpacked; 100,000 assessments take some 60 MB.</summary>
    [Limit("bytes an XLSX file unpacks to")]
    private const int MaxUnpackedBytes = 256 * 1024 * 1024;

    /// <summary>Bytes of the texts that cells share, the one part that is held in memory.</summary>
    [Limit("bytes of the shared texts of an XLSX file")]
    private const int MaxSharedTextBytes = 32 * 1024 * 1024;

    /// <summary>How many times larger a part may be than it is packed; sheets of equal rows come to some hundred, a zip bomb to a thousand.</summary>
    [Limit("compression of a part of an XLSX file above 1 MiB, unpacked to packed")]
    private const int MaxRatio = 250;

    /// <summary>A part this small is harmless at any ratio.</summary>
    private const long SmallPartBytes = 1024 * 1024;

    private readonly FileStream file;
    private IExcelDataReader? sheet;

    // The reader asks for windows-1252 when it is made, whatever the file is written in.
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

    /// <summary>Refuses what would unpack into more than any sheet needs. The sizes bind: unpacking stops at what the table of contents says.</summary>
    private void RefuseBomb()
    {
        file.Position = 0;
        using var zip = new ZipArchive(file, ZipArchiveMode.Read, leaveOpen: true);
        var isBomb = zip.Entries.Count > MaxEntries
            || zip.Entries.Sum(part => part.Length) > MaxUnpackedBytes
            || zip.Entries.Any(part => part.Length > SmallPartBytes && part.Length / MaxRatio > part.CompressedLength)
            || zip.Entries.Any(part => part.Length > MaxSharedTextBytes && part.Name.Equals("sharedStrings.xml", StringComparison.OrdinalIgnoreCase));
        if (isBomb)
            throw Unreadable("", "unpacks_too_large", ("Max", MaxUnpackedBytes));
    }

    /// <summary>A file that is no XLSX inside, or was altered. What else is thrown is a defect here.</summary>
    private static bool IsBroken(Exception fault) =>
        fault is ExcelReaderException or InvalidDataException or XmlException or FormatException or OverflowException or NullReferenceException
            or KeyNotFoundException or IndexOutOfRangeException or ArgumentException or EndOfStreamException;

    /// <summary>
    /// A cell as it would be typed. Spreadsheets keep numbers in binary; to fifteen digits, all that they show, a score is what was typed.
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
