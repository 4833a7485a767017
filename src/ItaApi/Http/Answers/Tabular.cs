using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>200 in JSON, or in CSV for a caller that prefers it.</summary>
internal class Tabular<T> : IResult, IEndpointMetadataProvider
{
    /// <summary>Makes the answer in JSON.</summary>
    public required Func<T> Value { get; init; }

    /// <summary>Writes the answer as CSV.</summary>
    public required Func<Stream, CancellationToken, Task> Csv { get; init; }

    /// <summary>The source of the answer, which is closed before it is sent.</summary>
    public IAsyncDisposable? Source { get; init; }

    public virtual async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (CsvQuery.IsPreferredBy(httpContext.Request))
        {
            response.ContentType = $"{CsvQuery.MediaType}; charset=utf-8; header=present";
            await SpooledAnswer.SendAsync(httpContext, Csv, Source);
        }
        else
        {
            await using var _ = Source;
            await WriteJsonAsync(httpContext);
        }
    }

    protected virtual Task WriteJsonAsync(HttpContext httpContext) => JsonAnswers.WriteAsync(httpContext, Value());

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) => Document(builder);

    protected static void Document(EndpointBuilder builder) =>
        builder.Metadata.Add(
            new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypeNames.Application.Json, CsvQuery.MediaType]));
}

/// <summary>Rows with their tag, answered like <see cref="Current{T}"/>. CSV has no tag.</summary>
internal sealed class CurrentTable<T> : Tabular<T>, IEndpointMetadataProvider
{
    /// <summary>Identifies the state of the answer in JSON.</summary>
    public required Func<string> State { get; init; }

    public override Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.CacheControl = EntityTags.Revalidated;
        return base.ExecuteAsync(httpContext);
    }

    protected override Task WriteJsonAsync(HttpContext httpContext) => new Current<T>(Value, State()).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Document(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
