using ItaApi.Http.Answers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>Describes answers in CSV and NDJSON, and 304.</summary>
internal sealed class CsvAnswers : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var metadata = context.ApiDescription.ActionDescriptor.EndpointMetadata;
        var answers = operation.Responses!;
        if (answers.TryGetValue("200", out var answer)
            && answer.Content?.TryGetValue(CsvQuery.MediaType, out var csv) == true
            && csv is OpenApiMediaType table)
        {
            table.Schema = new OpenApiSchema
            {
                Type = JsonSchemaType.String,
                Description = "UTF-8 with CRLF. The first line names the columns.",
            };
        }

        if (metadata.OfType<AnswersInLines>().FirstOrDefault() is { } lines)
        {
            answers["200"].Content![JsonLines.MediaType] = new OpenApiMediaType
            {
                Schema = context.SchemaGenerator.GenerateSchema(lines.Line, context.SchemaRepository),
            };
        }

        if (context.ApiDescription.HttpMethod == HttpMethods.Get && metadata.OfType<AnswersWithTag>().Any())
            answers.TryAdd("304", new OpenApiResponse { Description = "Not modified: the tag in `If-None-Match` is current." });
    }
}
