using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>A page of rows, or figures over them, with a tag made from the content: no version covers all of the rows.</summary>
internal sealed class Snapshot<T>(T value) : IResult, IEndpointMetadataProvider
{
    /// <summary>Whether callers with a key see more than callers without one.</summary>
    public bool DependsOnKey { get; init; }

    public Task ExecuteAsync(HttpContext httpContext) => JsonAnswers.WriteAsync(httpContext, value, body =>
    {
        var tag = EntityTags.Of(body.Span);
        EntityTags.Write(httpContext, tag, DependsOnKey);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return true;

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return false;
    });

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
