using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Unicode;

namespace ItaApi.Tests.Support;

/// <summary>Values that do not matter to a test, and the published documents that do.</summary>
public static class Some
{
    /// <summary>Writes text as the service does, Thai as Thai.</summary>
    public static readonly JsonSerializerOptions Readable = new() { Encoder = JavaScriptEncoder.Create(UnicodeRanges.All) };

    private static int officialCodes = 1_000;

    /// <summary>A code no other test uses.</summary>
    public static string AgencyCode() => $"t-{Guid.NewGuid():N}"[..20];

    /// <summary>An official code of province 57 that no other test uses.</summary>
    public static string OfficialCode() => $"657{Interlocked.Increment(ref officialCodes):D4}";

    /// <summary>A district no other test uses; a list filtered by it holds one test's rows.</summary>
    public static string District() => $"อำเภอ{Guid.NewGuid():N}";

    public static JsonObject Agency(string nameTh = "เทศบาลตำบลตัวอย่าง") => new()
    {
        ["nameTh"] = nameTh,
        ["kind"] = "subdistrictMunicipality",
        ["provinceCode"] = "57",
    };

    /// <summary>An assessment with the same score in every indicator.</summary>
    public static JsonObject Assessment(decimal score = 90m) => new() { ["indicators"] = Indicators(Enumerable.Repeat(score, 10)) };

    /// <summary>The ten indicators in order with these scores.</summary>
    public static JsonArray Indicators(IEnumerable<decimal> scores) =>
        [.. scores.Select((score, index) => (JsonNode)new JsonObject { ["number"] = index + 1, ["score"] = score })];

    /// <summary>A measure that says no more than it must.</summary>
    public static JsonObject Measure(string title = "จัดอบรมให้กับเจ้าหน้าที่เกี่ยวกับการให้บริการที่ดี") =>
        new() { ["basedOnFiscalYear"] = 2565, ["titles"] = new JsonArray(title) };

    /// <summary>A framework for whatever year its address says: the contract's example without its own.</summary>
    public static JsonObject Framework() => Example("frameworks/2580.json").Without("fiscalYear");

    /// <summary>A payload of <c>openapi/examples</c>, as published.</summary>
    public static JsonObject Example(string file) =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "openapi", "examples", file)))!.AsObject();

    /// <summary>The object with a member of this value.</summary>
    public static JsonObject With(this JsonObject json, string member, JsonNode value)
    {
        json[member] = value;
        return json;
    }

    /// <summary>The object without a member.</summary>
    public static JsonObject Without(this JsonObject json, string member)
    {
        json.Remove(member);
        return json;
    }
}
