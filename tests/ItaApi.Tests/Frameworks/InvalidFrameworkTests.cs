using System.Globalization;
using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Frameworks;

/// <summary>Rules that do not add up are refused, each fault where it stands.</summary>
public sealed class InvalidFrameworkTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    public static TheoryData<string, string, string[]> Refusals => new()
    {
        { "weights that do not add up to 1", """{ "/instruments/1/weight": 0.25 }""", ["/instruments weights_do_not_add_up"] },
        { "a weight above 1", """{ "/instruments/1/weight": 1.5 }""", ["/instruments/1/weight weight_out_of_range"] },
        {
            "a weight of five decimals", """{ "/instruments/0/weight": 0.30001, "/instruments/1/weight": 0.29999 }""",
            ["/instruments/0/weight weight_too_precise", "/instruments/1/weight weight_too_precise"]
        },
        {
            "an instrument twice", """{ "/instruments/1/code": "IIT" }""",
            [
                "/instruments/1/code instrument_duplicate", "/indicators/5/instrument instrument_unknown",
                "/indicators/6/instrument instrument_unknown", "/indicators/7/instrument instrument_unknown"
            ]
        },
        {
            "a part that is called as an instrument",
            """{ "/instruments/0/parts": [{ "code": "OIT", "nameTh": "ก", "nameEn": "a" }] }""",
            ["/instruments/0/parts/0/code instrument_duplicate"]
        },
        { "an empty list of parts", """{ "/instruments/0/parts": [] }""", ["/instruments/0/parts parts_empty"] },
        {
            "a part without names", """{ "/instruments/1/parts": [{ "code": "EIT1" }] }""",
            ["/instruments/1/parts/0/nameTh required", "/instruments/1/parts/0/nameEn required"]
        },
        { "an indicator without an instrument", """{ "/indicators/3/instrument": null }""", ["/indicators/3/instrument required"] },
        {
            "an indicator of an unknown instrument", """{ "/indicators/3/instrument": "XIT" }""",
            ["/indicators/3/instrument instrument_unknown"]
        },
        { "an indicator twice", """{ "/indicators/3/number": 3 }""", ["/indicators/3/number indicator_duplicate"] },
        { "an indicator 11 of ten", """{ "/indicators/3/number": 11 }""", ["/indicators/3/number indicator_out_of_range"] },
        {
            "an item twice",
            """
            {
              "/indicators/8/groups": [
                { "code": "9.1", "titleTh": "ก", "items": [{ "code": "O1", "titleTh": "ก" }, { "code": "O1", "titleTh": "ข" }] }
              ]
            }
            """,
            ["/indicators/8/groups/0/items/1/code item_duplicate"]
        },
        {
            "a question twice", """{ "/indicators/0/questions": [{ "code": "I1" }], "/indicators/1/questions": [{ "code": "I1" }] }""",
            ["/indicators/1/questions/0/code question_duplicate"]
        },
        {
            "a group without items", """{ "/indicators/8/groups": [{ "code": "9.1", "titleTh": "ก", "items": [] }] }""",
            ["/indicators/8/groups/0/items group_empty"]
        },
        { "a grade scale with a hole", """{ "/gradeRules/4/minTotal": 10 }""", ["/gradeRules/4/minTotal grade_scale_has_hole"] },
        {
            "a last grade that asks for each instrument", """{ "/gradeRules/4/minEachInstrument": 0 }""",
            ["/gradeRules/4/minEachInstrument grade_scale_has_hole"]
        },
        { "grades out of order", """{ "/gradeRules/3/minTotal": 90 }""", ["/gradeRules/3/minTotal grade_rule_out_of_order"] },
        { "a grade nobody can get", """{ "/gradeRules/3/minTotal": 85 }""", ["/gradeRules/3/minTotal grade_rule_unreachable"] },
        { "a grade twice", """{ "/gradeRules/3/code": "GOOD" }""", ["/gradeRules/3/code grade_duplicate"] },
        { "a threshold above 100", """{ "/strengthThreshold": 100.5 }""", ["/strengthThreshold score_out_of_range"] },
        { "a threshold of three decimals", """{ "/strengthThreshold": 85.125 }""", ["/strengthThreshold score_too_precise"] },
        { "a target by a year of the Common Era", """{ "/target/byFiscalYear": 2027 }""", ["/target/byFiscalYear gregorian_year"] },
        { "a share above 100 percent", """{ "/target/sharePercent": 100.01 }""", ["/target/sharePercent out_of_range"] },
        { "a provisional part nobody knows", """{ "/provisional": ["grades"] }""", ["/provisional/0 unknown_value"] },
        { "another year than the address", """{ "/fiscalYear": 2571 }""", ["/fiscalYear differs_from_path"] },
        {
            "a code too long for an assessment to name",
            """{ "/gradeRules/0/code": "EXCELLENT-EXCELLENT-EXCELLENT-EXCELLENT" }""", ["/gradeRules/0/code too_long"]
        },
        { "a blank title", """{ "/titleTh": " " }""", ["/titleTh blank_text"] },
        {
            "lists that are empty", """{ "/instruments": [], "/indicators": [], "/gradeRules": [] }""",
            ["/instruments instruments_missing", "/indicators indicators_missing", "/gradeRules grade_rules_missing"]
        },
        {
            "missing members",
            """
            {
              "/titleEn": null, "/instruments/0/weight": null, "/indicators/0/nameTh": null, "/gradeRules/0/minTotal": null,
              "/target": null, "/strengthThreshold": null
            }
            """,
            [
                "/titleEn required", "/instruments/0/weight required", "/indicators/0/nameTh required",
                "/gradeRules/0/minTotal required", "/strengthThreshold required", "/target required"
            ]
        },
    };

    [Theory]
    [MemberData(nameof(Refusals))]
    public async Task A_framework_is_refused_for(string what, string changes, string[] faults)
    {
        var framework = Some.Framework();
        foreach (var (pointer, value) in JsonNode.Parse(changes)!.AsObject())
            Set(framework, pointer, value);

        var answer = await ita.PutAsync("/v1/frameworks/2590", framework);

        Assert.True(answer.Status == HttpStatusCode.BadRequest, $"{what}: {answer.Text}");
        Assert.Equal(faults.Order(StringComparer.Ordinal), answer.Faults.Order(StringComparer.Ordinal));
        Assert.DoesNotContain(
            "{",
            string.Concat(answer.Json["errors"]!.AsArray().Select(error => error!["message"]!.GetValue<string>())),
            StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync("/v1/frameworks/2590")).Status);
    }

    [Fact]
    public async Task A_year_of_the_Common_Era_is_refused_with_the_year_meant()
    {
        var answer = await ita.PutAsync("/v1/frameworks/2027", Some.Framework());

        Assert.Equal(HttpStatusCode.BadRequest, answer.Status);
        Assert.Equal(["fiscalYear gregorian_year"], answer.Faults);
        Assert.Contains("2570", answer.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_refusal_is_told_in_Thai_to_who_asks_for_it()
    {
        var framework = Some.Framework();
        framework["instruments"]![1]!["weight"] = 0.25m;

        var answer = await ita.PutAsync("/v1/frameworks/2591", framework, language: "th");

        Assert.Equal("น้ำหนักต้องรวมกันได้ 1 พอดี แต่รวมกันได้ 0.95", answer.Json["errors"]![0]!["message"]!.GetValue<string>());
    }

    /// <summary>Sets the member a JSON Pointer names; null takes it away.</summary>
    private static void Set(JsonObject document, string pointer, JsonNode? value)
    {
        var path = pointer.Split('/')[1..];
        var parent = path[..^1].Aggregate(
            (JsonNode)document,
            (node, segment) => node is JsonArray list ? list[int.Parse(segment, CultureInfo.InvariantCulture)]! : node[segment]!);
        if (value is null)
            parent.AsObject().Remove(path[^1]);
        else
            parent[path[^1]] = value.DeepClone();
    }
}
