using ItaApi.Http.Answers;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>What the contract says of answers in CSV, and of answers a caller has already.</summary>
internal sealed class CsvAnswers : IOperationFilter
{
    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.Responses!.TryGetValue("200", out var answer) && answer.Content?.TryGetValue(CsvQuery.MediaType, out var csv) == true && csv is OpenApiMediaType table)
            table.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Description = "UTF-8 with CRLF; the first line names the columns." };

        if (context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AnswersInLines>().FirstOrDefault() is { } lines)
        {
            operation.Responses!["200"].Content![JsonLines.MediaType] = new OpenApiMediaType { Schema = context.SchemaGenerator.GenerateSchema(lines.Line, context.SchemaRepository) };
        }

        if (context.ApiDescription.HttpMethod == HttpMethods.Get && context.ApiDescription.ActionDescriptor.EndpointMetadata.OfType<AnswersWithTag>().Any())
            operation.Responses!.TryAdd("304", new OpenApiResponse { Description = "The caller has it already." });
    }
}
