using System.Buffers;
using System.IO.Pipelines;
using System.Text;
using ItaApi.Faults;

namespace ItaApi.Imports.Files;

/// <summary>
/// The text of a file in UTF-8 or windows-874. The first line beyond ASCII, however late it comes, decides which, and the rest must agree:
/// a line in another encoding would be stored as other words, so then nothing is stored.
/// </summary>
/// <param name="file">The file after its byte order mark, if it has one.</param>
/// <param name="marked">The encoding of the byte order mark, if any.</param>
internal sealed class DetectedTextReader(PipeReader file, Encoding? marked) : TextReader
{
    /// <summary>The bytes that are examined at once.</summary>
    public const int LookBytes = 65_536;

    private readonly byte[] bytes = new byte[LookBytes];
    private readonly char[] characters = new char[LookBytes];

    private Encoding? found = marked;
    private ReadOnlyMemory<char> ready;
    private int lines;

    /// <summary>The encoding of the text so far; ASCII counts as UTF-8.</summary>
    public Encoding Encoding => found ?? Encoding.UTF8;

    /// <exception cref="ProblemException">A line is in neither encoding, or not in that of the lines before it.</exception>
    public override async ValueTask<int> ReadAsync(Memory<char> buffer, CancellationToken cancellationToken = default)
    {
        if (ready.IsEmpty)
            ready = await TakeAsync(cancellationToken);

        var part = ready[..Math.Min(ready.Length, buffer.Length)];
        part.CopyTo(buffer);
        ready = ready[part.Length..];
        return part.Length;
    }

    /// <summary>The next lines; nothing at the end.</summary>
    private async ValueTask<ReadOnlyMemory<char>> TakeAsync(CancellationToken ct)
    {
        var read = await file.ReadAtLeastAsync(LookBytes, ct);
        var look = read.Buffer.Slice(0, Math.Min(LookBytes, read.Buffer.Length));
        look.CopyTo(bytes);
        var length = Cut(bytes.AsSpan(0, (int)look.Length), isLast: read.IsCompleted && look.Length == read.Buffer.Length);
        file.AdvanceTo(read.Buffer.GetPosition(length));
        return Decode(bytes.AsSpan(0, length));
    }

    /// <summary>
    /// The length of the whole lines in the examined bytes. Lines of ASCII come separately, so that the first line beyond ASCII begins the
    /// bytes that decide the encoding.
    /// </summary>
    private int Cut(ReadOnlySpan<byte> look, bool isLast)
    {
        if (found is null && look.IndexOfAnyExceptInRange((byte)0, TextEncoding.LastAscii) is >= 0 and var first)
        {
            var ascii = look[..first].LastIndexOf((byte)'\n') + 1;
            if (ascii > 0)
                return ascii;
        }

        if (isLast)
            return look.Length;

        // A line longer than the examined bytes is cut before a UTF-8 character.
        var end = look.LastIndexOf((byte)'\n') + 1;
        return end > 0 ? end : Math.Max(look.LastIndexOfAnyExceptInRange((byte)0x80, (byte)0xBF), 1);
    }

    private static ReadOnlySpan<byte> FirstLine(ReadOnlySpan<byte> piece) =>
        piece.IndexOf((byte)'\n') is >= 0 and var end ? piece[..end] : piece;

    private ReadOnlyMemory<char> Decode(ReadOnlySpan<byte> piece)
    {
        if (piece.ContainsAnyExceptInRange((byte)0, TextEncoding.LastAscii))
            found ??= TextEncoding.Find(piece);
        // UTF-16 without a byte order mark; in a later line, a U+0000 is the fault of its row.
        if (lines == 0 && FirstLine(piece).Contains((byte)0))
            throw RowSource.Unreadable("", "unknown_encoding", ("Line", 1));
        if (TextEncoding.FindForeignLine(piece, Encoding) is { } line)
            throw RowSource.Unreadable("", "unknown_encoding", ("Line", lines + line + 1));

        lines += piece.Count((byte)'\n');
        return characters.AsMemory(0, Encoding.GetChars(piece, characters));
    }
}
