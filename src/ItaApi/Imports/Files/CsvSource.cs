using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using CsvHelper;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// CSV as offices write it: the bytes tell in which characters, and the first line with what between the columns. Quotes follow RFC
/// 4180; one that is never closed would swallow the rest of the file, so the line is named and nothing is taken.
/// </summary>
public sealed class CsvSource : SheetSource
{
    private readonly CsvReader csv;
    private readonly PipeReader pipe;
    private readonly Func<Encoding> encoding;

    private CsvSource(CsvReader csv, PipeReader pipe, Func<Encoding> encoding) => (this.csv, this.pipe, this.encoding) = (csv, pipe, encoding);

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
                // Blank rows are counted, so that a row's number is the file's.
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

    /// <summary>The text behind a mark, and what it is written in as far as it has been read.</summary>
    private static (TextReader Text, Func<Encoding> Encoding) Open(PipeReader pipe, Encoding? marked)
    {
        if (marked is not null && !marked.Equals(Encoding.UTF8))
            return (new StreamReader(pipe.AsStream(leaveOpen: true), marked), () => marked);

        var text = new DetectedTextReader(pipe, marked);
        return (text, () => text.Encoding);
    }

    /// <summary>The character of the three that the header holds most of, outside of quotes; a comma where it holds none.</summary>
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
