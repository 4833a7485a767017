using System.Collections.Frozen;
using System.Text.Json;
using System.Text.Json.Serialization;
using ItaApi.Values;

namespace ItaApi.Http.Serialization;

/// <summary>Reads text: converts it to Unicode NFC and refuses forbidden characters.</summary>
internal sealed class TextConverter : JsonConverter<string>
{
    public override string Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        var text = Decode(ref reader);
        return TextRules.FindForbidden(text) is null
            ? TextRules.Normalize(text)
            : throw new JsonFaultException("invalid_text", "The text has control characters or bidirectional overrides.");
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) when (reader.TokenType == JsonTokenType.String)
        {
            throw new JsonFaultException("invalid_text", "The text has half of a surrogate pair, or is not UTF-8.");
        }
    }

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>
/// Reads and writes enumerations by their exact wire names. The framework's converter accepts any casing and comma-separated lists, so that
/// the stored value could differ from the one that was sent.
/// </summary>
internal sealed class EnumCodeConverter : JsonConverterFactory
{
    public override bool CanConvert(Type typeToConvert) => typeToConvert.IsEnum;

    public override JsonConverter CreateConverter(Type typeToConvert, JsonSerializerOptions options) =>
        (JsonConverter)Activator.CreateInstance(typeof(EnumCodeConverter<>).MakeGenericType(typeToConvert))!;
}

/// <inheritdoc cref="EnumCodeConverter"/>
internal sealed class EnumCodeConverter<TEnum> : JsonConverter<TEnum> where TEnum : struct, Enum
{
    private static readonly FrozenDictionary<string, TEnum> ByCode =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value.ToCode(), StringComparer.Ordinal);

    private static readonly FrozenDictionary<TEnum, JsonEncodedText> ByValue =
        Enum.GetValues<TEnum>().ToFrozenDictionary(value => value, value => JsonEncodedText.Encode(value.ToCode()));

    public override TEnum Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.TokenType == JsonTokenType.String && ByCode.TryGetValue(reader.GetString()!, out var value)
            ? value
            : throw new JsonException();

    public override void Write(Utf8JsonWriter writer, TEnum value, JsonSerializerOptions options) =>
        writer.WriteStringValue(ByValue[value]);
}
