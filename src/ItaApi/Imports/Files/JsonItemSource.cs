using System.Buffers;
using System.Globalization;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Http.Serialization;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>
/// The items of <c>{"items": [ … ]}</c>. The serializer can stream a list only when it is the whole document, so the tokens around the
/// items are read here. Each item is taken as bytes and read later, as strictly as a body.
/// </summary>
internal sealed class JsonItemSource(Stream body) : RowSource
{
    /// <summary>What only sheets need; a warning says that it was not used.</summary>
    public SheetGivens Unused { get; init; } = new();

    public override IReadOnlyList<RowFault> Warnings => Unused.ToWarnings();

    private const string Items = "items";

    /// <summary>The object, the list, and the depth of a body.</summary>
    private const int FileDepth = 2 + Limits.JsonDepth;

    private readonly PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));
    private JsonReaderState state = new(new JsonReaderOptions { MaxDepth = FileDepth });
    private Place place = Place.BeforeObject;
    private bool sawItems;
    private int count;

    private enum Place
    {
        BeforeObject,
        InObject,
        BeforeList,
        InList,
        AfterObject,
    }

    public override async IAsyncEnumerable<ReceivedRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var isFirst = true;
        while (true)
        {
            var read = await pipe.ReadAsync(ct);
            var buffer = isFirst ? Utf8Mark.Skip(read.Buffer) : read.Buffer;
            if (isFirst && buffer.IsEmpty && read.IsCompleted)
                throw Unreadable("", "empty_file");

            isFirst = isFirst && buffer.IsEmpty;
            while (TryRead(ref buffer, read.IsCompleted, out var item))
                yield return new ReceivedRow(++count, item);

            if (read.IsCompleted)
            {
                End();
                yield break;
            }

            if (buffer.Length > MaxRowBytes)
                throw Unreadable(AtItem(), "row_too_large", ("Max", MaxRowBytes));
            pipe.AdvanceTo(buffer.Start, buffer.End);
        }
    }

    public override async ValueTask DisposeAsync() => await pipe.CompleteAsync();

    /// <summary>Reads to the end of the next item. False when more bytes are needed or there are no more items.</summary>
    private bool TryRead(ref ReadOnlySequence<byte> buffer, bool isFinal, out byte[] item)
    {
        item = [];
        var reader = new Utf8JsonReader(buffer, isFinal, state);
        try
        {
            while (true)
            {
                var before = reader.CurrentState;
                var consumed = reader.BytesConsumed;
                if (!reader.Read())
                    return Keep(ref buffer, reader.CurrentState, reader.BytesConsumed, false);
                if (place is Place.InList && reader.TokenType is not JsonTokenType.EndArray)
                {
                    var start = reader.TokenStartIndex;
                    if (!reader.TrySkip())
                        return Keep(ref buffer, before, consumed, false);
                    item = Cut(buffer, start, reader.BytesConsumed);
                    return Keep(ref buffer, reader.CurrentState, reader.BytesConsumed, true);
                }

                Step(ref reader);
            }
        }
        catch (JsonException fault)
        {
            throw Unreadable(
                AtItem(), "malformed_json", ("Line", (fault.LineNumber ?? 0) + 1), ("Byte", (fault.BytePositionInLine ?? 0) + 1));
        }
    }

    private bool Keep(ref ReadOnlySequence<byte> buffer, JsonReaderState reached, long consumed, bool found)
    {
        state = reached;
        buffer = buffer.Slice(consumed);
        return found;
    }

    private byte[] Cut(ReadOnlySequence<byte> buffer, long start, long end) => end - start <= MaxRowBytes
        ? buffer.Slice(start, end - start).ToArray()
        : throw Unreadable(AtItem(), "row_too_large", ("Max", MaxRowBytes));

    /// <summary>Reads the tokens around the items.</summary>
    private void Step(ref Utf8JsonReader reader) => place = (place, reader.TokenType) switch
    {
        (Place.BeforeObject, JsonTokenType.StartObject) => Place.InObject,
        (Place.InObject, JsonTokenType.PropertyName) => Named(reader.AnyText()),
        (Place.InObject, JsonTokenType.EndObject) => Place.AfterObject,
        (Place.BeforeList, JsonTokenType.StartArray) => Place.InList,
        (Place.InList, JsonTokenType.EndArray) => Place.InObject,
        (Place.BeforeObject, _) => throw WrongType("", ExpectedValue.Object),
        _ => throw WrongType($"/{Items}", ExpectedValue.List),
    };

    private static ProblemException WrongType(string pointer, Words expected) =>
        Unreadable(pointer, "wrong_type", ("Expected", expected.En), ("ExpectedTh", expected.Th));

    private Place Named((string Name, bool IsText) member)
    {
        if (member.Name != Items)
        {
            var shown = TextRules.Show(member.Name);
            var pointer = $"/{shown.Replace("~", "~0", StringComparison.Ordinal).Replace("/", "~1", StringComparison.Ordinal)}";
            throw member.IsText ? Unreadable(pointer, "unknown_member") : Unreadable(pointer, "invalid_text", ("PropertyValue", shown));
        }

        if (sawItems)
            throw Unreadable($"/{Items}", "duplicate_member");
        sawItems = true;
        return Place.BeforeList;
    }

    private void End()
    {
        if (!sawItems)
            throw Unreadable($"/{Items}", "required");
        if (count == 0)
            throw Unreadable($"/{Items}", "empty_file");
    }

    private string AtItem() => place is Place.InList ? string.Create(CultureInfo.InvariantCulture, $"/{Items}/{count}") : "";
}

/// <summary>The byte order mark that some programs put before UTF-8 text.</summary>
internal static class Utf8Mark
{
    public static ReadOnlySequence<byte> Skip(ReadOnlySequence<byte> text)
    {
        var reader = new SequenceReader<byte>(text);
        return reader.IsNext("\uFEFF"u8, advancePast: true) ? text.Slice(reader.Position) : text;
    }
}
