using System.Buffers;
using System.Net.Mime;
using System.Text.Json;
using ItaApi.Http.Serialization;

namespace ItaApi.Http.Answers;

/// <summary>
/// Answers in JSON, written as a whole. An answer is bounded, so sending its beginning early gains nothing, and a Content-Length replaces
/// chunks and a check of the connection after each member.
/// </summary>
internal static class JsonAnswers
{
    /// <summary>The media type of every answer in JSON.</summary>
    public const string MediaType = MediaTypeNames.Application.Json + "; charset=utf-8";
    private const int UsualBytes = 16 * 1024;
    private const int MostKeptBytes = 256 * 1024;

    private static readonly JsonWriterOptions WriterOptions = new() { Encoder = Json.Options.Encoder, SkipValidation = true };

    [ThreadStatic] private static (ArrayBufferWriter<byte> Bytes, Utf8JsonWriter Json)? kept;

    /// <param name="isWanted">Receives the body before its length is set, to make a tag from it. If it returns false, no body is
    /// sent.</param>
    public static async Task WriteAsync<T>(HttpContext http, T value, Func<ReadOnlyMemory<byte>, bool>? isWanted = null)
    {
        var (bytes, json) = kept ?? New();
        // Other work that runs on this thread during the sending uses another buffer.
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

    /// <summary>An answer for the cache.</summary>
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
