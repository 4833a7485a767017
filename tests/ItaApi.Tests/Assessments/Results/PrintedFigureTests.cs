using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using static ItaApi.Tests.Assessments.Results.Auditing;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>Figures in the forms in which documents print them.</summary>
public sealed class PrintedFigureTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData(2567, "99.41", "AA", "otherScale")]
    [InlineData(2567, "99.41", "A", "mismatch")]
    [InlineData(2566, "88.98", "ผ่านดี", "agrees")]
    [InlineData(2566, "88.98", "ระดับ A", "otherScale")]
    [InlineData(2565, "88.98", "ผ่าน", "otherScale")]
    [InlineData(2565, "88.98", "A", "agrees")]
    public async Task A_grade_is_taken_by_any_years_code_or_thai_name_and_judged_by_its_own_scale(
        int year, string total, string grade, string verdict)
    {
        var agency = await ita.CreateAgencyAsync();
        var address = $"/v1/agencies/{agency}/assessments/{year}";

        var put = await ita.PutAsync(address, JsonNode.Parse($$$"""{"reported":{"total":{{{total}}},"grade":"{{{grade}}}"}}""")!);
        var audit = (await ita.GetAsync($"{address}/audit")).Json;

        Assert.Equal(grade, put.Json["reported"]!["grade"]!.GetValue<string>());
        Assert.Equal([$"grade {verdict}"], Verdicts(audit));
        Assert.Equal(verdict, audit["verdict"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_grade_of_another_scale_is_listed_by_its_verdict_and_not_among_what_cannot_be_right()
    {
        var document = JsonNode.Parse("""{"reported":{"total":99.41,"grade":"AA"}}""")!.AsObject();
        var (agency, _) = await ita.PutDocumentAsync(2567, document, province: "45");

        Assert.Equal([agency], await ita.AuditedAgenciesAsync("/v1/audits?province=45&verdict=otherScale"));
        Assert.Empty(await ita.AuditedAgenciesAsync("/v1/audits?province=45"));
    }

    [Fact]
    public async Task Instruments_printed_already_weighted_are_contributions_or_explained_as_such()
    {
        var document = JsonNode.Parse("""
            {"reported":{"total":74.30,"instruments":[
                {"code":"IIT","score":25.04},{"code":"EIT","score":26.41},{"code":"OIT","score":22.85}]}}
            """)!.AsObject();
        var plain = await ita.AuditAsync(2566, document);
        document["reported"]!["instruments"] = JsonNode.Parse("""
            [{"code":"IIT","contribution":25.04},{"code":"EIT","contribution":26.41},{"code":"OIT","contribution":22.85}]
            """);
        var (agency, put) = await ita.PutDocumentAsync(2566, document.DeepClone().AsObject());
        var weighted = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2566/audit")).Json;

        Assert.Equal(["total mismatch"], Verdicts(plain));
        Assert.Equal(
            ["weighted instrument:IIT 83.47", "weighted instrument:EIT 88.03", "weighted instrument:OIT 57.13"],
            plain["explanations"]![0]!["corrections"]!.AsArray().Select(one => $"{one!["kind"]} {one["subject"]} {one["to"]}"));
        Assert.Equal(["total agrees"], Verdicts(weighted));
        Assert.Equal(document["reported"]!.ToJsonString(), put.Json["reported"]!.ToJsonString());
        Assert.Equal(
            ["83.47 25.04", "88.03 26.41", "57.13 22.85"],
            put.Json["result"]!["instruments"]!.AsArray().Select(one => $"{one!["score"]} {one["contribution"]}"));
    }

    [Fact]
    public async Task The_parts_of_an_instrument_are_taken_for_it()
    {
        var framework = Some.Framework();
        framework["instruments"]![1]!["parts"] = JsonNode.Parse("""
            [{"code":"EIT1","nameTh":"ส่วนที่ 1","nameEn":"Part 1"},{"code":"EIT2","nameTh":"ส่วนที่ 2","nameEn":"Part 2"}]
            """);
        await ita.PutAsync("/v1/frameworks/2581", framework);
        var document = JsonNode.Parse("""
            {"reported":{"total":88.98,"instruments":[
                {"code":"IIT","score":82.44,"grade":"A"},{"code":"EIT1","score":79.40},{"code":"EIT2","score":82.24},
                {"code":"OIT","score":100,"grade":"EXCELLENT"}]}}
            """)!.AsObject();

        var (agency, put) = await ita.PutDocumentAsync(2581, document.DeepClone().AsObject());
        var audit = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2581/audit")).Json;

        Assert.Equal(["total agrees", "grade:IIT mismatch", "grade:OIT agrees"], Verdicts(audit));
        Assert.Equal(
            ["IIT 82.44", "EIT 80.82", "OIT 100.00"],
            put.Json["result"]!["instruments"]!.AsArray().Select(one => $"{one!["code"]} {one["score"]}"));
        Assert.Equal(document["reported"]!.ToJsonString(), put.Json["reported"]!.ToJsonString());
    }
}
