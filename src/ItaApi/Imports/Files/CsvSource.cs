using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsvHelper;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// CSV as offices write it: the encoding is detected from the bytes, the separator from the first line. Quotation marks follow RFC 4180.
/// One that is never closed would take the rest of the file, so that its line is reported and nothing is stored.
/// </summary>
internal sealed class CsvSource : SheetSource
{
    private readonly CsvReader csv;
    private readonly PipeReader pipe;
    private readonly Func<Encoding> encoding;

    private CsvSource(CsvReader csv, PipeReader pipe, Func<Encoding> encoding) =>
        (this.csv, this.pipe, this.encoding) = (csv, pipe, encoding);

    public override IReadOnlyList<RowFault> Warnings => TextEncoding.FindWarning(encoding()) is { } warning ? [warning] : [];

    public static async Task<CsvSource> OpenAsync(Stream body, CancellationToken ct)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: DetectedTextReader.LookBytes, leaveOpen: true));
        try
        {
            var read = await pipe.ReadAtLeastAsync(DetectedTextReader.LookBytes, ct);
            var start = read.Buffer.Slice(0, Math.Min(DetectedTextReader.LookBytes, read.Buffer.Length)).ToArray();
            if (start.Length == 0)
                throw Unreadable("", "empty_file");

            FileKind.RefuseUnlessText(start);
            var marked = TextEncoding.FindMarked(start);
            pipe.AdvanceTo(read.Buffer.GetPosition(marked?.Preamble.Length ?? 0));
            var (text, encoding) = Open(pipe, marked);
            var csv = CsvReader.Create(text, new CsvReaderOptions
            {
                Separator = SeparatorOf((marked ?? Encoding.UTF8).GetString(start)),
                HasHeader = false,
                // Blank rows count, so that row numbers are those of the file.
                SkipEmptyLines = false,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = MaxRowBytes,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
            });
            var source = new CsvSource(csv, pipe, encoding);
            await source.ReadHeaderAsync(ct);
            return source;
        }
        catch
        {
            await pipe.CompleteAsync();
            throw;
        }
    }

    protected override async ValueTask<IReadOnlyList<string>?> NextAsync(CancellationToken ct)
    {
        try
        {
            if (!await csv.ReadAsync(ct))
                return null;
        }
        catch (CsvFormatException fault)
        {
            throw Unreadable("", "malformed_csv", ("Line", fault.LineNumber));
        }

        var cells = new string[csv.FieldCount];
        for (var i = 0; i < cells.Length; i++)
            cells[i] = csv.GetString(i);
        return cells;
    }

    public override async ValueTask DisposeAsync()
    {
        await csv.DisposeAsync();
        await pipe.CompleteAsync();
    }

    /// <summary>The text after the byte order mark, and its encoding as far as it is known.</summary>
    private static (TextReader Text, Func<Encoding> Encoding) Open(PipeReader pipe, Encoding? marked)
    {
        if (marked is not null && !marked.Equals(Encoding.UTF8))
            return (new StreamReader(pipe.AsStream(leaveOpen: true), marked), () => marked);

        var text = new DetectedTextReader(pipe, marked);
        return (text, () => text.Encoding);
    }

    /// <summary>The most frequent of the three separators in the header, outside quotation marks; a comma when there is none.</summary>
    internal static char SeparatorOf(string text)
    {
        var (commas, semicolons, tabs) = (0, 0, 0);
        var isQuoted = false;
        foreach (var character in text.AsSpan().TrimStart("\uFEFF\r\n "))
        {
            if (character == '"')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            if (character is '\r' or '\n')
                break;
            _ = character switch { ',' => commas++, ';' => semicolons++, '\t' => tabs++, _ => 0 };
        }

        return tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
    }
}
