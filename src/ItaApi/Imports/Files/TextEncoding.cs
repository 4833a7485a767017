using System.Buffers;
using System.Text;
using System.Text.Unicode;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Files;

/// <summary>
/// Detects the encoding of a text file. A byte order mark decides; without one, valid UTF-8 is UTF-8, and other Thai text is windows-874,
/// which older office programs write.
/// </summary>
internal static class TextEncoding
{
    public const byte LastAscii = 0x7F;

    private static readonly Encoding Thai = CodePagesEncodingProvider.Instance.GetEncoding(874)!;

    /// <summary>
    /// The bytes of windows-874 beyond ASCII that are characters: Thai letters and signs, the euro, an ellipsis, quotation marks, dashes
    /// and a space.
    /// </summary>
    private static readonly SearchValues<byte> ThaiBytes = SearchValues.Create([.. Enumerable.Range(0, 256).Select(value => (byte)value)
        .Where(value => value is 0x80 or 0x85 or (>= 0x91 and <= 0x97) or (>= 0xA0 and <= 0xDA) or (>= 0xDF and <= 0xFB))]);

    /// <summary>The encoding of a byte order mark at the start of a file; null if there is none.</summary>
    public static Encoding? FindMarked(ReadOnlySpan<byte> start) =>
        start.StartsWith(Encoding.Unicode.Preamble) ? Encoding.Unicode
        : start.StartsWith(Encoding.BigEndianUnicode.Preamble) ? Encoding.BigEndianUnicode
        : start.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8
        : null;

    /// <summary>
    /// The encoding of text without a byte order mark. For text that is neither UTF-8 nor windows-874, the one that it follows longer.
    /// </summary>
    public static Encoding Find(ReadOnlySpan<byte> text) =>
        FindForeignLine(text, Encoding.UTF8) is { } line && (FindForeignLine(text, Thai) is not { } other || other > line)
            ? Thai
            : Encoding.UTF8;

    /// <summary>The first line, counted from 0, that is not valid in the encoding (UTF-8 or windows-874); null if all are.</summary>
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

    /// <summary>The warning that a file is not in UTF-8; null if it is.</summary>
    public static RowFault? FindWarning(Encoding encoding) =>
        encoding.Equals(Encoding.UTF8) ? null
        : RowFault.Normalized(
            "", encoding.Equals(Thai) ? "windows-874" : encoding.Equals(Encoding.Unicode) ? "UTF-16LE" : "UTF-16BE", "UTF-8");

    private static bool IsUtf8(ReadOnlySpan<byte> text) => Utf8.IsValid(text);

    /// <summary>
    /// Whether every byte is a character of windows-874, and no word is Thai in UTF-8 too: the UTF-8 bytes of "มา" would read as "เธกเธฒ",
    /// which is not a word.
    /// </summary>
    private static bool IsThai(ReadOnlySpan<byte> text)
    {
        while (text.IndexOfAnyExceptInRange((byte)0, LastAscii) is >= 0 and var start)
        {
            text = text[start..];
            var end = text.IndexOfAnyInRange((byte)0, LastAscii);
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
