using System.Buffers;
using System.IO.Pipelines;
using CsvHelper;

namespace ItaApi.Imports;

/// <summary>
/// CSV as offices write it: the bytes tell in which characters, and the first line with what between the columns. Quotes follow RFC
/// 4180; one that is never closed would swallow the rest of the file, so the line is named and nothing is taken.
/// </summary>
public sealed class CsvSource : SheetSource
{
    /// <summary>Bytes looked at before the first row is cut.</summary>
    private const int LookBytes = 65_536;

    private readonly CsvReader csv;
    private readonly PipeReader pipe;

    private CsvSource(CsvReader csv, PipeReader pipe, IReadOnlyList<RowFault> warnings) => (this.csv, this.pipe, Warnings) = (csv, pipe, warnings);

    public override IReadOnlyList<RowFault> Warnings { get; }

    public static async Task<CsvSource> OpenAsync(Stream body, CancellationToken ct)
    {
        var pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: LookBytes, leaveOpen: true));
        try
        {
            var read = await pipe.ReadAtLeastAsync(LookBytes, ct);
            var start = read.Buffer.Slice(0, Math.Min(LookBytes, read.Buffer.Length)).ToArray();
            pipe.AdvanceTo(read.Buffer.Start);

            FileKind.RefuseUnlessText(start);
            var characters = TextEncoding.Find(start, isWhole: read.IsCompleted && read.Buffer.Length <= LookBytes);
            var csv = CsvReader.Create(pipe.AsStream(leaveOpen: true), new CsvReaderOptions
            {
                Separator = SeparatorOf(characters.Encoding.GetString(start)),
                HasHeader = false,
                // Blank rows are counted, so that a row's number is the file's.
                SkipEmptyLines = false,
                Encoding = characters.Encoding,
                MalformedData = CsvMalformedDataHandling.Throw,
                MaxRecordSize = MaxRowBytes,
                TrackLineNumbers = true,
                IncludeValuesInExceptions = false,
            });
            var source = new CsvSource(csv, pipe, characters.Warning is { } warning ? [warning] : []);
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
