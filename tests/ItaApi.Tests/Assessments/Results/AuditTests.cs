using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>Published figures against calculated ones, over HTTP.</summary>
public sealed class AuditTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Hua_nongs_table_with_83_20_has_one_explanation_with_its_sentence_and_five_without()
    {
        var document = TableOfHuaNong();
        var alone = await AuditAsync(document, 2564);
        document["reported"]!["highest"] = new JsonArray(new JsonObject { ["number"] = 1, ["score"] = 93.20m });
        var withSentence = await AuditAsync(document, 2564);

        Assert.Equal("mismatch", alone["verdict"]!.GetValue<string>());
        Assert.Equal(
            ["1 93.20", "2 91.25", "3 96.26", "4 90.48", "5 98.95"],
            alone["explanations"]!.AsArray().Select(explanation => $"{explanation!["indicator"]} {explanation["to"]}").Order());
        Assert.False(alone["unique"]!.GetValue<bool>());
        Assert.Equal("93.20", Assert.Single(withSentence["explanations"]!.AsArray())!["to"]!.ToJsonString());
        Assert.True(withSentence["unique"]!.GetValue<bool>());
    }

    [Fact]
    public async Task A_score_no_items_can_give_is_unreachable_with_the_nearest_that_can()
    {
        var document = TableOfHuaNong();
        document["indicators"]!.AsArray()[9]!["score"] = 18.78m;

        var audit = await AuditAsync(document, 2564);

        var check = audit["checks"]!.AsArray().Single(check => check!["subject"]!.GetValue<string>() == "indicator:10")!;
        Assert.Equal("unreachable", check["verdict"]!.GetValue<string>());
        Assert.Contains("18.75", check["nearestReachable"]!.AsArray().Select(score => score!.ToJsonString()));
    }

    [Fact]
    public async Task An_audit_tells_the_checks_that_agree_too_and_a_result_only_the_others()
    {
        var (agency, _) = await PutAsync(Some.Example("assessments/40-hua-nong-2564.json"), 2564);
        var audit = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2564/audit")).Json;
        var result = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2564/result")).Json;

        Assert.Contains(
            audit["checks"]!.AsArray(),
            check => check!["subject"]!.GetValue<string>() == "total" && check["verdict"]!.GetValue<string>() == "agrees");
        Assert.Equal(
            audit["checks"]!.AsArray()
                .Where(check => check!["verdict"]!.GetValue<string>() != "agrees")
                .Select(check => check!["subject"]!.GetValue<string>()),
            result["discrepancies"]!.AsArray().Select(check => check!["subject"]!.GetValue<string>()));
    }

    [Fact]
    public async Task A_threshold_that_is_only_looked_through_accuses_no_document()
    {
        var (agency, _) = await PutAsync(Some.Example("assessments/57-mae-ngoen-2565.json"), 2565);

        var result = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565/result?threshold=99")).Json;

        Assert.NotEqual(7, result["strengths"]!.AsArray().Count);
        Assert.Empty(result["discrepancies"]!.AsArray());
    }

    [Fact]
    public async Task A_province_sees_which_published_figures_cannot_be_right_and_no_others()
    {
        var (wrong, _) = await PutAsync(TableOfHuaNong(), 2564, province: "44");
        var (right, _) = await PutAsync(Some.Example("assessments/57-mae-ngoen-2565.json"), 2565, province: "44");

        var cannotBeRight = await AgenciesAsync("/v1/audits?province=44");
        var agreeing = await AgenciesAsync("/v1/audits?province=44&verdict=agrees");
        var otherYear = await AgenciesAsync("/v1/audits?province=44&fiscalYear=2565");

        Assert.Equal([wrong], cannotBeRight);
        Assert.Equal([right], agreeing);
        Assert.Empty(otherYear);
    }

    [Fact]
    public async Task An_unknown_verdict_is_refused_by_name() =>
        (await ita.GetAsync("/v1/audits?verdict=wrong")).IsProblem(400, "invalid_request", "verdict unknown_value");

    [Fact]
    public async Task The_total_can_be_computed_again_from_the_trace_alone()
    {
        var (agency, _) = await PutAsync(Some.Example("assessments/40-hua-nong-2564.json"), 2564);

        var trace = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2564/trace")).Json;

        var steps = trace["steps"]!.AsArray().ToDictionary(step => step!["subject"]!.GetValue<string>(), step => step!);
        foreach (var step in steps.Values.Where(step => step["formula"]!.GetValue<string>() != "given"))
        {
            var inputs = step["inputs"]!.AsArray()
                .Select(input => (Value: Fraction(input!["value"]!), Weight: input["weight"]?.GetValue<decimal>()))
                .ToList();
            var exact = step["formula"]!.GetValue<string>() == "mean"
                ? inputs.Sum(input => input.Value) / inputs.Count
                : inputs.Sum(input => input.Value * input.Weight!.Value);
            Assert.Equal(Fraction(step["exact"]!), exact);
        }

        Assert.Equal("68.00", steps["total"]["rounded"]!.ToJsonString());
        Assert.Equal("C", trace["rules"]!.AsArray().Single(rule => rule!["applied"]!.GetValue<bool>())!["grade"]!.GetValue<string>());
        Assert.False(trace["rules"]!.AsArray()[0]!["conditions"]![0]!["met"]!.GetValue<bool>());
    }

    [Theory]
    [InlineData("trace")]
    [InlineData("audit")]
    public async Task What_is_not_stored_has_neither_trace_nor_audit(string what) =>
        (await ita.GetAsync($"/v1/agencies/{Some.AgencyCode()}/assessments/2565/{what}")).IsProblem(404, "assessment_not_found");

    private static decimal Fraction(JsonNode exact) =>
        (decimal)exact["numerator"]!.GetValue<long>() / exact["denominator"]!.GetValue<long>();

    /// <summary>The table of the document, where indicator 1 is printed 83.20, with the figures under it.</summary>
    private static JsonObject TableOfHuaNong()
    {
        var document = new JsonObject { ["indicators"] = Some.Example("assessments/40-hua-nong-2564.json")["indicators"]!.DeepClone() };
        document["indicators"]!.AsArray()[0]!["score"] = 83.20m;
        document["reported"] = new JsonObject
        {
            ["total"] = 68,
            ["instruments"] = new JsonArray(new JsonObject { ["code"] = "IIT", ["score"] = 86.03m }),
        };
        return document;
    }

    private async Task<JsonNode> AuditAsync(JsonObject document, int fiscalYear)
    {
        var (agency, _) = await PutAsync(document.DeepClone().AsObject(), fiscalYear);
        return (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}/audit")).Json;
    }

    private async Task<(string Agency, Answer Answer)> PutAsync(JsonObject document, int fiscalYear, string province = "57")
    {
        var agency = await ita.CreateAgencyAsync(body => body["provinceCode"] = province);
        var answer = await ita.PutAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}", document);
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return (agency, answer);
    }

    private async Task<string[]> AgenciesAsync(string path) =>
        [.. (await ita.GetAsync(path)).Json["items"]!.AsArray().Select(audit => audit!["agency"]!["code"]!.GetValue<string>())];
}
