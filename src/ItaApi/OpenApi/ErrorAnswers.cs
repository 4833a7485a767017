using System.Globalization;
using ItaApi.Authentication;
using ItaApi.Http.Problems;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Gives every error answer the problem's schema and words, and adds those that stand in no handler's return type.</summary>
internal sealed class ErrorAnswers : IOperationFilter
{
    private static readonly Dictionary<int, string> Words = new()
    {
        [400] = "The request is not valid; nothing was stored, and `errors` names every place.",
        [401] = "The key in `X-Api-Key` is not valid, or one is needed and none was sent.",
        [403] = "The key may not do this, or not in this province.",
        [404] = "What the address names is not there.",
        [409] = "It would contradict what is stored; nothing was changed.",
        [410] = "It is not kept any longer; `next` says where to go on.",
        [412] = "What is stored is not what `If-Match` or `If-None-Match` says; `ETag` holds the current tag.",
        [413] = "The body is larger than the service takes: 1 MiB, unless it is configured otherwise.",
        [415] = "The body is of none of the types the operation takes.",
        [422] = "Understood and refused as a whole; nothing was stored.",
        [428] = "It exists: say with `If-Match` which version is to be changed. `ETag` holds the current tag.",
        [503] = "The database is away; nothing was stored.",
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

        foreach (var (status, answer) in answers.ToList())
        {
            if (!int.TryParse(status, CultureInfo.InvariantCulture, out var number) || number < 400 || answer is not OpenApiResponse response)
                continue;

            response.Description = Words[number];
            response.Content = new Dictionary<string, IOpenApiMediaType>
            {
                [ProblemWriter.MediaType] = new OpenApiMediaType
                {
                    Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository),
                },
            };
            if (number == 503)
            {
                response.Headers = new Dictionary<string, IOpenApiHeader> { [RateLimitHeaders.RetryAfter] = new OpenApiHeaderReference(RateLimitHeaders.RetryAfter, context.Document) };
            }
        }

        var sorted = answers.OrderBy(answer => answer.Key, StringComparer.Ordinal).ToList();
        answers.Clear();
        foreach (var (status, answer) in sorted)
            answers.Add(status, answer);
    }
}
