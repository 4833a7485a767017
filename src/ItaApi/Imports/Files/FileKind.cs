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

    /// <exception cref="ProblemException">The bytes are not those of a zip file, as XLSX is.</exception>
    public static void RefuseUnlessZip(ReadOnlySpan<byte> start)
    {
        if (start.IsEmpty)
            throw RowSource.Unreadable("", "empty_file");
        if (start.StartsWith(Known[0].Start))
            return;

        foreach (var (name, sign) in Known)
        {
            if (start.StartsWith(sign))
                throw RowSource.Unreadable("", "wrong_file_kind", ("Kind", name), ("Expected", "XLSX"));
        }

        throw RowSource.Unreadable("", "wrong_file_kind", ("Kind", "?"), ("Expected", "XLSX"));
    }
}
