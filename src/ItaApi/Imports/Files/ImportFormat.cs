using System.Net.Mime;
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

    /// <summary>A sheet of a spreadsheet program.</summary>
    Xlsx,
}

internal static class ImportFormats
{
    public const string Json = MediaTypeNames.Application.Json;
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = MediaTypeNames.Text.Csv;
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>The accepted values of <c>Content-Type</c>.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [Json, Ndjson, Csv, Xlsx];

    /// <summary>The format of a <c>Content-Type</c>, or null. The encoding of a text is detected from its bytes.</summary>
    public static ImportFormat? Find(string? contentType) =>
        MediaTypeHeaderValue.TryParse(contentType, out var type)
            ? type.MediaType.Value?.ToLowerInvariant() switch
            {
                Json => ImportFormat.Json,
                Ndjson => ImportFormat.Ndjson,
                Csv => ImportFormat.Csv,
                Xlsx => ImportFormat.Xlsx,
                _ => null,
            }
            : null;

    /// <summary>Whether the format is a table of cells under a header.</summary>
    public static bool IsSheet(this ImportFormat format) => format is ImportFormat.Csv or ImportFormat.Xlsx;
}
