using System.Text.Json.Nodes;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>
/// A body that may come in other forms than one JSON document: those are text, or a file. Swashbuckle would describe each of them by the
/// type of the JSON, and generated clients would send that.
/// </summary>
internal sealed class ImportBodies : IOperationFilter
{
    private const string Json = "application/json";

    /// <summary>The scores of <c>openapi/examples</c>, to the last digit: sent as they are, they change nothing.</summary>
    private static readonly Dictionary<string, string> Examples = new()
    {
        ["text/csv"] = """
            agency_code,fiscal_year,1,2,3,4,5,6,7,8,9,10
            57-mae-ngoen,2565,98.85,98.28,98.24,98.36,98.27,76.01,63.90,66.22,90.00,100

            """.ReplaceLineEndings("\r\n"),
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        if (operation.RequestBody?.Content is not { Count: > 1 } forms || !forms.ContainsKey(Json))
            return;

        foreach (var (name, form) in forms)
        {
            if (name == Json || form is not OpenApiMediaType other)
                continue;
            other.Schema = new OpenApiSchema { Type = JsonSchemaType.String, Format = name.StartsWith("text/", StringComparison.Ordinal) || name.EndsWith("json", StringComparison.Ordinal) ? null : "binary" };
            if (operation.OperationId == "importAssessments" && Examples.TryGetValue(name, out var example))
                other.Example = JsonValue.Create(example);
        }

        operation.Parameters ??= [];
        operation.Parameters.Add(new OpenApiParameter
        {
            Name = "Prefer",
            In = ParameterLocation.Header,
            Description = "`respond-async`: answer 202 at once and carry it out in the background, however small it is.",
            Schema = new OpenApiSchema { Type = JsonSchemaType.String },
        });
        if (operation.Responses?.TryGetValue("202", out var accepted) == true && accepted is OpenApiResponse response)
        {
            response.Headers = new Dictionary<string, IOpenApiHeader>
            {
                ["Location"] = new OpenApiHeader { Description = "Where the import stands.", Schema = new OpenApiSchema { Type = JsonSchemaType.String } },
            };
        }
    }
}
