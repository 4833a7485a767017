using System.Text.Json;
using System.Text.Json.Serialization;
using ItaApi.Http.Serialization;

namespace ItaApi.History;

/// <summary>Reads a row that <c>to_jsonb</c> recorded into the record that Dapper fills from the table itself.</summary>
internal static class RecordedRow
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new EnumCodeConverter(), new DocumentConverter(), new UtcConverter() },
    };

    public static TRow Read<TRow>(string state) => JsonSerializer.Deserialize<TRow>(state, Options)!;

    /// <summary>A <c>jsonb</c> column is text for Dapper, but an object or a list in the recorded row.</summary>
    private sealed class DocumentConverter : JsonConverter<string>
    {
        public override string? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.TokenType == JsonTokenType.String ? reader.GetString() : JsonElement.ParseValue(ref reader).GetRawText();

        public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }

    /// <summary>Converts timestamps from the time zone of the database session to UTC.</summary>
    private sealed class UtcConverter : JsonConverter<DateTime>
    {
        public override DateTime Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            reader.GetDateTimeOffset().UtcDateTime;

        public override void Write(Utf8JsonWriter writer, DateTime value, JsonSerializerOptions options) => writer.WriteStringValue(value);
    }
}
