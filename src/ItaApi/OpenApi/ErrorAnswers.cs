using System.Globalization;
using ItaApi.Authentication;
using ItaApi.Http.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Gives every error answer the problem's schema and a description, and adds those that no handler's return type names.</summary>
internal sealed class ErrorAnswers : IOperationFilter
{
    private static readonly Dictionary<int, string> Descriptions = new()
    {
        [308] = "The agency has another code. `Location` is the address with it; send the same request there.",
        [400] = "The request is not valid. Nothing was stored; `errors` lists each location with its error.",
        [401] = "The key in `X-Api-Key` is not valid, or the operation requires a key and none was sent.",
        [403] = "The key does not permit this operation, or not in this province.",
        [404] = "The resource does not exist.",
        [409] = "The request conflicts with the stored data. Nothing was changed.",
        [410] = "The changes are no longer kept. `next` is the position to continue from.",
        [412] = "The stored version does not satisfy `If-Match` or `If-None-Match`. `ETag` has the current tag.",
        [413] = "The body is larger than the service accepts (default: 1 MiB).",
        [415] = "The operation does not accept the body's media type.",
        [422] = "The request was understood and refused as a whole. Nothing was stored.",
        [428] = "The resource exists: `If-Match` must name the version to change. `ETag` has the current tag.",
        [503] = "The database is unavailable. Nothing was stored.",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var answers = operation.Responses ??= [];
        if (operation.RequestBody is not null || operation.Parameters is { Count: > 0 })
            answers.TryAdd("400", new OpenApiResponse());
        if (operation.RequestBody is OpenApiRequestBody body)
        {
            body.Required = true;
            answers.TryAdd("413", new OpenApiResponse());
            answers.TryAdd("415", new OpenApiResponse());
        }

        answers.TryAdd("401", new OpenApiResponse());
        if (ScopeRequirement.ScopeOf(new EndpointMetadataCollection(context.ApiDescription.ActionDescriptor.EndpointMetadata)) is not null)
            answers.TryAdd("403", new OpenApiResponse());
        answers.TryAdd("503", new OpenApiResponse());

        if (operation.Parameters?.Any(parameter => parameter is { In: ParameterLocation.Path, Name: "agencyCode" }) == true)
            answers.TryAdd("308", new OpenApiResponse());

        foreach (var (status, answer) in answers.ToList())
        {
            if (!int.TryParse(status, CultureInfo.InvariantCulture, out var number)
                || !Descriptions.ContainsKey(number)
                || answer is not OpenApiResponse response)
            {
                continue;
            }

            response.Description = Descriptions[number];
            response.Content = new Dictionary<string, IOpenApiMediaType>
            {
                [ProblemWriter.MediaType] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository),
                },
            };
            if (number == 503)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader>
                {
                    [RateLimitHeaders.RetryAfter] = new OpenApiHeaderReference(RateLimitHeaders.RetryAfter, context.Document),
                };
            }
        }

        var sorted = answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        answers.Clear();
        foreach (var (status, answer) in sorted)
            answers.Add(status, answer);
    }
}
