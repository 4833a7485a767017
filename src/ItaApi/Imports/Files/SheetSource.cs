using System.Buffers;
using System.Runtime.CompilerServices;
using System.Text.Encodings.Web;
using System.Text.Json;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>A table of cells under a header. Here a row is a list of texts; what they mean is decided later.</summary>
internal abstract class SheetSource : RowSource
{
    /// <summary>The widest sheet known has about forty columns.</summary>
    [Limit("columns of a sheet")]
    private const int MaxColumns = 500;

    private static readonly JsonWriterOptions AsItIs = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    private IReadOnlyList<string> header = [];

    public sealed override IReadOnlyList<string> Header => header;

    public sealed override async IAsyncEnumerable<ReceivedRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var number = 0;
        var hasRows = false;
        var content = new ArrayBufferWriter<byte>();
        await using var json = new Utf8JsonWriter(content, AsItIs);
        while (await NextAsync(ct) is { } cells)
        {
            number++;
            if (IsBlank(cells))
                continue;

            hasRows = true;
            content.ResetWrittenCount();
            json.Reset();
            Write(json, cells);
            yield return new ReceivedRow(number, content.WrittenCount <= MaxRowBytes ? content.WrittenSpan.ToArray() : default);
        }

        if (!hasRows)
            throw Unreadable("", "no_rows");
    }

    /// <summary>The cells of the next row, including blank ones; null at the end.</summary>
    protected abstract ValueTask<IReadOnlyList<string>?> NextAsync(CancellationToken ct);

    /// <summary>Takes the first row that is not blank as the header.</summary>
    protected async Task ReadHeaderAsync(CancellationToken ct)
    {
        IReadOnlyList<string>? cells;
        do
        {
            cells = await NextAsync(ct) ?? throw Unreadable("", "empty_file");
        }
        while (IsBlank(cells));

        header = [.. cells.Take(LengthOf(cells)).Select(Storable)];
        if (header.Count > MaxColumns)
            throw Unreadable("", "too_many", ("Max", MaxColumns));
    }

    private static void Write(Utf8JsonWriter json, IReadOnlyList<string> cells)
    {
        var length = LengthOf(cells);
        json.WriteStartArray();
        for (var i = 0; i < length; i++)
            json.WriteStringValue(Storable(cells[i]));
        json.WriteEndArray();
        json.Flush();
    }

    /// <summary>U+0000 is not text and cannot be stored. The replacement character is refused when the cell is read.</summary>
    private static string Storable(string cell) => cell.Replace('\0', '\uFFFD');

    /// <summary>The number of cells up to the last one with content; spreadsheets pad rows with blank cells.</summary>
    private static int LengthOf(IReadOnlyList<string> cells)
    {
        var length = cells.Count;
        while (length > 0 && string.IsNullOrWhiteSpace(cells[length - 1]))
            length--;
        return length;
    }

    private static bool IsBlank(IReadOnlyList<string> cells) => LengthOf(cells) == 0;
}
