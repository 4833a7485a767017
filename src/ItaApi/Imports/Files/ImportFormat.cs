using Microsoft.Net.Http.Headers;

namespace ItaApi.Imports.Files;

/// <summary>The forms an import can be sent in.</summary>
public enum ImportFormat
{
    /// <summary>One JSON object with a list of <c>items</c>.</summary>
    Json,

    /// <summary>One JSON object a line.</summary>
    Ndjson,

    /// <summary>A sheet as text.</summary>
    Csv,

    /// <summary>A sheet as spreadsheet programs keep it.</summary>
    Xlsx,
}

public static class ImportFormats
{
    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    /// <summary>What may stand in <c>Content-Type</c>.</summary>
    public static IReadOnlyList<string> MediaTypes { get; } = [Json, Ndjson, Csv, Xlsx];

    /// <summary>The form a <c>Content-Type</c> names, or null. Which characters a sheet is written in is seen from its bytes.</summary>
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

    /// <summary>Whether it is a table of cells under a header.</summary>
    public static bool IsSheet(this ImportFormat format) => format is ImportFormat.Csv or ImportFormat.Xlsx;
}
