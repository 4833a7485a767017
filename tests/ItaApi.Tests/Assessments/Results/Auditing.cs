using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>Stores documents for agencies of their own, and reads their audits.</summary>
internal static class Auditing
{
    public static async Task<(string Agency, Answer Answer)> PutDocumentAsync(
        this ItaApplication ita, int fiscalYear, JsonObject document, string province = "57")
    {
        var agency = await ita.CreateAgencyAsync(body => body["provinceCode"] = province);
        var answer = await ita.PutAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}", document.Without("agencyCode"));
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (agency, answer);
    }

    public static async Task<JsonNode> AuditAsync(this ItaApplication ita, int fiscalYear, JsonObject document) =>
        await ita.ReadAsync("audit", fiscalYear, document);

    public static async Task<JsonNode> TraceAsync(this ItaApplication ita, int fiscalYear, JsonObject document) =>
        await ita.ReadAsync("trace", fiscalYear, document);

    /// <summary>The agencies of a list of audits.</summary>
    public static async Task<string[]> AuditedAgenciesAsync(this ItaApplication ita, string path) =>
        [.. (await ita.GetAsync(path)).Json["items"]!.AsArray().Select(audit => audit!["agency"]!["code"]!.GetValue<string>())];

    /// <summary>The checks of an audit, as <c>total agrees</c>.</summary>
    public static IEnumerable<string> Verdicts(JsonNode audit) =>
        audit["checks"]!.AsArray().Select(check => $"{check!["subject"]} {check["verdict"]}");

    /// <summary>What something says in Thai and in English.</summary>
    public static (string Th, string En) TextOf(JsonNode said) =>
        (said["textTh"]!.GetValue<string>(), said["textEn"]!.GetValue<string>());

    private static async Task<JsonNode> ReadAsync(this ItaApplication ita, string what, int fiscalYear, JsonObject document)
    {
        var (agency, _) = await ita.PutDocumentAsync(fiscalYear, document.DeepClone().AsObject());
        return (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}/{what}")).Json;
    }
}
