using System.Net.Mime;
using ItaApi.Faults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Imports.Files;

/// <summary>The formats of an import.</summary>
internal enum ImportFormat
{
    /// <summary>One JSON object with a list of <c>items</c>.</summary>
    Json,

    /// <summary>One JSON object on each line.</summary>
    Ndjson,

    /// <summary>A sheet as text.</summary>
    Csv,

    /// <summary>The workbook of a spreadsheet program.</summary>
    Xlsx,

    /// <summary>The workbook of an old spreadsheet program (Excel 97 to 2003).</summary>
    Xls,
}

internal static class ImportFormats
{
    public const string Json = MediaTypeNames.Application.Json;
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = MediaTypeNames.Text.Csv;
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>Old workbooks; browsers send it for CSV files too.</summary>
    public const string Xls = "application/vnd.ms-excel";

    /// <summary>Any bytes.</summary>
    public const string Bytes = MediaTypeNames.Application.Octet;

    /// <summary>A form with one file.</summary>
    public const string Form = MediaTypeNames.Multipart.FormData;

    /// <summary>The accepted values of <c>Content-Type</c>.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [Json, Ndjson, Csv, Xlsx, Xls, Bytes, Form];

    private static readonly string[] TextCharsets = ["utf-8", "utf8"];

    /// <summary>The encodings of a CSV file. Which of them it is in is detected from its bytes.</summary>
    private static readonly string[] CsvCharsets =
        [.. TextCharsets, "us-ascii", "windows-874", "tis-620", "iso-8859-11", "utf-16", "utf-16le"];

    /// <summary>The format of a <c>Content-Type</c>; null when the bytes must tell.</summary>
    /// <exception cref="ProblemException">The type, or its encoding, is not supported.</exception>
    public static ImportFormat? Find(string? contentType)
    {
        if (!MediaTypeHeaderValue.TryParse(contentType, out var type))
            throw Unsupported();

        var charset = HeaderUtilities.RemoveQuotes(type.Charset).Value;
        ImportFormat? format = type.MediaType.Value?.ToLowerInvariant() switch
        {
            Json => ImportFormat.Json,
            Ndjson => ImportFormat.Ndjson,
            Csv => ImportFormat.Csv,
            Xlsx => ImportFormat.Xlsx,
            Xls or Bytes => null,
            _ => throw Unsupported(),
        };
        var charsets = format == ImportFormat.Csv ? CsvCharsets : TextCharsets;
        return string.IsNullOrEmpty(charset) || charsets.Contains(charset, StringComparer.OrdinalIgnoreCase) ? format : throw Unsupported();
    }

    /// <summary>Whether a <c>Content-Type</c> is that of a form.</summary>
    public static bool IsForm(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type) && type.MediaType.Equals(Form, StringComparison.OrdinalIgnoreCase);

    private static ProblemException Unsupported() => new(new Problem("unsupported_media_type")
    {
        Arguments = new Dictionary<string, object?> { ["Allowed"] = MediaTypes },
    });
}
