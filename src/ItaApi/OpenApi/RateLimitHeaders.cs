using ItaApi.Http.Problems;
using ItaApi.Pipeline;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Adds the headers about the caller's budget to every answer, and the answer to a caller that has used it up.</summary>
internal sealed class RateLimitHeaders : IOperationFilter, IDocumentFilter
{
    private const string Refusal = "RateLimited";
    public const string RetryAfter = "Retry-After";

    private static readonly string[] OfEveryAnswer = [RateLimits.Header, RateLimits.PolicyHeader];

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        foreach (var answer in operation.Responses!.Values.OfType<OpenApiResponse>())
        {
            answer.Headers ??= new Dictionary<string, IOpenApiHeader>();
            foreach (var header in OfEveryAnswer)
                answer.Headers.TryAdd(header, new OpenApiHeaderReference(header, context.Document));
        }

        operation.Responses.TryAdd("429", new OpenApiResponseReference(Refusal, context.Document));
    }

    public void Apply(OpenApiDocument document, DocumentFilterContext context)
    {
        var components = document.Components ??= new OpenApiComponents();
        components.Headers = new Dictionary<string, IOpenApiHeader>
        {
            [RateLimits.Header] = Text(
                "The requests left in the caller's budget (`r`), and the seconds until the budget is full again (`t`).",
                "\"reads\";r=1199;t=1"),
            [RateLimits.PolicyHeader] = Text(
                "The budget that the request counts against: so many requests (`q`) in so many seconds (`w`).", "\"reads\";q=1200;w=60"),
            [RetryAfter] = new OpenApiHeader
            {
                Description = "Seconds to wait before the next request.",
                Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
            },
        };
        components.Responses = new Dictionary<string, IOpenApiResponse>
        {
            [Refusal] = new OpenApiResponse
            {
                Description = "The caller has sent too many requests. Nothing was done.",
                Headers = OfEveryAnswer.Prepend(RetryAfter).ToDictionary(
                    header => header, IOpenApiHeader (header) => new OpenApiHeaderReference(header, document)),
                Content = new Dictionary<string, IOpenApiMediaType>
                {
                    [ProblemWriter.MediaType] = new OpenApiMediaType
                    {
                        Schema = context.SchemaGenerator.GenerateSchema(typeof(ProblemBody), context.SchemaRepository),
                    },
                },
            },
        };
    }

    private static OpenApiHeader Text(string description, string example) =>
        new() { Description = description, Schema = new OpenApiSchema { Type = JsonSchemaType.String }, Example = example };
}
