using System.Net.Mime;
using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>
/// Describes the bodies of imports that are not one JSON document: they are text, or a file. Swashbuckle describes each of them by the
/// type of the JSON body, and generated clients would send that.
/// </summary>
internal sealed class ImportBodies : IOperationFilter
{
    /// <summary>The scores of <c>openapi/examples</c>, to the last digit: sent as they are, they change nothing.</summary>
    private static readonly Dictionary<string, string> Examples = new()
    {
        [MediaTypeNames.Text.Csv] = """
            agency_code,fiscal_year,1,2,3,4,5,6,7,8,9,10
            57-mae-ngoen,2565,98.85,98.28,98.24,98.36,98.27,76.01,63.90,66.22,90.00,100

            """.ReplaceLineEndings("\r\n"),
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content is not { Count: > 1 } forms || !forms.ContainsKey(MediaTypeNames.Application.Json))
            return;

        foreach (var (name, form) in forms)
        {
            if (name == MediaTypeNames.Application.Json || form is not OpenApiMediaType other)
                continue;
            other.Schema = name == MediaTypeNames.Multipart.FormData ? FormWithFile() : Text(isBinary: !IsText(name));
            if (operation.OperationId == "importAssessments" && Examples.TryGetValue(name, out var example))
                other.Example = JsonValue.Create(example);
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Prefer",
            In = ParameterLocation.Header,
            Description = "`respond-async`: the answer is 202 at once, and the import runs in the background whatever its size.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        if (operation.Responses?.TryGetValue("202", out var accepted) == true && accepted is OpenApiResponse response)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Location"] = new OpenApiHeader
                {
                    Description = "The address of the import's state.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.String },
                },
                ["Retry-After"] = new OpenApiHeader
                {
                    Description = "Seconds after which the state is worth reading.",
                    Schema = new OpenApiSchema { Type = JsonSchemaType.Integer },
                },
            };
        }
    }

    private static OpenApiSchema Text(bool isBinary) =>
        new() { Type = JsonSchemaType.String, Format = isBinary ? "binary" : null };

    private static OpenApiSchema FormWithFile() => new()
    {
        Type = JsonSchemaType.Object,
        Required = new HashSet<string> { "file" },
        Properties = new Dictionary<string, IOpenApiSchema> { ["file"] = Text(isBinary: true) },
    };

    private static bool IsText(string mediaType) =>
        mediaType.StartsWith("text/", StringComparison.Ordinal) || mediaType.EndsWith("json", StringComparison.Ordinal);
}
