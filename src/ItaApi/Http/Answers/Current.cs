using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>
/// A single resource as it stands now: 200 with its entity tag, or 304 to a caller who has it, for whom nothing is made of it.
/// </summary>
/// <param name="value">Makes the answer.</param>
/// <param name="state">Names this state of the resource; the entity tag names the build as well.</param>
public sealed class Current<T>(Func<T> value, string state) : IResult, IEndpointMetadataProvider
{
    public Current(T value, string state) : this(() => value, state)
    {
    }

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var tag = EntityTags.OfState(state);
        EntityTags.Write(httpContext, tag);
        if (!EntityTags.CallerHas(httpContext.Request, tag))
            return JsonAnswers.WriteAsync(httpContext, value());

        httpContext.Response.StatusCode = StatusCodes.Status304NotModified;
        return Task.CompletedTask;
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), ["application/json"]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
