using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Who may do what: every operation of the contract, and what it answers to every kind of caller.</summary>
internal static class AuthorizationMatrix
{
    /// <summary>The province that everything here belongs to.</summary>
    public const string Own = "57";

    public const string NextYear = "frameworks/2580.json";

    private const string Measure = "1";

    /// <summary>
    /// Who an operation is for, and what it answers to them; in its path an agency has an assessment where the path names a year.
    /// </summary>
    public static readonly Dictionary<string, Operation> Operations = new()
    {
        ["listProvinces"] = new(For.Everybody, 200),
        ["getProvince"] = new(For.Everybody, 200),
        ["listDistricts"] = new(For.Everybody, 200),
        ["listAgencies"] = new(For.Everybody, 200),
        ["getAgency"] = new(For.Everybody, 200),
        ["putAgency"] = new(For.KeysOfTheProvince, 200, _ => Some.Agency("เปลี่ยน"), Changes: true),
        ["changeAgencyCode"] = new(
            For.Administrators, 200, _ => new JsonObject { ["code"] = Some.AgencyCode() }, Changes: true),
        ["deleteAgency"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["listAgencyHistory"] = new(For.Everybody, 200),
        ["listFrameworks"] = new(For.Everybody, 200),
        ["getFramework"] = new(For.Everybody, 200),
        ["putFramework"] = new(For.Administrators, 200, _ => Some.Example(NextYear)) { FiscalYear = 2580 },
        ["listAssessments"] = new(For.Everybody, 200),
        ["createAssessment"] = new(For.KeysOfTheProvince, 201, NewAssessment),
        ["listAssessmentsOfAgency"] = new(For.Everybody, 200),
        ["getAssessment"] = new(For.Everybody, 200),
        ["putAssessment"] = new(For.KeysOfTheProvince, 200, _ => Some.Assessment(80), Changes: true),
        ["deleteAssessment"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["listAssessmentHistory"] = new(For.Everybody, 200),
        ["getResult"] = new(For.Everybody, 200),
        ["getTrace"] = new(For.Everybody, 200),
        ["getAudit"] = new(For.Everybody, 200),
        ["listAudits"] = new(For.Everybody, 200),
        ["scoreAssessment"] = new(For.Everybody, 200, _ => Some.Example("scorings/40-hua-nong-2564.json")),
        ["simulate"] = new(For.Everybody, 200, _ => Some.Example("simulations/40-hua-nong-2564.json")),
        ["getRecommendations"] = new(For.Everybody, 200),
        ["listMeasures"] = new(For.Everybody, 200),
        ["listMeasuresOfAgency"] = new(For.Everybody, 200),
        ["createMeasure"] = new(For.KeysOfTheProvince, 201, _ => Some.Measure()),
        ["getMeasure"] = new(For.Everybody, 200),
        ["putMeasure"] = new(For.KeysOfTheProvince, 200, _ => Some.Measure("เปลี่ยน"), Changes: true),
        ["deleteMeasure"] = new(For.KeysOfTheProvince, 204, Changes: true),
        ["appendProgress"] = new(For.KeysOfTheProvince, 201, _ => new JsonObject { ["results"] = new JsonArray("อบรมแล้ว") }),
        ["putProgress"] = new(
            For.KeysOfTheProvince, 200, _ => new JsonObject { ["results"] = new JsonArray("อบรมครบแล้ว") }, Changes: true),
        ["deleteProgress"] = new(For.KeysOfTheProvince, 200, Changes: true),
        ["listMeasureHistory"] = new(For.Everybody, 200),
        ["getMeasureSummary"] = new(For.Everybody, 200) { Query = "?implementFiscalYear=2566" },
        ["getProvinceMeasureSummary"] = new(For.Everybody, 200) { Query = "?implementFiscalYear=2566" },
        ["getEffectiveness"] = new(For.Everybody, 200) { Query = "?indicator=7&fromFiscalYear=2564&toFiscalYear=2565" },
        ["listChanges"] = new(For.Everybody, 200),
        ["getSummary"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getProvinceSummary"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["listRankings"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getAgencyTrend"] = new(For.Everybody, 200),
        ["getPeers"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565", HasAssessment = true },
        ["getProvinceTrend"] = new(For.Everybody, 200),
        ["getSubmissions"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["getDistribution"] = new(For.Everybody, 200) { Query = "?fiscalYear=2565" },
        ["importAssessments"] = new(
            For.KeysOfTheProvince, 200, agency => Items(NewAssessment(agency))) { RefusedElsewhere = (422, "import_refused") },
        ["importMeasures"] = new(
            For.KeysOfTheProvince,
            200,
            agency => Items(Some.Measure().With("agencyCode", agency))) { RefusedElsewhere = (422, "import_refused") },
        ["importAgencies"] = new(
            For.KeysOfTheProvince,
            200,
            agency => Items(Some.Agency("เปลี่ยน").With("code", agency))) { RefusedElsewhere = (422, "import_refused") },
        ["importProgress"] = new(
            For.KeysOfTheProvince,
            200,
            agency => Items(new JsonObject
            {
                ["agencyCode"] = agency, ["externalId"] = Measure, ["results"] = new JsonArray("อบรมแล้ว"),
            })) { RefusedElsewhere = (422, "import_refused"), Measure = Measure },
        ["listImports"] = new(For.KeysThatWrite, 200),
        ["getImport"] = new(For.WhoSentIt, 200),
        ["cancelImport"] = new(For.WhoSentIt, 204),
        ["getImportErrors"] = new(For.WhoSentIt, 200),
        ["getAssessmentTemplate"] = new(For.Everybody, 200),
        ["getAssessmentTemplateWorkbook"] = new(For.Everybody, 200),
        ["getProgressTemplate"] = new(For.Everybody, 200) { Query = "?implementFiscalYear=2566" },
        ["listErasures"] = new(For.Administrators, 200),
        ["eraseText"] = new(
            For.Administrators,
            200,
            agency => new JsonObject { ["find"] = agency + agency, ["reason"] = "ทดสอบ" }) { Query = "?dryRun=true" },
        ["listApiKeys"] = new(For.Administrators, 200),
        ["createApiKey"] = new(For.Administrators, 201, _ => NewKey()),
        ["revokeApiKey"] = new(For.Administrators, 204),
    };

    public enum For
    {
        /// <summary>Needs no key; takes none that is not valid.</summary>
        Everybody,

        /// <summary>Needs the scope <c>write</c>, and the agency's province.</summary>
        KeysOfTheProvince,

        /// <summary>Needs the scope <c>write</c>, in whatever province.</summary>
        KeysThatWrite,

        /// <summary>Needs the scope <c>write</c>, and to have sent it or to have every province.</summary>
        WhoSentIt,

        /// <summary>Needs the scope <c>admin</c>.</summary>
        Administrators,
    }

    /// <summary>What a caller is answered, by its kind.</summary>
    public static (int Status, string? Code) Expected(Operation operation, string caller) => (operation.For, caller) switch
    {
        (_, "unknown" or "malformed" or "two" or "revoked" or "expired") => (401, "invalid_api_key"),
        (For.Everybody, _) => (operation.Status, null),
        (_, "none") => (401, "api_key_required"),
        (_, "reader") => (403, "scope_missing"),
        (For.KeysOfTheProvince, "other province") => operation.RefusedElsewhere,
        (For.WhoSentIt, "own province" or "other province") => (404, "import_not_found"),
        (For.Administrators, "own province" or "other province" or "every province") => (403, "scope_missing"),
        _ => (operation.Status, null),
    };

    private static JsonObject Items(JsonObject item) => new() { ["items"] = new JsonArray(item) };

    private static JsonObject NewAssessment(string agency) => Some.Assessment().With("agencyCode", agency).With("fiscalYear", 2565);

    private static JsonObject NewKey() =>
        new() { ["name"] = "อีกระบบ", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray(Own) };

    /// <param name="For">Who may.</param>
    /// <param name="Status">What they are answered.</param>
    /// <param name="Body">What is sent, of an agency.</param>
    /// <param name="Changes">It needs a version to change.</param>
    public sealed record Operation(For For, int Status, Func<string, JsonNode>? Body = null, bool Changes = false)
    {
        public int FiscalYear { get; init; } = 2565;

        /// <summary>Whether the agency needs an assessment of the year, which its path does not name.</summary>
        public bool HasAssessment { get; init; }

        /// <summary>The external id of a measure that the agency has, where the body names one.</summary>
        public string? Measure { get; init; }

        /// <summary>What a key of another province is answered.</summary>
        public (int Status, string? Code) RefusedElsewhere { get; init; } = (403, "province_forbidden");

        /// <summary>The parameters it cannot do without.</summary>
        public string Query { get; init; } = "";
    }
}
