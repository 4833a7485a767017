using System.Net;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Files;

/// <summary>ScoringInput as Thai offices have them, and what is not taken for something else all the same.</summary>
public sealed class SheetTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly string[] ThaiNames =
    [
        "การปฏิบัติหน้าที่", "การใช้จ่ายงบประมาณ", "การใช้อำนาจและการบริหารงานบุคคล",
        "การใช้ทรัพย์สินของทางราชการ", "การแก้ไขปัญหาการทุจริต",
        "คุณภาพการดำเนินการ", "ประสิทธิภาพการสื่อสาร", "การปรับปรุงระบบการทำงาน", "การเปิดเผยข้อมูล", "การป้องกันการทุจริต",
    ];

    static SheetTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData(",", "\r\n", "utf-8")]
    [InlineData(";", "\n", "utf-8")]
    [InlineData("\t", "\r\n", "utf-8")]
    [InlineData("\t", "\r\n", "utf-16")]
    [InlineData(",", "\r\n", "windows-874")]
    [InlineData(";", "\r\n", "windows-874")]
    public async Task Any_separator_line_end_and_encoding_is_read(string separator, string lineEnd, string encoding)
    {
        var agency = await ita.CreateAgencyAsync();
        string[] lines =
        [
            string.Join(separator, ["รหัสหน่วยงาน", "ปีงบประมาณ", .. ThaiNames]),
            string.Join(separator, [agency, "2565", .. Enumerable.Range(81, 10)]),
        ];
        var characters = Encoding.GetEncoding(encoding);

        var answer = await ita.ImportAsync([.. characters.GetPreamble(), .. characters.GetBytes(string.Join(lineEnd, lines))]);

        Assert.Equal((HttpStatusCode.OK, "1 0 0 0"), (answer.Status, answer.Counts()));
        Assert.Equal([81, 82, 83, 84, 85, 86, 87, 88, 89, 90], await ScoresAsync(agency));
        Assert.Equal(
            encoding == "utf-8" ? null : encoding.Replace("utf-16", "UTF-16LE", StringComparison.Ordinal),
            answer.Json["warnings"]?[0]!["from"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("รหัสหน่วยงาน,ปีงบประมาณ,1,2,การใช้อ\u0E4D\u0E32นาจ,4,5,6,7,8,9,10")]
    [InlineData("รหัส\u200Bหน่วยงาน,ปี\u00A0งบประมาณ,1,2,3,4,การเเก้ไขปัญหาการทุจริต,6,7,8,9,10")]
    [InlineData("รหัสหน\u0E48\u0E48วยงาน,ปีงบประมาณ,การปฏิบัติหน\u0E49\u0E49าท\u0E48\u0E35,2,3,4,5,6,7,8,9,10")]
    public async Task A_header_is_known_however_its_signs_are_typed(string header)
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync($"{header}\r\n{agency},2565,81,82,83,84,85,86,87,88,89,90");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal([81, 82, 83, 84, 85, 86, 87, 88, 89, 90], await ScoresAsync(agency));
    }

    [Theory]
    [InlineData("1,2,3,4,5,6,7,8,9,10")]
    [InlineData("indicator_1,indicator_2,indicator_3,indicator_4,indicator_5,indicator_6,indicator_7,indicator_8,indicator_9,indicator_10")]
    [InlineData("๑,๒,๓,๔,๕,๖,๗,๘,๙,๑๐")]
    [InlineData(
        "ตัวชี้วัดที่ 1,ตัวชี้วัดที่ ๒,ตัวชี้วัด 3,Indicator 4,indicator5,6.,คะแนนตัวชี้วัดที่ 7,8. การปรับปรุงการทำงาน,"
        + "ตัวชี้วัดที่ 9 การเปิดเผยข้อมูล,\"การป้องกัน\nการทุจริต\"")]
    public async Task A_column_is_known_by_number_or_by_any_name(string columns)
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync($"agencyCode,fiscalYear,{columns}\r\n{agency},2565,81,82,83,84,85,86,87,88,89,90");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal([81, 82, 83, 84, 85, 86, 87, 88, 89, 90], await ScoresAsync(agency));
    }

    [Fact]
    public async Task What_is_taken_another_way_than_written_is_listed()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(Importing.Sheet(
            $"{agency},พ.ศ. ๒๕๖๕,๙๘.๘๕,{string.Join(',', Enumerable.Repeat("90", 9))}",
            $"{agency},ปีงบประมาณ พ.ศ. 2564,{Importing.Ten(90)}",
            $"{agency},2020,{Importing.Ten(90)}"));

        Assert.Equal("3 0 0 0", answer.Counts());
        Assert.Equal(
            [
                $"1 {agency} fiscal_year: พ.ศ. ๒๕๖๕ -> 2565",
                $"1 {agency} 1: ๙๘.๘๕ -> 98.85",
                $"2 {agency} fiscal_year: ปีงบประมาณ พ.ศ. 2564 -> 2564",
                $"3 {agency} fiscal_year: 2020 -> 2563",
            ],
            answer.Tolerated());
        Assert.All(answer.Json["rows"]!.AsArray(), row => Assert.Equal("created", row!["outcome"]!.GetValue<string>()));
        Assert.Equal(3, answer.Json["counts"]!["withWarnings"]!.GetValue<int>());
        Assert.Equal(98.85m, (await ScoresAsync(agency))[0]);
    }

    [Theory]
    [InlineData("\"1,000.00\"", "separator_in_number")]
    [InlineData("\"98,85\"", "separator_in_number")]
    [InlineData("98.855", "too_many_decimals")]
    [InlineData("100.01", "out_of_range")]
    [InlineData("-1", "out_of_range")]
    [InlineData("-", "not_a_number")]
    [InlineData("98%", "not_a_number")]
    [InlineData("1e2", "not_a_number")]
    [InlineData("098", "not_a_number")]
    [InlineData("+98", "not_a_number")]
    [InlineData("ไม่มี", "not_a_number")]
    [InlineData("99999999999999999999999999999999", "not_a_number")]
    [InlineData("", "blank_score")]
    [InlineData("   ", "blank_score")]
    public async Task A_score_that_is_none_is_refused_once_and_never_a_zero(string score, string code)
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(Importing.Sheet($"{agency},2565,90,{score},90,90,90,90,90,90,90,90"));

        answer.IsProblem(422, "import_refused");
        Assert.Equal([$"1 {agency} /indicators/1/score {code}"], answer.Errors());
        Assert.Equal("2", answer.Json["rows"]![0]!["errors"]![0]!["column"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("65", "not_a_year")]
    [InlineData("ค.ศ. 2565", "not_a_year")]
    [InlineData("พ.ศ. 2022", "not_a_year")]
    [InlineData("2565/2566", "not_a_year")]
    [InlineData("2500", "unknown_fiscal_year")]
    [InlineData("3000", "out_of_range")]
    [InlineData("", "required")]
    public async Task A_year_that_is_none_is_refused(string year, string code)
    {
        var agency = await ita.CreateAgencyAsync();

        Assert.Equal(
            [$"1 {agency} /fiscalYear {code}"], (await ita.ImportAsync(Importing.Sheet($"{agency},{year},{Importing.Ten(90)}"))).Errors());
    }

    [Fact]
    public async Task Blank_rows_are_passed_over_and_counted()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(
            Importing.Sheet("", $"{agency},2565,{Importing.Ten(90)}", ",,,,,,,,,,,", $"{agency},2564,{Importing.Ten(101)}", ""),
            query: "?mode=partial");

        Assert.Equal((2, "1 0 0 1"), (answer.Json["counts"]!["received"]!.GetValue<int>(), answer.Counts()));
        Assert.All(answer.Errors(), error => Assert.StartsWith($"4 {agency} ", error, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_sheet_may_hold_reported_figures_alone()
    {
        var agency = await ita.CreateAgencyAsync();
        var sheet =
            $"รหัสหน่วยงาน,ปีงบประมาณ,คะแนนรวม,ระดับ,IIT,EIT,OIT,{Importing.Scores}\r\n{agency},2567,92.43,ผ่านดี,90,88.5,97,,,,,,,,,,";

        var answer = await ita.ImportAsync(sheet);

        Assert.Equal(("1 0 0 0", $"1 {agency} ระดับ: ผ่านดี -> GOOD"), (answer.Counts(), Assert.Single(answer.Tolerated())));
        var read = (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2567")).Json;
        Assert.Equal(
            ("reported", "GOOD"), (read["result"]!["basis"]!.GetValue<string>(), read["result"]!["grade"]!["code"]!.GetValue<string>()));
        Assert.Equal(
            """{"total":92.43,"grade":"GOOD","instruments":"""
            + """[{"code":"IIT","score":90},{"code":"EIT","score":88.5},{"code":"OIT","score":97}]}""",
            read["reported"]!.ToJsonString());
    }

    [Fact]
    public async Task Neither_scores_nor_a_total_is_nothing_to_store()
    {
        var agency = await ita.CreateAgencyAsync();

        Assert.Equal(
            [$"1 {agency} /indicators scores_or_total_needed"],
            (await ita.ImportAsync(Importing.Sheet($"{agency},2565,,,,,,,,,,"))).Errors());
    }

    [Fact]
    public async Task Cells_beyond_the_header_are_refused()
    {
        var agency = await ita.CreateAgencyAsync();

        Assert.Equal(
            [$"1 {agency}  too_many_cells"], (await ita.ImportAsync(Importing.Sheet($"{agency},2565,{Importing.Ten(90)},12"))).Errors());
    }

    [Theory]
    [InlineData("57-mae-ngoen-2565.json", 2565)]
    [InlineData("40-hua-nong-2564.json", 2564)]
    [InlineData("73-bang-khaem-2563.json", 2563)]
    [InlineData("reported-only-2566.json", 2566)]
    public async Task What_is_exported_comes_back_unchanged(string example, int fiscalYear)
    {
        var district = Some.District();
        var agency = await ita.CreateAgencyAsync(body => body["districtTh"] = district);
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/{fiscalYear}", Some.Example($"assessments/{example}").Without("agencyCode"));
        using var request = new HttpRequestMessage(
            HttpMethod.Get, $"/v1/assessments?district={Uri.EscapeDataString(district)}&labels=both");
        request.Headers.Add("Accept", "text/csv");
        var exported = await ItaApplication.SendAsync(ita.Client, request);

        var answer = await ita.ImportAsync(exported.Text);

        Assert.Equal((HttpStatusCode.OK, "0 0 1 0"), (answer.Status, answer.Counts()));
        Assert.Empty(answer.Json["rows"]!.AsArray());
    }

    [Fact]
    public async Task A_sheet_leaves_what_it_has_no_room_for()
    {
        var agency = await ita.CreateAgencyAsync();
        var address = $"/v1/agencies/{agency}/assessments/2565";
        await ita.PutAsync(address, Some.Example("assessments/57-mae-ngoen-2565.json").Without("agencyCode"));
        var before = (await ita.GetAsync(address)).Json;

        var answer = await ita.ImportAsync(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}"));

        var after = (await ita.GetAsync(address)).Json;
        Assert.Equal("0 1 0 0", answer.Counts());
        Assert.Equal("90", after["indicators"]![0]!["score"]!.ToJsonString());
        Assert.All(
            ["items", "reported", "notes", "source"],
            member => Assert.Equal(before[member]?.ToJsonString(), after[member]?.ToJsonString()));
    }

    private async Task<decimal[]> ScoresAsync(string agency) =>
        [.. (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Json["indicators"]!.AsArray()
            .Select(entry => entry!["score"]!.GetValue<decimal>())];
}
