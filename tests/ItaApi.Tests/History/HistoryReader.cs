using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.History;

/// <summary>Reads the history of a resource, and says it in short.</summary>
internal static class HistoryReader
{
    /// <summary>The versions, newest first.</summary>
    public static async Task<IReadOnlyList<JsonNode>> VersionsAsync(this ItaApplication ita, string address, string query = "")
    {
        var answer = await ita.GetAsync($"{address}/history{query}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json["items"]!.AsArray().Select(version => version!)];
    }

    /// <summary>Which version it is and what made it, as <c>2 updated</c>.</summary>
    public static string Summary(JsonNode version) => $"{version["version"]} {version["action"]}";

    /// <summary>What it changed, as <c>/nameEn: Old -> New</c>.</summary>
    public static IEnumerable<string> ChangesOf(JsonNode version) =>
        version["changes"]!.AsArray().Select(change => $"{change!["pointer"]}: {change["old"]} -> {change["new"]}");

    /// <summary>Stores an assessment of an agency of its own, and returns its address.</summary>
    public static async Task<string> CreateAssessmentAsync(this ItaApplication ita, decimal score = 90)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync(address, Some.Assessment(score))).Status);
        return address;
    }
}
