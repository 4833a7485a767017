using System.Collections.Frozen;
using System.Text;
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
        return TextRules.IsText(text) ? TextRules.Normalize(text) : throw Refusal(text);
    }

    private static string Decode(ref Utf8JsonReader reader)
    {
        try
        {
            return reader.GetString()!;
        }
        catch (InvalidOperationException) when (reader.TokenType == JsonTokenType.String)
        {
            // Half of a surrogate pair, or bytes that are not UTF-8.
            throw Refusal(reader.WrittenText());
        }
    }

    private static JsonFaultException Refusal(string text) => new(TextRules.FaultOf(text));

    public override void Write(Utf8JsonWriter writer, string value, JsonSerializerOptions options) => writer.WriteStringValue(value);

    public override string ReadAsPropertyName(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        reader.GetString()!;

    public override void WriteAsPropertyName(Utf8JsonWriter writer, string value, JsonSerializerOptions options) =>
        writer.WritePropertyName(value);
}

/// <summary>
/// Reads timestamps as parameters are read; the framework's reader takes one without an offset for a time of the machine.
/// </summary>
internal sealed class TimestampConverter : JsonConverter<DateTimeOffset>
{
    public override DateTimeOffset Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType != JsonTokenType.String)
            throw new JsonException();
        var (moment, fault) = Timestamp.Read(reader.AnyText().Name);
        return fault is null ? moment : throw new JsonFaultException(fault);
    }

    public override void Write(Utf8JsonWriter writer, DateTimeOffset value, JsonSerializerOptions options) =>
        writer.WriteStringValue(value.UtcDateTime);
}

/// <summary>What a token of JSON says, also where it is no text.</summary>
internal static class TokenText
{
    /// <summary>The text as it is written, escapes and all; what is not UTF-8 reads as U+FFFD, which is no text.</summary>
    public static string WrittenText(this ref readonly Utf8JsonReader reader) =>
        reader.HasValueSequence ? Encoding.UTF8.GetString(reader.ValueSequence) : Encoding.UTF8.GetString(reader.ValueSpan);

    /// <summary>The name of a member, or a string; one that cannot be decoded, as it is written.</summary>
    /// <returns>The name, and whether it is text.</returns>
    public static (string Name, bool IsText) AnyText(this ref readonly Utf8JsonReader reader)
    {
        try
        {
            var name = reader.GetString()!;
            return (name, TextRules.IsText(name));
        }
        catch (InvalidOperationException)
        {
            return (reader.WrittenText(), false);
        }
    }
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
