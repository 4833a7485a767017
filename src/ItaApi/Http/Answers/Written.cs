using System.Net.Mime;
using System.Reflection;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Http.Answers;

/// <summary>A single resource after a write, with its entity tag: 201 with its address if it was created, else 200.</summary>
internal sealed class Written<T>(T value, string state, string? createdAt) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.Headers.ETag = EntityTags.Quote(EntityTags.OfState(state));
        if (createdAt is not null)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = createdAt;
        }

        return JsonAnswers.WriteAsync(httpContext, value);
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>A single created resource: 201 with its address and entity tag.</summary>
internal sealed class CreatedVersion<T>(T value, string state, string address) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => new Written<T>(value, state, address).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status201Created, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}

/// <summary>A changed resource that cannot be created at its address: 200 with its entity tag.</summary>
internal sealed class ChangedVersion<T>(T value, string state) : IResult, IEndpointMetadataProvider
{
    public Task ExecuteAsync(HttpContext httpContext) => new Written<T>(value, state, createdAt: null).ExecuteAsync(httpContext);

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(T), [MediaTypeNames.Application.Json]));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
