using System.Globalization;
using System.Net.Mime;
using System.Text.Json.Nodes;
using ItaApi.Http.Requests;
using Microsoft.OpenApi;
using Swashbuckle.AspNetCore.SwaggerGen;

namespace ItaApi.OpenApi;

/// <summary>
/// Adds examples: the real payloads of <c>openapi/examples</c>, which the tests and the commands of README and docs send.
/// </summary>
internal sealed class Examples : IOperationFilter
{
    private static readonly Dictionary<string, (string? Request, string? Answer)> Files = new()
    {
        ["putAgency"] = ("agencies/57-mae-ngoen.json", null),
        ["putAssessment"] = ("assessments/57-mae-ngoen-2565.json", null),
        ["putFramework"] = ("frameworks/2580.json", null),
        ["createAssessment"] = ("assessments/new-40-hua-nong-2564.json", null),
        ["scoreAssessment"] = ("scorings/40-hua-nong-2564.json", "results/40-hua-nong-2564.json"),
        ["simulate"] = ("simulations/40-hua-nong-2564.json", "results/40-hua-nong-2564-simulation.json"),
        ["getTrace"] = (null, "results/40-hua-nong-2564-trace.json"),
        ["getAudit"] = (null, "results/40-hua-nong-2564-audit.json"),
        ["listAudits"] = (null, "results/40-hua-nong-2564-audit.json"),
        ["getResult"] = (null, "results/57-mae-ngoen-2565.json"),
        ["createMeasure"] = ("measures/57-mae-ngoen-2566.json#/items/3", null),
        ["putMeasure"] = ("measures/57-mae-ngoen-2566.json#/items/3", null),
        ["putProgress"] = ("measures/56-ruam-chai-phatthana-2566-progress.json#/items/0", null),
        ["appendProgress"] = ("measures/56-ruam-chai-phatthana-2566-progress.json#/items/0", null),
    };

    /// <summary>Examples of path parameters: resources that the example data of a developer's database has.</summary>
    private static readonly Dictionary<string, JsonNode> Parameters = new()
    {
        ["agencyCode"] = "57-mae-ngoen",
        ["fiscalYear"] = 2565,
        ["provinceCode"] = "57",
        ["measureId"] = "01996b6e-4f00-7c3a-9d51-0a6f2b7c8e14",
    };

    public void Apply(OpenApiOperation operation, OperationFilterContext context)
    {
        var (request, answer) = Files.GetValueOrDefault(operation.OperationId!);
        if (request is not null && JsonOf(operation.RequestBody?.Content) is { } body)
            body.Example = Read(request)?.DeepClone();
        if (answer is not null && JsonOf(operation.Responses!["200"].Content) is { } content)
            content.Example = operation.OperationId == "listAudits" ? PageOf(Read(answer)) : Read(answer);

        var parameters = operation.Parameters?.OfType<OpenApiParameter>() ?? [];
        foreach (var parameter in parameters.Where(parameter => parameter.In == ParameterLocation.Path))
            parameter.Example = ExampleOf(parameter.Name!, Read(request), Read(answer));
    }

    /// <summary>The value that the operation's example has for a parameter; without an example, the one above.</summary>
    private static JsonNode? ExampleOf(string parameter, JsonNode? request, JsonNode? answer) =>
        (request?[parameter]
            ?? answer?[parameter]
            ?? (parameter == "agencyCode" ? answer?["agency"]?["code"] : null)
            ?? Parameters.GetValueOrDefault(parameter))?.DeepClone();

    private static JsonObject PageOf(JsonNode? item) => new()
    {
        ["items"] = new JsonArray(item),
        ["page"] = new JsonObject { ["limit"] = PageQuery.DefaultLimit },
    };

    private static OpenApiMediaType? JsonOf(IDictionary<string, IOpenApiMediaType>? content) =>
        content is not null && content.TryGetValue(MediaTypeNames.Application.Json, out var json) ? json as OpenApiMediaType : null;

    /// <summary>An example file, or the part of it that the JSON Pointer after <c>#</c> names.</summary>
    private static JsonNode? Read(string? example)
    {
        if (example?.Split('#') is not [var file, .. var pointer])
            return null;

        var node = JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi", "examples", file)));
        foreach (var segment in pointer.SelectMany(path => path.Split('/', StringSplitOptions.RemoveEmptyEntries)))
            node = node is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)] : node![segment];
        return node;
    }
}
