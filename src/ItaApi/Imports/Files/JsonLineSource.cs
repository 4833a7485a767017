using System.Buffers;
using System.IO.Pipelines;
using System.Runtime.CompilerServices;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// NDJSON: an item on each line. A line without valid JSON is a fault of its row and not of the file, because the next line still begins
/// where it ends.
/// </summary>
internal sealed class JsonLineSource(Stream body) : RowSource
{
    /// <summary>What only sheets need; a warning says that it was not used.</summary>
    public SheetGivens Unused { get; init; } = new();

    public override IReadOnlyList<RowFault> Warnings => Unused.ToWarnings();

    private readonly PipeReader pipe = PipeReader.Create(body, new StreamPipeReaderOptions(bufferSize: 65_536, leaveOpen: true));

    public override async IAsyncEnumerable<ReceivedRow> ReadAsync([EnumeratorCancellation] CancellationToken ct)
    {
        var (number, isFirst, isSkipping, hasRows) = (0, true, false, false);
        while (true)
        {
            var read = await pipe.ReadAsync(ct);
            var buffer = isFirst ? Utf8Mark.Skip(read.Buffer) : read.Buffer;
            isFirst = false;

            while (TryCutLine(ref buffer, read.IsCompleted, out var line))
            {
                number++;
                if (isSkipping)
                {
                    isSkipping = false;
                    continue;
                }

                if (IsBlank(line))
                    continue;
                hasRows = true;
                yield return new ReceivedRow(number, line.Length <= MaxRowBytes ? line.ToArray() : default);
            }

            if (read.IsCompleted)
                break;

            if (buffer.Length > MaxRowBytes)
            {
                // The rest of the line is skipped as it arrives.
                if (!isSkipping)
                    yield return new ReceivedRow(number + 1, default);
                (isSkipping, hasRows) = (true, true);
                buffer = buffer.Slice(buffer.End);
            }

            pipe.AdvanceTo(buffer.Start, buffer.End);
        }

        if (!hasRows)
            throw Unreadable("", "empty_file");
    }

    public override async ValueTask DisposeAsync() => await pipe.CompleteAsync();

    private static bool TryCutLine(ref ReadOnlySequence<byte> buffer, bool isFinal, out ReadOnlySequence<byte> line)
    {
        if (buffer.PositionOf((byte)'\n') is { } end)
        {
            line = buffer.Slice(0, end);
            buffer = buffer.Slice(buffer.GetPosition(1, end));
            return true;
        }

        line = buffer;
        buffer = isFinal ? buffer.Slice(buffer.End) : buffer;
        return isFinal && !line.IsEmpty;
    }

    private static bool IsBlank(ReadOnlySequence<byte> line)
    {
        foreach (var segment in line)
        {
            if (segment.Span.ContainsAnyExcept(" \t\r"u8))
                return false;
        }

        return true;
    }
}
