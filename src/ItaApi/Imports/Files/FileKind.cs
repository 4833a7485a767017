using ItaApi.Faults;

namespace ItaApi.Imports.Files;

/// <summary>Recognizes a file by its first bytes when it is not what its media type says.</summary>
internal static class FileKind
{
    private static readonly (string Name, byte[] Start)[] Known =
    [
        ("XLSX", [0x50, 0x4B, 0x03, 0x04]),
        ("XLS", [0xD0, 0xCF, 0x11, 0xE0]),
        ("PDF", "%PDF"u8.ToArray()),
        ("GZIP", [0x1F, 0x8B]),
        ("RTF", "{\\rtf"u8.ToArray()),
        ("HTML", "<"u8.ToArray()),
        ("JSON", "{"u8.ToArray()),
        ("JSON", "["u8.ToArray()),
    ];

    /// <exception cref="ProblemException">The bytes are those of a file that is not text.</exception>
    public static void RefuseUnlessText(ReadOnlySpan<byte> start)
    {
        foreach (var (name, sign) in Known)
        {
            if (start.StartsWith(sign))
                throw RowSource.Unreadable("", "wrong_file_kind", ("Kind", name), ("Expected", "CSV"));
        }
    }

    /// <summary>The format of bytes whose type does not say it; a file without a sign is text.</summary>
    public static ImportFormat Find(ReadOnlySpan<byte> start) =>
        start.StartsWith(Known[0].Start) ? ImportFormat.Xlsx
        : start.StartsWith(Known[1].Start) ? ImportFormat.Xls
        : ImportFormat.Csv;

    /// <exception cref="ProblemException">The bytes are not those of a workbook of this format.</exception>
    public static void RefuseUnlessWorkbook(ReadOnlySpan<byte> start, ImportFormat format)
    {
        if (start.IsEmpty)
            throw RowSource.Unreadable("", "empty_file");
        if (Find(start) == format)
            return;

        var expected = format == ImportFormat.Xls ? "XLS" : "XLSX";
        foreach (var (name, sign) in Known)
        {
            if (start.StartsWith(sign))
                throw RowSource.Unreadable("", "wrong_file_kind", ("Kind", name), ("Expected", expected));
        }

        throw RowSource.Unreadable("", "wrong_file_kind", ("Kind", "?"), ("Expected", expected));
    }
}
