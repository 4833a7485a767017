using System.Text.Json;
using System.Text.Json.Serialization;
using ItaApi.Http.Serialization;

namespace ItaApi.History;

/// <summary>Reads a row as <c>to_jsonb</c> recorded it into the record that Dapper fills from the table itself.</summary>
public static class RecordedRow
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new EnumCodeConverter(), new DocumentConverter(), new UtcConverter() },
    };

    public static TRow Read<TRow>(string state) => JsonSerializer.Deserialize<TRow>(state, Options)!;

    /// <summary>A <c>jsonb</c> column is text to Dapper, and an object or a list within the recorded row.</summary>
    private sealed class DocumentConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString() : JsonElement.ParseValue(ref reader).GetRawText();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>The time zone of the database's session is none of a reader's business.</summary>
    private sealed class UtcConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => reader.GetDateTimeOffset().UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
