using System.Text;
using System.Text.Unicode;
using ItaApi.Http;

namespace ItaApi.Imports;

/// <summary>
/// The characters a text file is written in. A byte order mark says it; without one, what is valid UTF-8 is UTF-8, and Thai text that is
/// not is windows-874, which older office programs write.
/// </summary>
internal static class TextEncoding
{
    private const int LastAscii = 0x7F;

    /// <summary>A sequence of UTF-8 may be cut off at the end of what was looked at.</summary>
    private const int LongestSequence = 4;

    private static readonly Encoding Thai = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    /// <exception cref="ProblemException">It is empty, or written in neither.</exception>
    public static (Encoding Encoding, RowFault? Warning) Find(ReadOnlySpan<byte> start, bool isWhole)
    {
        if (start.IsEmpty)
            throw RowSource.Unreadable("", "empty_file");
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xFE]))
            return (Encoding.Unicode, RowFault.Normalized("", "UTF-16LE", "UTF-8"));
        if (start.StartsWith((ReadOnlySpan<byte>)[0xFE, 0xFF]))
            return (Encoding.BigEndianUnicode, RowFault.Normalized("", "UTF-16BE", "UTF-8"));
        if (start.Contains((byte)0))
            throw RowSource.Unreadable("", "unknown_encoding");
        if (IsUtf8(start, isWhole))
            return (Encoding.UTF8, null);
        if (IsThai(start))
            return (Thai, RowFault.Normalized("", "windows-874", "UTF-8"));
        throw RowSource.Unreadable("", "unknown_encoding");
    }

    private static bool IsUtf8(ReadOnlySpan<byte> text, bool isWhole)
    {
        for (var cut = 0; cut < LongestSequence && cut <= text.Length; cut++)
        {
            if (Utf8.IsValid(text[..^cut]))
                return true;
            if (isWhole)
                return false;
        }

        return false;
    }

    /// <summary>Whether every byte is one of windows-874, and most beyond ASCII are Thai letters and signs.</summary>
    private static bool IsThai(ReadOnlySpan<byte> text)
    {
        var (letters, others) = (0, 0);
        foreach (var value in text)
        {
            if (value <= LastAscii)
                continue;
            if (value is (>= 0xA1 and <= 0xDA) or (>= 0xDF and <= 0xFB))
                letters++;
            else if (value is 0x80 or 0x85 or (>= 0x91 and <= 0x97) or 0xA0)
                others++;
            else
                return false;
        }

        return letters > others;
    }
}
