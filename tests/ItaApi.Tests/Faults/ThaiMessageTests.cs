using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Faults;

/// <summary>
/// Thai messages use the words of officials throughout: no codes of statuses, no dates of the Common Era, no names of columns in English.
/// </summary>
public sealed class ThaiMessageTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_status_is_named_in_thai()
    {
        var measure = Some.Measure();
        measure["status"] = "completed";
        var stored = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", measure);
        measure["status"] = "planned";

        var answer = await ita.PutAsync(stored.Headers.Location!.OriginalString, measure, "th");

        Assert.Equal(
            "มาตรการมีสถานะ \"ดำเนินการแล้วเสร็จ\" ไม่สามารถเปลี่ยนเป็น \"อยู่ในแผน\" ด้วยคำขอนี้ได้ ไม่มีการบันทึกข้อมูล",
            answer.Json["detail"]!.GetValue<string>());
        Assert.Equal(
            "มาตรการที่มีสถานะ \"ดำเนินการแล้วเสร็จ\" เปลี่ยนเป็นสถานะต่อไปนี้ได้: อยู่ระหว่างการดำเนินการ", MessageOf(answer));
    }

    [Theory]
    [InlineData(2565, "ระดับ AA, ระดับ A, ระดับ B, ระดับ C, ระดับ D, ระดับ E, ระดับ F")]
    [InlineData(2567, "ผ่านดีเยี่ยม (EXCELLENT), ผ่านดี (GOOD), ผ่าน (PASSED), ต้องปรับปรุง (IMPROVE), ต้องปรับปรุงโดยด่วน (URGENT)")]
    public async Task The_grades_of_a_year_are_listed_by_their_thai_names(int year, string grades)
    {
        var body = Some.Assessment();
        body["reported"] = new JsonObject { ["grade"] = "Z" };

        var answer = await ita.PutAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/{year}", body, "th");

        Assert.Equal($"ปีงบประมาณนี้ไม่มีระดับ 'Z' ระดับที่ใช้ได้ ได้แก่ {grades}", MessageOf(answer));
    }

    [Fact]
    public async Task A_simulation_lists_them_too()
    {
        var body = new JsonObject
        {
            ["fiscalYear"] = 2567,
            ["indicators"] = Some.Assessment()["indicators"]!.DeepClone(),
            ["targetGrade"] = "A",
        };

        var answer = await ita.SendAsync(HttpMethod.Post, "/v1/simulations", body.ToJsonString(), "th");

        Assert.Contains("ผ่านดีเยี่ยม (EXCELLENT)", MessageOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_year_whose_items_are_not_established_is_named()
    {
        var body = Some.Assessment();
        body["items"] = JsonNode.Parse("""[{"code":"O100","score":0}]""");

        var answer = await ita.PutAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2568", body, "th");

        Assert.StartsWith("รายการข้อ OIT ของปีงบประมาณ พ.ศ. 2568", MessageOf(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "assessments", "agency_code,1",
        "ไม่มีคอลัมน์ปีงบประมาณ คอลัมน์ที่ใช้ได้ ได้แก่ รหัสหน่วยงาน, ชื่อหน่วยงาน, อำเภอ, จังหวัด, ปีงบประมาณ, ")]
    [InlineData("assessments", "fiscal_year,1", "ไม่มีคอลัมน์รหัสหน่วยงาน คอลัมน์ที่ใช้ได้ ได้แก่ ")]
    [InlineData("assessments", "agency_code,fiscal_year", "ไม่มีคอลัมน์ตัวชี้วัดที่ 1 คอลัมน์ที่ใช้ได้ ได้แก่ ")]
    [InlineData("assessments", "agency_code,fiscal_year,1,x", "ไม่รู้จักคอลัมน์ 'x' คอลัมน์ที่ใช้ได้ ได้แก่ ")]
    [InlineData("measures", "agency_code", "ไม่มีคอลัมน์มาตรการ คอลัมน์ที่ใช้ได้ ได้แก่ ")]
    [InlineData("agencies", "name_th", "ไม่มีคอลัมน์รหัสหน่วยงาน คอลัมน์ที่ใช้ได้ ได้แก่ รหัสหน่วยงาน, รหัส อปท., ชื่อหน่วยงาน, ")]
    public async Task Columns_are_named_in_thai(string subject, string header, string message)
    {
        var answer = await ita.ImportAsync($"{header}\r\na\r\n", subject: subject, language: "th");

        Assert.StartsWith(message, MessageOf(answer), StringComparison.Ordinal);
        Assert.DoesNotContain("_", MessageOf(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_a_province_has_no_agency_the_message_says_that_no_name_is_near()
    {
        // A province of its own: the names nearest to an unknown one are listed, however far they are.
        var answer = await ita.ImportAsync(
            $"agency_name,province,fiscal_year,{Importing.Scores}\r\nไม่มีชื่อเช่นนี้เลย,58,2565,{Importing.Ten(90)}\r\n", language: "th");

        Assert.EndsWith(
            "หน่วยงานชื่อใกล้เคียง: ไม่พบ",
            answer.Json["rows"]![0]!["errors"]![0]!["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    private static string MessageOf(Answer answer) => Assert.Single(answer.Json["errors"]!.AsArray())!["message"]!.GetValue<string>();
}
