using System.Globalization;
using System.Reflection;
using ItaApi.Http.Answers;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// 200 with its entity tag, in JSON or CSV; or 304 when the client has the answer, and then nothing is calculated. The answer does not
/// depend on the key, so any cache may keep it.
/// </summary>
internal sealed class Conditional<T>(ConditionalRead read, string stamp, TimeSpan maxAge) : Tabular<T>, IEndpointMetadataProvider
{
    public override async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = EntityTags.Quote(read.TagOf(stamp));
        response.Headers.CacheControl = string.Create(
            CultureInfo.InvariantCulture, $"public, max-age={(int)maxAge.TotalSeconds}, must-revalidate");
        if (read.AsCsv && !read.CallerHas(stamp))
        {
            await base.ExecuteAsync(httpContext);
            return;
        }

        await using var _ = Source;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (read.CallerHas(stamp))
            response.StatusCode = StatusCodes.Status304NotModified;
        else
            await WriteAsync(response, read.Kept(stamp) ?? Answer(response), httpContext.RequestAborted);
    }

    private KeptAnswer Answer(HttpResponse response)
    {
        var answer = new KeptAnswer(stamp, JsonAnswers.ToBytes(Value()), response.Headers.Link);
        read.Keep(answer);
        return answer;
    }

    private static Task WriteAsync(HttpResponse response, KeptAnswer answer, CancellationToken ct)
    {
        response.ContentType = JsonAnswers.MediaType;
        response.ContentLength = answer.Body.Length;
        if (answer.Link is not null)
            response.Headers.Link = answer.Link;
        return response.Body.WriteAsync(answer.Body, ct).AsTask();
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Document(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
