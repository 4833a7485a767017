using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using static ItaApi.Tests.Assessments.Results.Auditing;

namespace ItaApi.Tests.Assessments.Results;

/// <summary>What checks say in words, in both languages.</summary>
public sealed class CheckSentenceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    /// <summary>Figures reported with 80 for indicator 10 and 90 for all others (88.00, an A), the check, and what it says.</summary>
    public static TheoryData<string, string, string, string> Checks => new()
    {
        {
            """{"total":88.00}""",
            "total",
            "รายงานระบุคะแนนรวม 88.00 คะแนน ตรงกับคะแนนที่คำนวณได้",
            "The total is reported as 88.00, as calculated."
        },
        {
            """{"total":88.01}""",
            "total",
            "รายงานระบุคะแนนรวม 88.01 คะแนน ต่างจากคะแนนที่คำนวณได้ 88.00 คะแนน เพียงการปัดเศษทศนิยม",
            "The total is reported as 88.01; calculated 88.00, which differs by rounding only."
        },
        {
            """{"total":78.5}""",
            "total",
            "รายงานระบุคะแนนรวม 78.5 คะแนน ไม่ตรงกับคะแนนที่คำนวณได้ 88.00 คะแนน โดยต่ำกว่า 9.50 คะแนน",
            "The total is reported as 78.5, 9.50 points below the calculated 88.00."
        },
        {
            """{"grade":"A"}""",
            "grade",
            "รายงานระบุผลการประเมิน ระดับ A ตรงกับผลที่คำนวณได้",
            "The grade is reported as grade A, as calculated."
        },
        {
            """{"grade":"B"}""",
            "grade",
            "รายงานระบุผลการประเมิน ระดับ B ไม่ตรงกับผลที่คำนวณได้ ระดับ A",
            "The grade is reported as grade B; calculated grade A."
        },
        {
            """{"grade":"ผ่านดี"}""",
            "grade",
            "รายงานระบุผลการประเมิน ระดับผ่านดี เป็นระดับตามเกณฑ์ของปีงบประมาณอื่นซึ่งสอดคล้องกับคะแนน ผลตามเกณฑ์ของปีงบประมาณ พ.ศ. "
            + "2565 คือ ระดับ A",
            "The grade is reported as the level “Passed well”, which is correct by the scale of another year; by the scale of 2565 it "
            + "is grade A."
        },
        {
            """{"instruments":[{"code":"OIT","score":95}]}""",
            "instrument:OIT",
            "รายงานระบุคะแนนแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) 95 คะแนน ไม่ตรงกับคะแนนที่คำนวณได้ 85.00 คะแนน โดยสูงกว่า 10.00 คะแนน",
            "The score of the Open Data Integrity and Transparency Assessment (OIT) is reported as 95, 10.00 points above the "
            + "calculated 85.00."
        },
        {
            """{"instruments":[{"code":"OIT","contribution":34}]}""",
            "contribution:OIT",
            "รายงานระบุคะแนนถ่วงน้ำหนักของแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) 34 คะแนน ตรงกับคะแนนที่คำนวณได้",
            "The weighted score of the Open Data Integrity and Transparency Assessment (OIT) is reported as 34, as calculated."
        },
        {
            """{"instruments":[{"code":"OIT","grade":"AA"}]}""",
            "grade:OIT",
            "รายงานระบุผลการประเมินแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) ระดับ AA ไม่ตรงกับผลที่คำนวณได้ ระดับ A",
            "The grade of the Open Data Integrity and Transparency Assessment (OIT) is reported as grade AA; calculated grade A."
        },
        {
            """{"lowest":[{"number":10,"score":80}]}""",
            "lowest",
            "รายงานระบุว่าตัวชี้วัดที่ 10 การป้องกันการทุจริต (80 คะแนน) มีคะแนนต่ำที่สุด ซึ่งถูกต้อง",
            "The report calls indicator 10 (Anti-Corruption Practice) with 80 the lowest, which is correct."
        },
        {
            """{"lowest":[{"number":10},{"number":9,"score":90.5}]}""",
            "lowest:2",
            "รายงานระบุว่าตัวชี้วัดที่ 9 การเปิดเผยข้อมูล (90.5 คะแนน) มีคะแนนต่ำที่สุด ซึ่งไม่ถูกต้อง ตัวชี้วัดที่มีคะแนนต่ำที่สุด "
            + "คือ ตัวชี้วัดที่ 10 การป้องกันการทุจริต (80.00 คะแนน)",
            "The report calls indicator 9 (Open Data) with 90.5 the lowest, but the lowest is indicator 10 (Anti-Corruption Practice) "
            + "with 80.00."
        },
        {
            """{"lowestInInstrument":[{"instrument":"OIT","number":10,"score":81}]}""",
            "lowest:OIT",
            "รายงานระบุว่าตัวชี้วัดที่ 10 การป้องกันการทุจริต (81 คะแนน) มีคะแนนต่ำที่สุดในแบบตรวจการเปิดเผยข้อมูลสาธารณะ (OIT) "
            + "ซึ่งถูกต้อง แต่คะแนนของตัวชี้วัดนี้คือ 80.00 คะแนน",
            "The report calls indicator 10 (Anti-Corruption Practice) with 81 the lowest of the Open Data Integrity and Transparency "
            + "Assessment (OIT), which is correct, but its score is 80.00."
        },
        {
            """{"strengthCount":9}""",
            "strengthCount",
            "รายงานระบุจำนวนตัวชี้วัดที่เป็นจุดแข็ง 9 ตัวชี้วัด ตรงกับจำนวนที่นับได้",
            "The number of strengths is reported as 9, as counted."
        },
        {
            """{"weaknessCount":3}""",
            "weaknessCount",
            "รายงานระบุจำนวนตัวชี้วัดที่เป็นจุดอ่อน 3 ตัวชี้วัด ไม่ตรงกับจำนวนที่นับได้ 1 ตัวชี้วัด",
            "The number of weaknesses is reported as 3; counted 1."
        },
    };

    [Theory]
    [MemberData(nameof(Checks))]
    public async Task A_check_says_what_is_reported_and_what_is_right(string reported, string subject, string thai, string english)
    {
        var document = new JsonObject
        {
            ["indicators"] = Some.Indicators([.. Enumerable.Repeat(90m, 9), 80m]),
            ["reported"] = JsonNode.Parse(reported),
        };

        var audit = await ita.AuditAsync(2565, document);

        var found = audit["checks"]!.AsArray().Single(check => check!["subject"]!.GetValue<string>() == subject)!;
        Assert.Equal((thai, english), TextOf(found));
    }

    [Fact]
    public async Task A_score_that_no_items_give_is_named_with_those_that_they_do_give()
    {
        var document = new JsonObject { ["indicators"] = Some.Indicators([.. Enumerable.Repeat(90m, 8), 100m, 75.67m]) };

        var audit = await ita.AuditAsync(2564, document);

        Assert.Equal(
            (
                "คะแนนตัวชี้วัดที่ 10 การป้องกันการทุจริต 75.67 คะแนน ไม่อาจเกิดจากคะแนนรายข้อ (ข้อละ 0 หรือ 100 คะแนน) ได้ "
                + "คะแนนที่ใกล้เคียงที่สุดซึ่งเป็นไปได้ คือ 75.00 คะแนน และ 81.25 คะแนน",
                "The score of indicator 10 (Anti-Corruption Practice), 75.67, cannot come from items with 0 or 100 points; the nearest "
                + "that can: 75.00 and 81.25."
            ),
            TextOf(audit["checks"]!.AsArray().Single(check => check!["verdict"]!.GetValue<string>() == "unreachable")!));
    }

    [Fact]
    public async Task Grades_that_a_total_leaves_open_are_named_as_alternatives()
    {
        var audit = await ita.AuditAsync(2566, JsonNode.Parse("""{"reported":{"total":88.98,"grade":"EXCELLENT"}}""")!.AsObject());

        Assert.Equal(
            (
                "รายงานระบุผลการประเมิน ระดับผ่านดีเยี่ยม ไม่ตรงกับผลที่คำนวณได้ ระดับผ่านดี หรือระดับผ่าน",
                "The grade is reported as the level “Passed with excellence”; calculated the level “Passed well” or the level “Passed”."
            ),
            TextOf(audit["checks"]![0]!));
    }
}
