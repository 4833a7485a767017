using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using static ItaApi.Tests.Assessments.Results.Auditing;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>Published figures against calculated ones, over HTTP.</summary>
public sealed class AuditTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Hua_nongs_table_with_83_20_has_one_explanation_with_its_sentence_and_five_without()
    {
        var document = TableOfHuaNong();
        var alone = await ita.AuditAsync(2564, document);
        document["reported"]!["highest"] = new JsonArray(new JsonObject { ["number"] = 1, ["score"] = 93.20m });
        var withSentence = await ita.AuditAsync(2564, document);

        Assert.Equal("mismatch", alone["verdict"]!.GetValue<string>());
        Assert.Equal(
            ["1 93.20", "2 91.25", "3 96.26", "4 90.48", "5 98.95"],
            alone["explanations"]!.AsArray()
                .SelectMany(explanation => explanation!["corrections"]!.AsArray())
                .Select(one => $"{one!["indicator"]} {one["to"]}"));
        Assert.False(alone["unique"]!.GetValue<bool>());
        Assert.Equal(
            "93.20",
            Assert.Single(Assert.Single(withSentence["explanations"]!.AsArray())!["corrections"]!.AsArray())!["to"]!.ToJsonString());
        Assert.True(withSentence["unique"]!.GetValue<bool>());
    }

    [Fact]
    public async Task The_whole_document_of_hua_nong_has_three_misprints_that_explain_it_together()
    {
        var document = TableOfHuaNong();
        document["reported"] = Some.Example("assessments/40-hua-nong-2564.json")["reported"]!.DeepClone().AsObject().Without("indicators");

        var audit = await ita.AuditAsync(2564, document);

        Assert.Equal(5, audit["checks"]!.AsArray().Count(check => check!["verdict"]!.GetValue<string>() == "mismatch"));
        Assert.Equal(
            """[{"kind":"digit","subject":"indicator:1","indicator":1,"inReported":false,"from":83.20,"to":93.20},"""
            + """{"kind":"digit","subject":"lowest","indicator":10,"inReported":true,"from":18.78,"to":18.75},"""
            + """{"kind":"count","subject":"weaknessCount","inReported":true,"from":10,"to":7}]""",
            Assert.Single(audit["explanations"]!.AsArray())!["corrections"]!.ToJsonString());
        Assert.True(audit["unique"]!.GetValue<bool>());
        Assert.Null(audit["explanationsTruncated"]);
    }

    [Fact]
    public async Task A_document_that_prints_too_little_says_that_there_are_more_explanations()
    {
        var document = TableOfHuaNong();
        document["reported"] = new JsonObject { ["total"] = 66.83m };

        var audit = await ita.AuditAsync(2564, document);

        Assert.Equal(50, audit["explanations"]!.AsArray().Count);
        Assert.True(audit["explanationsTruncated"]!.GetValue<bool>());
    }

    [Fact]
    public async Task Both_sentences_of_bang_khaem_on_its_lowest_indicator_are_checked_and_the_lowest_of_each_instrument()
    {
        var document = Some.Example("assessments/73-bang-khaem-2563.json");
        document["reported"]!["lowest"] = JsonNode.Parse("""[{"number":10,"score":87.50},{"number":8,"score":92.74},{"number":10}]""");
        document["reported"]!["lowestInInstrument"] =
            JsonNode.Parse("""[{"instrument":"EIT","number":8,"score":92.74},{"instrument":"OIT","number":9}]""");

        var audit = await ita.AuditAsync(2563, document);

        Assert.Equal(
            ["lowest agrees", "lowest:2 mismatch", "lowest:3 agrees", "lowest:EIT agrees", "lowest:OIT mismatch"],
            Verdicts(audit).Where(check => check.StartsWith("lowest", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_score_no_items_can_give_is_unreachable_with_the_nearest_that_can()
    {
        var document = TableOfHuaNong();
        document["indicators"]!.AsArray()[9]!["score"] = 18.78m;

        var audit = await ita.AuditAsync(2564, document);

        var check = audit["checks"]!.AsArray().Single(check => check!["subject"]!.GetValue<string>() == "indicator:10")!;
        Assert.Equal("unreachable", check["verdict"]!.GetValue<string>());
        Assert.Contains("18.75", check["nearestReachable"]!.AsArray().Select(score => score!.ToJsonString()));
    }

    [Fact]
    public async Task An_audit_tells_the_checks_that_agree_too_and_a_result_only_the_others()
    {
        var (agency, _) = await ita.PutDocumentAsync(2564, Some.Example("assessments/40-hua-nong-2564.json"));
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
        var (agency, _) = await ita.PutDocumentAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json"));

        var result = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565/result?threshold=99")).Json;

        Assert.NotEqual(7, result["strengths"]!.AsArray().Count);
        Assert.Empty(result["discrepancies"]!.AsArray());
    }

    [Fact]
    public async Task A_province_sees_which_published_figures_cannot_be_right_and_no_others()
    {
        var (wrong, _) = await ita.PutDocumentAsync(2564, TableOfHuaNong(), province: "44");
        var (right, _) = await ita.PutDocumentAsync(2565, Some.Example("assessments/57-mae-ngoen-2565.json"), province: "44");

        var cannotBeRight = await ita.AuditedAgenciesAsync("/v1/audits?province=44");
        var agreeing = await ita.AuditedAgenciesAsync("/v1/audits?province=44&verdict=agrees");
        var otherYear = await ita.AuditedAgenciesAsync("/v1/audits?province=44&fiscalYear=2565");

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
        var (agency, _) = await ita.PutDocumentAsync(2564, Some.Example("assessments/40-hua-nong-2564.json"));

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
}
