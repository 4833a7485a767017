using System.Globalization;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Http.Problems;

/// <summary>
/// Names the fault of JSON that the serializer refused. Its exception has the location, but the reason only in its message; so the JSON is
/// read again up to that location. If it ends with the name of a member, the name was refused; otherwise the value was.
/// </summary>
internal static class UnreadableJson
{
    private enum Refused
    {
        Value,
        Name,
        RepeatedName,
        NameThatIsNoText,
    }

    private static ReadOnlySpan<byte> ByteOrderMark => "\uFEFF"u8;

    /// <param name="exception">What the serializer threw.</param>
    /// <param name="json">What it read, at least up to where it stopped.</param>
    /// <param name="body">The type it was read as.</param>
    public static RequestFault FaultOf(JsonException exception, ReadOnlySpan<byte> json, Type body)
    {
        var pointer = TextRules.Show(JsonPointer.FromJsonPath(exception.Path));
        if (json.StartsWith(ByteOrderMark))
            json = json[ByteOrderMark.Length..];

        return exception switch
        {
            JsonFaultException { Index: { } index } fault =>
                fault.Fault with { Pointer = string.Create(CultureInfo.InvariantCulture, $"{pointer}/{index}") },
            JsonFaultException fault => fault.Fault with { Pointer = pointer },
            { InnerException: JsonException } when json.Trim(" \t\r\n"u8).IsEmpty => new RequestFault("", "empty_body"),
            // The inner exception is the reader's own: the text is not JSON.
            { InnerException: JsonException } => Malformed(pointer, exception),
            _ => RefusedAt(json, OffsetOf(exception, json), isConversion: exception.InnerException is not null) switch
            {
                Refused.RepeatedName => new RequestFault(pointer, "duplicate_member"),
                Refused.Name => new RequestFault(pointer, "unknown_member"),
                Refused.NameThatIsNoText => TextRules.FaultOf(JsonPointer.Segments(pointer).LastOrDefault("")) with { Pointer = pointer },
                _ => WrongType(pointer, ExpectedValue.At(body, pointer)),
            },
        };
    }

    private static RequestFault Malformed(string pointer, JsonException exception) => new(
        pointer,
        "malformed_json",
        new Dictionary<string, object?>
        {
            ["Line"] = (exception.LineNumber ?? 0) + 1,
            ["Byte"] = (exception.BytePositionInLine ?? 0) + 1,
        });

    private static RequestFault WrongType(string pointer, Words expected) => new(
        pointer,
        "wrong_type",
        new Dictionary<string, object?> { ["Expected"] = expected.En, ["ExpectedTh"] = expected.Th });

    /// <param name="json">What the serializer read.</param>
    /// <param name="offset">Where it stopped.</param>
    /// <param name="isConversion">Whether a value, or the key of a dictionary, could not be converted.</param>
    private static Refused RefusedAt(ReadOnlySpan<byte> json, long offset, bool isConversion)
    {
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = Json.Options.MaxDepth });
        var (isRepeated, isText) = (false, true);
        var objects = new Stack<HashSet<string>>();
        try
        {
            while (reader.BytesConsumed < offset && reader.Read())
            {
                if (reader.TokenType == JsonTokenType.StartObject)
                {
                    objects.Push(new HashSet<string>(StringComparer.Ordinal));
                }
                else if (reader.TokenType == JsonTokenType.EndObject)
                {
                    objects.Pop();
                }
                else if (reader.TokenType == JsonTokenType.PropertyName)
                {
                    (var name, isText) = reader.AnyText();
                    isRepeated |= !objects.Peek().Add(name);
                }
            }
        }
        catch (JsonException)
        {
            // The JSON ends before the offset. The answer follows from what was read.
        }

        return isRepeated ? Refused.RepeatedName
            : reader.TokenType == JsonTokenType.PropertyName && !isText ? Refused.NameThatIsNoText
            : reader.TokenType == JsonTokenType.PropertyName && !isConversion ? Refused.Name
            : Refused.Value;
    }

    /// <summary>How many bytes the serializer had read.</summary>
    private static long OffsetOf(JsonException exception, ReadOnlySpan<byte> json)
    {
        if (exception is not { LineNumber: { } line, BytePositionInLine: { } position })
            return json.Length;

        var start = 0;
        for (; line > 0 && json[start..].IndexOf((byte)'\n') is >= 0 and var end; line--)
            start += end + 1;
        return start + position;
    }
}
