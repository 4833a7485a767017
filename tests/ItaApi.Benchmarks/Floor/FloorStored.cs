using System.Text.Json;

namespace ItaApi.Benchmarks.Floor;

/// <summary>The parts of an assessment that are stored as jsonb, copied without being made objects.</summary>
internal static class FloorStored
{
    /// <summary>As jsonb keeps it: the members of an item stand there in the order of the contract.</summary>
    public static void WriteList(Utf8JsonWriter json, byte[] jsonb)
    {
        var stored = new Utf8JsonReader(jsonb);
        while (stored.Read())
        {
            switch (stored.TokenType)
            {
                case JsonTokenType.StartObject:
                    json.WriteStartObject();
                    break;
                case JsonTokenType.EndObject:
                    json.WriteEndObject();
                    break;
                case JsonTokenType.StartArray:
                    json.WriteStartArray();
                    break;
                case JsonTokenType.EndArray:
                    json.WriteEndArray();
                    break;
                case JsonTokenType.PropertyName:
                    json.WritePropertyName(stored.ValueSpan);
                    break;
                case JsonTokenType.String when !stored.ValueIsEscaped:
                    json.WriteStringValue(stored.ValueSpan);
                    break;
                case JsonTokenType.String:
                    json.WriteStringValue(stored.GetString());
                    break;
                default:
                    json.WriteRawValue(stored.ValueSpan, skipInputValidation: true);
                    break;
            }
        }
    }

    public static void WriteReported(Utf8JsonWriter json, byte[] jsonb)
    {
        using var stored = JsonDocument.Parse(jsonb);
        json.WriteStartObject("reported"u8);
        json.WriteNumber("total"u8, stored.RootElement.GetProperty("total"u8).GetDecimal());
        json.WriteString("grade"u8, stored.RootElement.GetProperty("grade"u8).GetString());
        json.WriteEndObject();
    }

    public static void WriteZeroItems(Utf8JsonWriter json, FloorYear year, byte[]? items)
    {
        json.WriteStartArray("zeroItems"u8);
        if (items is not null)
        {
            var stored = new Utf8JsonReader(items);
            string? code = null, comment = null;
            var zero = false;
            while (stored.Read())
            {
                if (stored.TokenType == JsonTokenType.StartObject)
                {
                    (code, comment, zero) = (null, null, false);
                }
                else if (stored.TokenType == JsonTokenType.PropertyName)
                {
                    var (isCode, isScore, isComment) = (
                        stored.ValueTextEquals("code"u8), stored.ValueTextEquals("score"u8), stored.ValueTextEquals("comment"u8));
                    stored.Read();
                    if (isCode)
                        code = stored.GetString();
                    else if (isScore)
                        zero = stored.GetDecimal() == 0;
                    else if (isComment)
                        comment = stored.GetString();
                }
                else if (stored.TokenType == JsonTokenType.EndObject && zero)
                {
                    var (title, indicator) = year.Item(code!);
                    json.WriteStartObject();
                    json.WriteString("code"u8, code);
                    json.WriteString("titleTh"u8, title);
                    json.WriteNumber("indicator"u8, indicator);
                    if (comment is not null)
                        json.WriteString("comment"u8, comment);
                    json.WriteEndObject();
                }
            }
        }

        json.WriteEndArray();
    }
}
