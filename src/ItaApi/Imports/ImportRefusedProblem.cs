using System.Reflection;
using System.Text.Json;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Http.Serialization;
using Microsoft.AspNetCore.Http.Metadata;

namespace ItaApi.Imports;

/// <summary>422: an atomic import of which nothing was stored, with the fields of its outcome next to those of the problem.</summary>
internal sealed class ImportRefusedProblem(ImportOutcome outcome) : Refusal(
    new Problem("import_refused")
    {
        Arguments = new Dictionary<string, object?> { ["Rejected"] = outcome.Counts.Rejected, ["Received"] = outcome.Counts.Received },
        Extensions = JsonSerializer.SerializeToElement(outcome, Json.Options)
            .EnumerateObject()
            .ToDictionary(member => member.Name, member => (object)member.Value),
    }), IEndpointMetadataProvider
{
    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        Document(builder, StatusCodes.Status422UnprocessableEntity);
}
