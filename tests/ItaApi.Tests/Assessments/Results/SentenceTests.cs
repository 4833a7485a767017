using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using static ItaApi.Tests.Assessments.Results.Auditing;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>What explanations and steps say in words, in both languages.</summary>
public sealed class SentenceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task An_explanation_says_what_was_printed_already_weighted()
    {
        var document = JsonNode.Parse("""{"reported":{"total":74.30,"instruments":[]}}""")!.AsObject();
        document["reported"]!["instruments"] = JsonNode.Parse(
            """[{"code":"IIT","score":25.04},{"code":"EIT","score":26.41},{"code":"OIT","score":22.85}]""");

        var audit = await ita.AuditAsync(2566, document);

        Assert.Equal(
            (
                "หากถือว่าคะแนนแบบวัดและแบบตรวจที่รายงานไว้เป็นคะแนนที่ถ่วงน้ำหนักแล้ว โดยคะแนนก่อนถ่วงน้ำหนัก ได้แก่ "
                + "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) 83.47 คะแนน, แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) "
                + "88.03 คะแนน และแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) 57.13 คะแนน ตัวเลขทั้งหมดในรายงานจะสอดคล้องกัน",
                "All figures agree if the scores of instruments are printed already weighted (before weighting: "
                + "the Internal Integrity and Transparency Assessment (IIT) 83.47, "
                + "the External Integrity and Transparency Assessment (EIT) 88.03 "
                + "and the Open Data Integrity and Transparency Assessment (OIT) 57.13)."
            ),
            TextOf(audit["explanations"]![0]!));
    }

    [Fact]
    public async Task An_explanation_says_which_scores_change_places()
    {
        var document = new JsonObject
        {
            ["indicators"] = Some.Indicators([90m, 91m, 92m, 93m, 94m, 68.34m, 84.56m, 77m, 97.5m, 100m]),
            ["reported"] = JsonNode.Parse("""{"indicators":[{"number":6,"score":84.56},{"number":7,"score":68.34}]}"""),
        };

        var audit = await ita.AuditAsync(2565, document);

        Assert.Equal(
            (
                "หากสลับคะแนนตัวชี้วัดที่ 6 คุณภาพการดำเนินงาน (68.34 คะแนน) กับตัวชี้วัดที่ 7 ประสิทธิภาพการสื่อสาร (84.56 คะแนน) "
                + "ตัวเลขทั้งหมดในรายงานจะสอดคล้องกัน",
                "All figures agree if the scores of indicator 6 (Service Quality), 68.34, and indicator 7 (Communication Efficiency), "
                + "84.56, change places."
            ),
            TextOf(audit["explanations"]![0]!));
    }

    [Theory]
    [InlineData(
        "indicator:1",
        "ตัวชี้วัดที่ 1 การปฏิบัติหน้าที่ ได้ 90.00 คะแนน ตามคะแนนที่ส่งเข้าระบบ",
        "Indicator 1 (Bribery Fraud): 90.00 points, as sent.")]
    [InlineData(
        "indicator:8",
        "ตัวชี้วัดที่ 8 การปรับปรุงการทำงาน ได้ 90.00 คะแนน เป็นค่าเฉลี่ยของข้อคำถาม 5 ข้อ",
        "Indicator 8 (Procedure Improvement): 90.00 points, the mean of 5 questions.")]
    [InlineData(
        "group:10.2",
        "ตัวชี้วัดย่อยที่ 10.2 มาตรการภายในเพื่อป้องกันการทุจริต ได้ 50.00 คะแนน เป็นค่าเฉลี่ยของคะแนน 2 ข้อ",
        "Sub-indicator 10.2: 50.00 points, the mean of 2 items.")]
    [InlineData(
        "indicator:10",
        "ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้ 75.00 คะแนน เป็นค่าเฉลี่ยของตัวชี้วัดย่อย 2 ตัวชี้วัด",
        "Indicator 10 (Anti-Corruption Practice): 75.00 points, the mean of 2 sub-indicators.")]
    [InlineData(
        "instrument:EIT",
        "แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) ได้ 90.00 คะแนน เป็นค่าเฉลี่ยของตัวชี้วัด 3 ตัวชี้วัด",
        "The External Integrity and Transparency Assessment (EIT): 90.00 points, the mean of 3 indicators.")]
    [InlineData(
        "total",
        "คะแนนรวม 87.00 คะแนน เป็นผลรวมของคะแนนถ่วงน้ำหนัก ได้แก่ แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) 90.00 คะแนน "
        + "น้ำหนักร้อยละ 30, แบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายนอก (EIT) 90.00 คะแนน น้ำหนักร้อยละ 30 "
        + "และแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) 82.50 คะแนน น้ำหนักร้อยละ 40",
        "The total: 87.00 points, the weighted sum of the Internal Integrity and Transparency Assessment (IIT) with 90.00 at 30 per "
        + "cent, the External Integrity and Transparency Assessment (EIT) with 90.00 at 30 per cent and the Open Data Integrity and "
        + "Transparency Assessment (OIT) with 82.50 at 40 per cent.")]
    public async Task A_step_of_a_trace_says_what_a_score_is_made_of(string subject, string thai, string english)
    {
        var given = Some.Indicators(Enumerable.Repeat(90m, 10)).Where(entry => entry!["number"]!.GetValue<int>() is not (8 or 10));
        var document = new JsonObject
        {
            ["indicators"] = new JsonArray([.. given.Select(entry => entry!.DeepClone())]),
            ["questions"] = new JsonArray([.. Enumerable.Range(11, 5).Select(number => (JsonNode)new JsonObject
            {
                ["code"] = $"E{number}", ["indicator"] = 8, ["score"] = 77 + number,
            })]),
            ["items"] = new JsonArray([.. Enumerable.Range(34, 10).Select(number => (JsonNode)new JsonObject
            {
                ["code"] = $"O{number}", ["score"] = number == 42 ? 0 : 100,
            })]),
        };
        var trace = await ita.TraceAsync(2564, document);

        Assert.Equal((thai, english), TextOf(trace["steps"]!.AsArray().Single(step => step!["subject"]!.GetValue<string>() == subject)!));
    }

    [Fact]
    public async Task A_rule_of_a_trace_says_why_its_level_was_not_reached()
    {
        var document = new JsonObject { ["indicators"] = Some.Indicators([80m, 80m, 80m, 80m, 80m, 90m, 90m, 90m, 95m, 95m]) };

        var rules = (await ita.TraceAsync(2566, document))["rules"]!.AsArray();

        Assert.Equal(
            (
                "ไม่ได้ระดับผ่านดี เนื่องจากแบบวัดการรับรู้ของผู้มีส่วนได้ส่วนเสียภายใน (IIT) 80.00 คะแนน ต่ำกว่า 85.00 คะแนน",
                "The level “Passed well” does not apply: the Internal Integrity and Transparency Assessment (IIT) of 80.00 is below 85.00."
            ),
            TextOf(rules[1]!));
        Assert.Equal(
            (
                "ได้ระดับผ่าน เนื่องจากคะแนนรวม 89.00 คะแนน ไม่ต่ำกว่า 85.00 คะแนน",
                "The level “Passed” applies: the total of 89.00 is at least 85.00."
            ),
            TextOf(rules[2]!));
    }

    [Fact]
    public async Task What_a_score_proves_about_items_is_said_with_what_publishing_them_is_worth()
    {
        var audit = await ita.AuditAsync(2564, Some.Example("assessments/40-hua-nong-2564.json"));

        var proven = Assert.Single(audit["provenItems"]!.AsArray())!;
        Assert.Equal("10 [\"O42\",\"O43\"] 10.00", $"{proven["indicator"]} {proven["zero"]!.ToJsonString()} {proven["worth"]}");
        Assert.Equal(
            (
                "ตัวชี้วัดที่ 10 การป้องกันการทุจริต ได้ 18.75 คะแนน แสดงว่าข้อ O42 มาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
                + "และข้อ O43 การดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ได้ 0 คะแนนทั้งสองข้อ "
                + "หากเผยแพร่ข้อมูลทั้งสองข้อให้ครบถ้วน คะแนนรวมจะเพิ่มขึ้น 10.00 คะแนน",
                "Indicator 10 (Anti-Corruption Practice) can only have 18.75 points if item O42 and item O43 both have 0; "
                + "publishing them is worth 10.00 points of the total."
            ),
            TextOf(proven));
    }

    [Fact]
    public async Task Items_that_were_sent_are_not_proven_again()
    {
        var document = Some.Example("assessments/40-hua-nong-2564.json");
        document["items"] = JsonNode.Parse("""[{"code":"O42","score":0},{"code":"O43","score":0}]""");

        Assert.Null((await ita.AuditAsync(2564, document))["provenItems"]);
    }

    [Theory]
    [InlineData("57-mae-ngoen", 2565)]
    [InlineData("40-hua-nong", 2564)]
    [InlineData("73-bang-khaem", 2563)]
    public async Task No_sentence_on_a_published_document_holds_a_code_of_the_contract(string agency, int fiscalYear)
    {
        var document = Some.Example($"assessments/{agency}-{fiscalYear}.json");

        var texts = TextsIn(await ita.AuditAsync(fiscalYear, document)).Concat(TextsIn(await ita.TraceAsync(fiscalYear, document)));

        Assert.NotEmpty(texts);
        Assert.All(texts, text => Assert.DoesNotMatch("[a-z]:|[a-z][A-Z]|mismatch|agrees|unreachable|\\|", text));
    }

    /// <summary>Every Thai sentence in an answer.</summary>
    private static IEnumerable<string> TextsIn(JsonNode? answer) => answer switch
    {
        JsonArray list => list.SelectMany(TextsIn),
        JsonObject one => one.SelectMany(member => member.Key == "textTh" ? [member.Value!.GetValue<string>()] : TextsIn(member.Value)),
        _ => [],
    };
}
