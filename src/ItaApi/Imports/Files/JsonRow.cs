using System.Text.Json;
using ItaApi.Http.Problems;
using ItaApi.Http.Serialization;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>Reads an item of JSON as strictly as a body.</summary>
internal static class JsonRow
{
    /// <summary>The item, or its first fault.</summary>
    public static (TBody? Body, RowFault? Fault) Read<TBody>(ReadOnlySpan<byte> json) where TBody : class
    {
        if (json.IsEmpty)
            return (null, RowFault.Of("", "row_too_large", ("Max", RowSource.MaxRowBytes)));

        try
        {
            return JsonSerializer.Deserialize<TBody>(json, Json.Options) is { } body ? (body, null) : (null, RowFault.Of("", "null_value"));
        }
        catch (JsonException fault)
        {
            return (null, RowFault.From(UnreadableJson.FaultOf(fault, json, typeof(TBody))));
        }
    }

    /// <summary>The text of a member that the body ignores, as it is written if it is no text; null if there is none.</summary>
    public static string? Text(ReadOnlySpan<byte> json, string member)
    {
        var reader = new Utf8JsonReader(json);
        using var item = JsonDocument.ParseValue(ref reader);
        if (!item.RootElement.TryGetProperty(member, out var value))
            return null;

        try
        {
            return value.ToString();
        }
        catch (InvalidOperationException)
        {
            return value.GetRawText();
        }
    }

    /// <summary>The agency and year of an item that cannot be read, as far as it has them where they should be.</summary>
    public static (string? AgencyCode, int? FiscalYear) Guess(ReadOnlySpan<byte> json, string codeMember)
    {
        try
        {
            var reader = new Utf8JsonReader(json);
            if (!JsonElement.TryParseValue(ref reader, out var item) || item.Value.ValueKind != JsonValueKind.Object)
                return (null, null);

            var code = item.Value.TryGetProperty(codeMember, out var named) && named.ValueKind == JsonValueKind.String
                ? named.GetString()
                : null;
            return (
                code is not null && TextRules.IsText(code) && code.Length <= Limits.Name ? code : null,
                item.Value.TryGetProperty("fiscalYear", out var year)
                    && year.ValueKind == JsonValueKind.Number
                    && year.TryGetInt32(out var number)
                    ? number
                    : null);
        }
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            return (null, null);
        }
    }
}
