using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>
/// What many rows come to, a page of them or figures over them, tagged by what it says: no version counts for all of them.
/// </summary>
public sealed class Snapshot<T>(T value) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => JsonAnswers.WriteAsync(httpContext, value, body =>
    {
        var tag = EntityTags.Of(body.Span);
        EntityTags.Write(httpContext, tag);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return true;

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return false;
    });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
