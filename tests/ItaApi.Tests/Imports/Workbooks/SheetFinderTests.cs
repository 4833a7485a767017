using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>Where the tables of a workbook are, and what stands for the columns they lack.</summary>
public sealed class SheetFinderTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly object?[] ByName = ["ชื่อหน่วยงาน", "จังหวัด", Book.Year, .. Book.Ten];

    [Fact]
    public async Task Every_visible_sheet_with_a_header_is_read_and_the_others_are_named()
    {
        var (first, second) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());

        var answer = await SendAsync(Book.Of(
            new Sheet("ปก", ["รายงานผลการประเมิน ITA"]),
            new Sheet("แม่จัน", ["ผลการประเมิน"], Book.Header, Book.Row(first)),
            new Sheet("เชียงแสน", [.. Book.Header.Reverse()], [.. Book.Row(second).Reverse()]),
            new Sheet("ร่าง", Book.Header, Book.Row(first, 2564)) { State = "veryHidden" },
            new Sheet("Sheet5")));

        Assert.Equal(("2 0 0 0", 2), (answer.Counts(), answer.Json["counts"]!["received"]!.GetValue<int>()));
        Assert.Equal(["ปก 0  noHeader", "แม่จัน 1 2", "เชียงแสน 1 1", "ร่าง 0  hidden", "Sheet5 0  empty"], Workbook.Sheets(answer));
        Assert.Equal(["ปก sheet_not_read", "ร่าง sheet_not_read"], Workbook.Listed(answer));
        var read = await ita.GetAsync($"/v1/agencies/{second}/assessments/2565");
        Assert.Equal("98.85", read.Json["indicators"]![0]!["score"]!.ToJsonString());
    }

    [Fact]
    public async Task A_sheet_whose_header_does_not_fit_is_named_with_what_is_wrong()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(Book.Of(
            new Sheet("ITA", Book.Header, Book.Row(agency)), new Sheet("ครู", [.. Book.Header, "ครู"], [.. Book.Row(agency, 2564), 1])));

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(
            "The sheet 'ครู' was not read: its header does not fit (unknown_column: ครู).",
            answer.Json["warnings"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Rows_of_different_sheets_about_the_same_record_name_each_other()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(
            Book.Of(new Sheet("หนึ่ง", Book.Header, Book.Row(agency)), new Sheet("สอง", Book.Header, [], Book.Row(agency))));

        Assert.Equal("0 0 0 2", answer.Counts());
        Assert.Equal(
            [
                "หนึ่ง 2: This row and row 3 of the sheet 'สอง' are about the same record. Keep only one of them.",
                "สอง 3: This row and row 2 of the sheet 'หนึ่ง' are about the same record. Keep only one of them.",
            ],
            answer.Json["rows"]!.AsArray().Select(row => $"{row!["sheet"]} {row["row"]}: {row["errors"]![0]!["message"]}"));
    }

    [Fact]
    public async Task Rows_have_the_numbers_of_the_sheet()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(Book.Of(["ผลการประเมิน"], [], Book.Header, Book.Row(agency), Book.Row("nobody")), "?mode=partial");

        Assert.Equal(["5 nobody /agencyCode unknown_agency"], answer.Errors());
        Assert.Equal(["ITA 2 3"], Workbook.Sheets(answer));
    }

    [Fact]
    public async Task A_header_may_take_two_lines_with_merged_cells()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(Book.Of(new Sheet(
            "ITA",
            ["ผลการประเมิน ITA"],
            [Book.Agency, Book.Year, "IIT", null, null, null, null, "EIT", null, null, "OIT", null],
            [null, null, .. Enumerable.Range(1, 10).Select(number => $"ตัวชี้วัดที่ {number}")],
            Book.Row(agency)) { Merged = ["A1:L1", "A2:A3", "B2:B3", "C2:G2", "H2:J2", "K2:L2"] }));

        Assert.Equal(("1 0 0 0", "ITA 1 2"), (answer.Counts(), Assert.Single(Workbook.Sheets(answer))));
        Assert.Empty(Workbook.Listed(answer));
        var read = await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565");
        Assert.Equal("76.01", read.Json["indicators"]![5]!["score"]!.ToJsonString());
    }

    [Fact]
    public async Task A_row_of_data_is_no_second_line_of_a_header()
    {
        var (first, second) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());

        var answer = await SendAsync(Book.Of([null, .. Book.Header], [1, .. Book.Row(first)], [2, .. Book.Row(second)]));

        Assert.Equal(("2 0 0 0", "ITA 2 1"), (answer.Counts(), Assert.Single(Workbook.Sheets(answer))));
        Assert.Equal(["ITA!2 column_passed_over A"], Workbook.Listed(answer));
    }

    [Fact]
    public async Task A_merged_cell_counts_for_every_row_that_it_covers()
    {
        var stem = Guid.NewGuid().ToString("N");
        await ita.CreateAgencyAsync(agency => agency["nameTh"] = $"เทศบาลตำบล{stem}");

        var answer = await SendAsync(Book.Of(new Sheet(
            "ITA",
            ByName,
            [$"ทต.{stem}", "เชียงราย", 2565, .. Book.Scores],
            [$"ทต.{stem}", null, 2564, .. Book.Scores]) { Merged = ["B2:B3"] }));

        Assert.Equal("2 0 0 0", answer.Counts());
        Assert.Equal(["ITA!3 normalized จังหวัด  -> เชียงราย"], Workbook.Listed(answer));
    }

    [Theory]
    [InlineData("ผลการประเมินคุณธรรมและความโปร่งใส จังหวัดเชียงราย ปี ๒๕๖๕", "")]
    [InlineData("ผลการประเมิน ITA อปท. ใน จ.เชียงราย ปีงบประมาณ 2565 (ข้อมูล ณ 1 ตุลาคม 2566)", "")]
    [InlineData("การเผยแพร่ผลการประเมิน", "?fiscalYear=2565&province=57")]
    public async Task A_title_or_a_parameter_stands_for_a_missing_column(string title, string query)
    {
        var stem = Guid.NewGuid().ToString("N");
        var agency = await ita.CreateAgencyAsync(agency => agency["nameTh"] = $"เทศบาลตำบล{stem}");

        var answer = await SendAsync(Book.Of([title], ["หน่วยงาน", .. Book.Ten], [$"ทต.{stem}", .. Book.Scores]), query);

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(["ITA!2 normalized fiscal_year", "ITA!2 normalized province"], Workbook.Listed(answer).Select(
            warning => string.Join(' ', warning.Split(' ').Take(3))));
        Assert.Equal(System.Net.HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Status);
    }

    [Theory]
    [InlineData("เปรียบเทียบปีงบประมาณ 2564 กับปีงบประมาณ 2565")]
    [InlineData("เผยแพร่ผลการประเมิน")]
    public async Task A_title_that_names_no_single_year_says_nothing(string title)
    {
        var answer = await SendAsync(Book.Of([title], [Book.Agency, .. Book.Ten], ["a", .. Book.Scores]));

        answer.IsProblem(400, "invalid_request", "fiscal_year missing_column", " header_taken");
        Assert.Equal(
            "Row 2 of the sheet 'ITA' was taken as the header.", answer.Json["errors"]![1]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_only_province_of_a_key_stands_for_a_missing_column()
    {
        var stem = Guid.NewGuid().ToString("N");
        await ita.CreateAgencyAsync(agency => agency["nameTh"] = $"เทศบาลตำบล{stem}");
        var key = await ita.PostAsync(
            "/v1/api-keys",
            new JsonObject { ["name"] = "เชียงราย", ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray("57") });
        using var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key.Json["key"]!.GetValue<string>());
        var sheet = $"ชื่อหน่วยงาน,ปีงบประมาณ,{Importing.Scores}\r\nทต.{stem},2565,{Importing.Ten(90)}\r\n";

        var answer = await Importing.ImportAsync(client, Encoding.UTF8.GetBytes(sheet), Importing.Csv);

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(["!1 normalized province X-Api-Key -> 57"], Workbook.Listed(answer));
    }

    [Fact]
    public async Task A_parameter_that_is_not_needed_is_listed()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(Book.Of(Book.Header, Book.Row(agency)), "?fiscalYear=2564&province=57");
        var items = await ita.ImportAsync(Importing.Items(Importing.Item(agency, 2565, 98.85m)), Importing.Json, "?fiscalYear=2564");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Equal(["ITA parameter_not_used", "ITA parameter_not_used"], Workbook.Listed(answer));
        Assert.Equal([" parameter_not_used"], Workbook.Listed(items));
    }

    [Fact]
    public async Task An_agency_whose_name_begins_like_a_sum_is_data()
    {
        var names = new[] { "รวมไทยพัฒนา", "รวมใจ", "เฉลี่ยทอง" };
        var agencies = new List<string>();
        var place = $"{Guid.NewGuid():N}"[..6];
        foreach (var name in names)
            agencies.Add(await ita.CreateAgencyAsync(agency => agency["nameTh"] = $"{name}{place}"));

        var answer = await SendAsync(
            Book.Of([ByName, .. names.Select(name => (object?[])[$"{name}{place}", "57", 2565, .. Book.Scores])]));

        Assert.Equal("3 0 0 0", answer.Counts());
        Assert.All(agencies, agency => Assert.DoesNotContain("row_passed_over", answer.Text, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Titles_sums_and_blank_rows_of_a_csv_are_passed_over_too()
    {
        var agency = await ita.CreateAgencyAsync();
        var file =
            "ผลการประเมิน ITA ปีงบประมาณ 2565\r\n"
            + $"\r\nรหัสหน่วยงาน;{Importing.Scores.Replace(',', ';')}\r\n"
            + $"{agency};{Importing.Ten(90).Replace(',', ';')}\r\n\r\n"
            + $"รวมเฉลี่ย;{Importing.Ten(90).Replace(',', ';')}\r\n"
            + $"nobody;{Importing.Ten(90).Replace(',', ';')}\r\n";

        var answer = await ita.ImportAsync(file, query: "?mode=partial");

        Assert.Equal("1 0 0 1", answer.Counts());
        Assert.Equal(
            [
                "!3 normalized fiscal_year ผลการประเมิน ITA ปีงบประมาณ 2565 -> 2565", " lines_above_header",
                "!2 row_passed_over", "!3 row_passed_over", "!4 unknown_agency รหัสหน่วยงาน",
            ],
            Workbook.Listed(answer));
        Assert.Equal(7, answer.Json["rows"]![0]!["line"]!.GetValue<int>());
    }

    private Task<Answer> SendAsync(byte[] file, string query = "") => ita.ImportAsync(file, Importing.Xlsx, query);
}
