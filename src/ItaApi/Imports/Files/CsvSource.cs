using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text;
using CsvHelper;
using ItaApi.Faults;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// CSV as offices write it: the encoding is detected from the bytes, the separator from the first line. Quotation marks follow RFC 4180.
/// One that is never closed would take the rest of the file, so that its line is reported and nothing is stored.
/// </summary>
internal sealed class CsvSource : RowSource
{
    private readonly CsvReader csv;
    private readonly PipeReader pipe;
    private readonly Func<Encoding> encoding;
    private readonly FileWarnings warnings = new();
    private readonly List<SheetRow> first = [];
    private SheetTable table = null!;
    private int records;

    private CsvSource(CsvReader csv, PipeReader pipe, Func<Encoding> encoding) =>
        (this.csv, this.pipe, this.encoding) = (csv, pipe, encoding);

    public override IReadOnlyList<string> Header => table.Header;

    public override IReadOnlyList<RowFault> Warnings =>
        TextEncoding.FindWarning(encoding()) is { } warning ? [warning, .. warnings.All] : warnings.All;

    /// <summary>Opens what was sent and finds its header.</summary>
    /// <exception cref="ProblemException">It is empty, no CSV, or its header cannot be used.</exception>
    public static async Task<CsvSource> OpenAsync(Stream body, ISheetRules rules, SheetGivens givens, CancellationToken ct)
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
            await source.FindHeaderAsync(rules, givens, ct);
            return source;
        }
        catch
        {
            await pipe.CompleteAsync();
            throw;
        }
    }

    public override async IAsyncEnumerable<ReceivedRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var row in first)
        {
            if (table.Take(row) is { } taken)
                yield return taken;
        }

        first.Clear();
        while (await NextAsync(ct) is { } row)
        {
            if (table.Take(row) is { } taken)
                yield return taken;
        }

        if (table.RowsRead == 0)
            throw Unreadable("", "no_rows");
    }

    public override async ValueTask DisposeAsync()
    {
        table?.Dispose();
        await csv.DisposeAsync();
        await pipe.CompleteAsync();
    }

    private async Task FindHeaderAsync(ISheetRules rules, SheetGivens givens, CancellationToken ct)
    {
        while (first.Count < HeaderFinder.RowsSearched && await NextAsync(ct) is { } row)
        {
            // Some programs name the separator in a line of its own.
            if (first.Count > 0 || !row.Text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
                first.Add(row);
        }

        if (first.Count == 0)
            throw Unreadable("", "empty_file");

        var found = new HeaderFinder(rules).Find(first) ?? HeaderFinder.First(first[0]);
        table = new SheetTable(sheet: null, found, [.. first.Where(row => row.Number < found.FirstRow)], rules, givens, warnings);
    }

    /// <summary>The next row with content; null at the end.</summary>
    private async ValueTask<SheetRow?> NextAsync(CancellationToken ct)
    {
        while (true)
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

            records++;
            List<PlacedCell> cells = new(csv.FieldCount);
            for (var i = 0; i < csv.FieldCount; i++)
            {
                if (csv.GetString(i) is var text && !string.IsNullOrWhiteSpace(text))
                    cells.Add(new PlacedCell(i, new SheetCell(text)));
            }

            if (cells.Count > 0)
                return new SheetRow(records, cells, Line: (int)csv.LineNumber);
        }
    }

    /// <summary>The text after the byte order mark, and its encoding as far as it is known.</summary>
    private static (TextReader Text, Func<Encoding> Encoding) Open(PipeReader pipe, Encoding? marked)
    {
        if (marked is not null && !marked.Equals(Encoding.UTF8))
            return (new StreamReader(pipe.AsStream(leaveOpen: true), marked), () => marked);

        var text = new DetectedTextReader(pipe, marked);
        return (text, () => text.Encoding);
    }

    /// <summary>
    /// The most frequent of the three separators in the header, outside quotation marks; a comma when there is none. A title above the
    /// header has none, or one.
    /// </summary>
    internal static char SeparatorOf(string text)
    {
        char? likely = null;
        foreach (var (commas, semicolons, tabs) in SeparatorsByLine(text))
        {
            var most = Math.Max(tabs, Math.Max(commas, semicolons));
            if (most == 0)
                continue;

            var separator = tabs > Math.Max(commas, semicolons) ? '\t' : semicolons > commas ? ';' : ',';
            if (most > 1)
                return separator;
            likely ??= separator;
        }

        return likely ?? ',';
    }

    private static IEnumerable<(int Commas, int Semicolons, int Tabs)> SeparatorsByLine(string text)
    {
        var (commas, semicolons, tabs, isQuoted, lines) = (0, 0, 0, false, 0);
        foreach (var character in text)
        {
            if (character == '"')
                isQuoted = !isQuoted;
            if (isQuoted)
                continue;
            if (character == '\n' && lines++ < HeaderFinder.RowsSearched)
            {
                yield return (commas, semicolons, tabs);
                (commas, semicolons, tabs) = (0, 0, 0);
            }

            _ = character switch { ',' => commas++, ';' => semicolons++, '\t' => tabs++, _ => 0 };
        }

        yield return (commas, semicolons, tabs);
    }
}
