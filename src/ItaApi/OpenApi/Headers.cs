using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Values;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>An operation that writes names the key it needs.</summary>
internal sealed class OpenApiKeys : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (ScopeRequirement.ScopeOf(new EndpointMetadataCollection(context.ApiDescription.ActionDescriptor.EndpointMetadata)) is { } scope)
        {
            operation.Description += $" Needs a key with the scope `{scope.ToCode()}`.";
            operation.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Scheme, context.Document)] = [] }];
        }
    }
}

/// <summary>The headers by which versions are told apart: the tag that answers carry, and the conditions that requests may.</summary>
internal sealed class OpenApiEntityTags : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var isGet = context.ApiDescription.HttpMethod == HttpMethods.Get;
        if (metadata.OfType<AnswersWithTag>().Any())
        {
            foreach (var (_, answer) in operation.Responses!.Where(answer => answer.Key is "200" or "201" or "304"))
            {
                if (answer is OpenApiResponse response)
                    response.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = "Names this state.", Schema = Headers.Text() } };
            }

            if (isGet)
                operation.TakesHeader("If-None-Match", "A tag the caller has; answered 304 where it is still the current one.");
        }

        if (metadata.OfType<System.Reflection.MethodInfo>().Any(handler => handler.GetParameters().Any(parameter => parameter.ParameterType == typeof(Preconditions))))
        {
            operation.TakesHeader("If-Match", "The tag of the version to change or delete, or `*`. Needed where it exists.");
            if (context.ApiDescription.HttpMethod == HttpMethods.Put)
                operation.TakesHeader("If-None-Match", "`*`: create only.");
        }
    }
}

/// <summary>A POST that stores may be sent again under a key.</summary>
internal sealed class OpenApiIdempotency : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var action = context.ApiDescription;
        if (!IdempotencyMiddleware.Covers(action.HttpMethod!, new EndpointMetadataCollection(action.ActionDescriptor.EndpointMetadata)))
            return;

        operation.TakesHeader(IdempotencyMiddleware.Header, "Chosen by the caller, a UUID for example: within 24 hours the same request under the same key is answered as the first time, and not carried out again.");
        operation.Responses!.TryAdd("409", new OpenApiResponse());
        operation.Responses.TryAdd("422", new OpenApiResponse());
    }
}

/// <summary>How a header is written into the contract.</summary>
internal static class Headers
{
    public static void TakesHeader(this OpenApiOperation operation, string header, string words) => (operation.Parameters ??= []).Add(
        new OpenApiParameter { Name = header, In = ParameterLocation.Header, Description = words, Schema = Text() });

    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
