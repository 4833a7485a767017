using System.Reflection;
using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Pipeline.Idempotency;
using ItaApi.Values;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Adds the scope of the key that an operation requires.</summary>
internal sealed class OpenApiKeys : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (ScopeRequirement.ScopeOf(new EndpointMetadataCollection(context.ApiDescription.ActionDescriptor.EndpointMetadata)) is { } scope)
        {
            var scheme = new OpenApiSecuritySchemeReference(ApiKeyAuthentication.Scheme, context.Document);
            operation.Description += $" Requires a key with the scope `{scope.ToCode()}`.";
            operation.Security = [new OpenApiSecurityRequirement { [scheme] = [] }];
        }
    }
}

/// <summary>Adds the headers of versions: the entity tag of answers, and the conditions of requests.</summary>
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
                if (answer is not OpenApiResponse response)
                    continue;
                response.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    ["ETag"] = new OpenApiHeader { Description = "The entity tag of this representation.", Schema = Headers.Text() },
                };
            }

            if (isGet)
            {
                operation.TakesHeader(
                    "If-None-Match", "The tag of the representation the client has. The answer is 304 when it is still current.");
            }
        }

        if (metadata.OfType<MethodInfo>().SelectMany(handler => handler.GetParameters()).Any(IsPreconditions))
        {
            operation.TakesHeader(
                "If-Match", "The tag of the version to change or delete, or `*` for any version. Required when the resource exists.");
            if (context.ApiDescription.HttpMethod == HttpMethods.Put)
                operation.TakesHeader("If-None-Match", "`*`: create the resource; an existing one is not changed.");
        }
    }

    private static bool IsPreconditions(ParameterInfo parameter) => parameter.ParameterType == typeof(Preconditions);
}

/// <summary>Adds the idempotency key to each POST that stores.</summary>
internal sealed class OpenApiIdempotency : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var action = context.ApiDescription;
        if (!IdempotencyMiddleware.Covers(action.HttpMethod!, new EndpointMetadataCollection(action.ActionDescriptor.EndpointMetadata)))
            return;

        operation.TakesHeader(
            IdempotencyMiddleware.Header,
            "A key the client chooses, for example a UUID. Within 24 hours, the same request with the same key gets the first answer again "
            + "and is not carried out twice.");
        operation.Responses!.TryAdd("409", new OpenApiResponse());
        operation.Responses.TryAdd("422", new OpenApiResponse());
    }
}

/// <summary>Headers of the contract.</summary>
internal static class Headers
{
    public static void TakesHeader(this OpenApiOperation operation, string header, string description) => (operation.Parameters ??= []).Add(
        new OpenApiParameter { Name = header, In = ParameterLocation.Header, Description = description, Schema = Text() });

    public static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
