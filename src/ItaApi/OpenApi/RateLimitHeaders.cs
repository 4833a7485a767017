using ItaApi.Http.Problems;
using ItaApi.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>The limits in the contract: what every answer says of the caller's budget, and the refusal of who has none left. Each is described once and referred to.</summary>
internal sealed class RateLimitHeaders : IOperationFilter, IDocumentFilter
{
    private const string Refusal = "RateLimited";
    public const string RetryAfter = "Retry-After";

    private static readonly string[] Told = [RateLimits.Header, RateLimits.PolicyHeader];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var answer in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
            foreach (var header in Told)
                answer.Headers.TryAdd(header, new OpenApiHeaderReference(header, context.Document));
        }

        operation.Responses.TryAdd("429", new OpenApiResponseReference(Refusal, context.Document));
    }

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [RateLimits.Header] = Text("What is left of the caller's budget, and the seconds until it is whole again.", "\"reads\";r=1199;t=1"),
            [RateLimits.PolicyHeader] = Text("The budget that the request was counted against: how many requests in how many seconds.", "\"reads\";q=1200;w=60"),
            [RetryAfter] = new OpenApiHeader { Description = "Seconds after which to ask again.", Schema = new OpenApiSchema { Type = JsonSchemaType.Integer } },
        };
        components.Responses = new Dictionary<string, IOpenApiResponse>
        {
            [Refusal] = new OpenApiResponse
            {
                Description = "The caller has asked too often; nothing was done.",
                Headers = Told.Prepend(RetryAfter).ToDictionary(header => header, IOpenApiHeader (header) => new OpenApiHeaderReference(header, document)),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [ProblemWriter.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository) },
                },
            },
        };
    }

    private static OpenApiHeader Text(string words, string example) =>
        new() { Description = words, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
