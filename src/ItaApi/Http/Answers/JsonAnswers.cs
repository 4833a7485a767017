using System.Buffers;
using System.Text.Json;
using ItaApi.Http.Serialization;

namespace ItaApi.Http.Answers;

/// <summary>
/// Answers in JSON, written whole: an answer is bounded, so that nothing is gained by sending its beginning early, and a length takes
/// the place of chunks and of a look at the connection after each member.
/// </summary>
internal static class JsonAnswers
{
    /// <summary>What every answer in JSON says it is.</summary>
    public const string MediaType = "application/json; charset=utf-8";
    private const int UsualBytes = 16 * 1024;
    private const int MostKeptBytes = 256 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = Json.Options.Encoder, SkipValidation = true };

    [ThreadStatic] private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? kept;

    /// <param name="isWanted">Sees the body before its length is said: for a tag made of it. False sends no body.</param>
    public static async Task WriteAsync<T>(HttpContext http, T value, Func<ReadOnlyMemory<byte>, bool>? isWanted = null)
    {
        var (bytes, json) = kept ?? New();
        // Whoever runs on this thread while the answer is on its way takes another.
        kept = null;
        Fill(json, value);
        if (isWanted is null || isWanted(bytes.WrittenMemory))
        {
            http.Response.ContentType = MediaType;
            http.Response.ContentLength = bytes.WrittenCount;
            await http.Response.BodyWriter.WriteAsync(bytes.WrittenMemory, http.RequestAborted);
        }

        if (bytes.Capacity > MostKeptBytes)
            return;
        bytes.ResetWrittenCount();
        json.Reset();
        kept = (bytes, json);
    }

    /// <summary>An answer to be kept.</summary>
    public static byte[] ToBytes<T>(T value)
    {
        var (bytes, json) = New();
        using var _ = json;
        Fill(json, value);
        return bytes.WrittenSpan.ToArray();
    }

    private static void Fill<T>(Utf8JsonWriter json, T value)
    {
        JsonSerializer.Serialize(json, value, Json.Written);
        json.Flush();
    }

    private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json) New()
    {
        var bytes = new ArrayBufferWriter<byte>(UsualBytes);
        return (bytes, new Utf8JsonWriter(bytes, WriterOptions));
    }
}
