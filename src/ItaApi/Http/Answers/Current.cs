using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>
/// The current state of a single resource: 200 with its entity tag; or 304 when the client has it, and then the answer is not made.
/// </summary>
/// <param name="value">Makes the answer.</param>
/// <param name="state">Identifies this state of the resource; the entity tag includes the build as well.</param>
internal sealed class Current<T>(Func<T> value, string state) : IResult, IEndpointMetadataProvider
{
    public Current(T value, string state) : this(() => value, state)
    {
    }

    /// <summary>Whether callers with a key see more than callers without one.</summary>
    public bool DependsOnKey { get; init; }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = EntityTags.OfState(state);
        EntityTags.Write(httpContext, tag, DependsOnKey);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return JsonAnswers.WriteAsync(httpContext, value());

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
