using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// The characters a text file is written in. A byte order mark says it; without one, what is valid UTF-8 is UTF-8, and Thai text that is
/// not is windows-874, which older office programs write.
/// </summary>
internal static class TextEncoding
{
    public const byte LastAscii = 0x7F;

    private static readonly Encoding Thai = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    /// <summary>What windows-874 has beyond ASCII: Thai letters and signs, the euro, an ellipsis, quotes, dashes and a space. The rest stands for nothing.</summary>
    private static readonly SearchValues<byte> ThaiBytes = SearchValues.Create([.. Enumerable.Range(0, 256).Select(value => (byte)value)
        .Where(value => value is 0x80 or 0x85 or (>= 0x91 and <= 0x97) or (>= 0xA0 and <= 0xDA) or (>= 0xDF and <= 0xFB))]);

    /// <summary>The encoding that a byte order mark at the start of a file names; null where there is none.</summary>
    public static Encoding? FindMarked(ReadOnlySpan<byte> start) =>
        start.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : start.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : start.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8
        : null;

    /// <summary>The encoding of text without a mark; of what is neither UTF-8 nor windows-874, the one it is for longer.</summary>
    public static Encoding Find(ReadOnlySpan<byte> text) =>
        FindForeignLine(text, Encoding.UTF8) is { } line && (FindForeignLine(text, Thai) is not { } other || other > line) ? Thai : Encoding.UTF8;

    /// <summary>The first line, counted from 0, that is no text in an encoding, UTF-8 or windows-874; null where all are.</summary>
    public static int? FindForeignLine(ReadOnlySpan<byte> text, Encoding encoding)
    {
        var number = 0;
        foreach (var line in text.Split((byte)'\n'))
        {
            if (encoding.Equals(Thai) ? !IsThai(text[line]) : !IsUtf8(text[line]))
                return number;
            number++;
        }

        return null;
    }

    /// <summary>That a file was not written in UTF-8; null where it was.</summary>
    public static RowFault? FindWarning(Encoding encoding) =>
        encoding.Equals(Encoding.UTF8) ? null
        : RowFault.Normalized("", encoding.Equals(Thai) ? "windows-874" : encoding.Equals(Encoding.Unicode) ? "UTF-16LE" : "UTF-16BE", "UTF-8");

    private static bool IsUtf8(ReadOnlySpan<byte> text) => Utf8.IsValid(text) && !text.Contains((byte)0);

    /// <summary>
    /// Whether every byte is one of windows-874, and no word would be Thai in UTF-8 too: "มา" as UTF-8 has it can be read as "เธกเธฒ",
    /// which nobody writes.
    /// </summary>
    private static bool IsThai(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAnyExceptInRange((byte)1, LastAscii) is >= 0 and var start)
        {
            text = text[start..];
            var end = text.IndexOfAnyInRange((byte)1, LastAscii);
            var word = end < 0 ? text : text[..end];
            if (word.ContainsAnyExcept(ThaiBytes) || IsThaiInUtf8(word))
                return false;
            text = text[word.Length..];
        }

        return true;
    }

    /// <summary>Whether it is valid UTF-8 and has a character of the Thai block, U+0E00 to U+0E7F.</summary>
    private static bool IsThaiInUtf8(ReadOnlySpan<byte> word) =>
        Utf8.IsValid(word) && (word.IndexOf((ReadOnlySpan<byte>)[0xE0, 0xB8]) >= 0 || word.IndexOf((ReadOnlySpan<byte>)[0xE0, 0xB9]) >= 0);
}
