using System.Reflection;
using System.Text.Json;
using ItaApi.Http.Serialization;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>200 as NDJSON: one value on each line.</summary>
internal sealed class JsonLines<T>(IAsyncEnumerable<T> values) : IResult, IEndpointMetadataProvider
{
    private static readonly byte[] LineEnd = "\n"u8.ToArray();

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.ContentType = JsonLines.MediaType;
        response.Headers.CacheControl = EntityTags.Revalidated;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        return SpooledAnswer.SendAsync(httpContext, WriteAsync);
    }

    private async Task WriteAsync(Stream body, CancellationToken ct)
    {
        await foreach (var value in values.WithCancellation(ct))
        {
            await JsonSerializer.SerializeAsync(body, value, Json.Written, ct);
            await body.WriteAsync(LineEnd, ct);
        }
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new AnswersInLines(typeof(T)));
}

/// <summary>Marks an operation that also answers in NDJSON, for the contract.</summary>
/// <param name="Line">The type of a line.</param>
internal sealed record AnswersInLines(Type Line);

internal static class JsonLines
{
    public const string MediaType = "application/x-ndjson";

    public static bool AreAskedBy(HttpRequest request) =>
        request.GetTypedHeaders().Accept.Any(
            accepted => accepted.MediaType.Equals(MediaType, StringComparison.OrdinalIgnoreCase) && accepted.Quality is null or > 0);
}
