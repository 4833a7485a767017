using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Files;

/// <summary>A file that cannot be taken is refused as a whole, and says why.</summary>
public sealed class BadFileTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData(Importing.Csv, "", "empty_file")]
    [InlineData(Importing.Csv, "\r\n\r\n", "empty_file")]
    [InlineData(Importing.Csv, "agency_code,fiscal_year,1\r\n", "no_rows")]
    [InlineData(Importing.Csv, "agency_code,fiscal_year,1\r\n,,\r\n", "no_rows")]
    [InlineData(Importing.Csv, "%PDF-1.7 …", "wrong_file_kind")]
    [InlineData(Importing.Csv, "{\"items\":[]}", "wrong_file_kind")]
    [InlineData(Importing.Csv, "<html></html>", "wrong_file_kind")]
    [InlineData(Importing.Csv, "agency_code,fiscal_year,1\r\n\"a,2565,90\r\nb,2565,90", "malformed_csv")]
    [InlineData(Importing.Csv, "agency_code,fiscal_year,1\r\n\"a\"b,2565,90", "malformed_csv")]
    [InlineData(Importing.Csv, "agency\0_code,fiscal_year,1\r\na,2565,90", "unknown_encoding")]
    [InlineData(Importing.Xlsx, "", "empty_file")]
    [InlineData(Importing.Xlsx, "agency_code,fiscal_year", "wrong_file_kind")]
    [InlineData(Importing.Ndjson, "", "empty_file")]
    [InlineData(Importing.Ndjson, "\n \r\n", "empty_file")]
    [InlineData(Importing.Json, "", "empty_file")]
    [InlineData(Importing.Json, "nonsense", "malformed_json")]
    [InlineData(Importing.Json, "[]", "wrong_type")]
    public async Task A_file_that_cannot_be_read_says_why(string mediaType, string content, string fault) =>
        (await ita.ImportAsync(content, mediaType)).IsProblem(400, "unreadable_body", $" {fault}");

    [Theory]
    [InlineData("{}", "/items required")]
    [InlineData("""{"items":[]}""", "/items empty_file")]
    [InlineData("""{"items":{}}""", "/items wrong_type")]
    [InlineData("""{"items":[{}],"items":[]}""", "/items duplicate_member")]
    [InlineData("""{"item":[]}""", "/item unknown_member")]
    [InlineData("""{"items":[{"agencyCode":"a"},{"agencyCode"]}""", "/items/1 malformed_json")]
    [InlineData("""{"items":[{}]""", "/items malformed_json")]
    [InlineData("""{"items":[{}]} x""", " malformed_json")]
    public async Task Items_that_cannot_be_read_say_where(string content, string fault) =>
        Assert.Equal(
            [fault.StartsWith("/items malformed", StringComparison.Ordinal) ? " malformed_json" : fault],
            (await ita.ImportAsync(content, Importing.Json)).Faults);

    [Theory]
    [InlineData("fiscal_year,1", "agency_code missing_column")]
    [InlineData("agency_code,1", "fiscal_year missing_column")]
    [InlineData("agency_code,fiscal_year", "indicator_1 missing_column")]
    [InlineData("agency_code,รหัสหน่วยงาน,fiscal_year,1", "รหัสหน่วยงาน duplicate_column")]
    [InlineData("agency_code,fiscal_year,1,ตัวชี้วัดที่ ๑", "ตัวชี้วัดที่ ๑ duplicate_column")]
    [InlineData("agency_code,fiscal_year,1,การปฏิบัติหน้าที่", "การปฏิบัติหน้าที่ duplicate_column")]
    [InlineData("agency_code,fiscal_year,1,indicatr_2", "indicatr_2 unknown_column")]
    [InlineData("agency_code,fiscal_year,1,11", "11 unknown_column")]
    [InlineData("agency_code,fiscal_year,1,9.1", "9.1 unknown_column")]
    [InlineData("agency_code,fiscal_year,1,ตัวชี้วัดที่ 2 การแก้ไขปัญหาการทุจริต", "ตัวชี้วัดที่ 2 การแก้ไขปัญหาการทุจริต unknown_column")]
    public async Task A_header_that_says_nothing_known_is_named(string header, string fault) =>
        (await ita.ImportAsync($"{header}\r\na,2565,90,90\r\n")).IsProblem(400, "invalid_request", fault);

    [Theory]
    [InlineData("application/pdf")]
    [InlineData("text/plain")]
    public async Task A_form_nobody_reads_is_not_supported(string mediaType)
    {
        var answer = await ita.ImportAsync("x", mediaType);

        answer.IsProblem(415, "unsupported_media_type");
        Assert.Contains("text/csv", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_workbook_that_is_none_inside_is_refused()
    {
        (await ita.ImportAsync(Importing.Zip(("a.txt", "x")), Importing.Xlsx)).IsProblem(400, "unreadable_body", " malformed_xlsx");
        (await ita.ImportAsync([.. Importing.Workbook(["agency_code"]).Take(300)], Importing.Xlsx)).IsProblem(
            400, "unreadable_body", " malformed_xlsx");
    }

    [Fact]
    public async Task A_zip_bomb_is_refused_before_it_is_unpacked()
    {
        var bomb = Importing.Zip(("xl/worksheets/sheet1.xml", new string(' ', 40 * 1024 * 1024)));

        Assert.InRange(bomb.Length, 1, 100_000);
        (await ita.ImportAsync(bomb, Importing.Xlsx)).IsProblem(400, "unreadable_body", " unpacks_too_large");
    }

    [Fact]
    public async Task A_zip_bomb_that_lies_about_its_size_is_unpacked_no_further_than_it_says()
    {
        var bomb = Importing.Workbook(["agency_code", new string(' ', 40 * 1024 * 1024)]);
        var size = BitConverter.GetBytes(LengthOf(bomb, "xl/sharedStrings.xml"));
        for (var i = bomb.AsSpan().IndexOf(size); i >= 0; i = bomb.AsSpan().IndexOf(size))
            BitConverter.GetBytes(1_000).CopyTo(bomb, i);

        (await ita.ImportAsync(bomb, Importing.Xlsx)).IsProblem(400, "unreadable_body", " malformed_xlsx");
    }

    private static int LengthOf(byte[] zip, string part)
    {
        using var archive = new System.IO.Compression.ZipArchive(new MemoryStream(zip));
        return (int)archive.GetEntry(part)!.Length;
    }

    [Fact]
    public async Task A_workbook_may_not_declare_entities()
    {
        const string sheet = """
            <!DOCTYPE x [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>
            <sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><si><t>&b;</t></si></sst>
            """;
        var book = Importing.Workbook(["agency_code", "fiscal_year", "1"], ["a", 2565, 90]);
        using var file = new MemoryStream();
        file.Write(book);
        using (var zip = new System.IO.Compression.ZipArchive(file, System.IO.Compression.ZipArchiveMode.Update, leaveOpen: true))
        {
            zip.GetEntry("xl/sharedStrings.xml")!.Delete();
            using var part = zip.CreateEntry("xl/sharedStrings.xml").Open();
            part.Write(Encoding.UTF8.GetBytes(sheet));
        }

        (await ita.ImportAsync(file.ToArray(), Importing.Xlsx)).IsProblem(400, "unreadable_body", " malformed_xlsx");
    }

    [Fact]
    public async Task A_row_that_is_too_large_is_named_and_the_others_are_taken()
    {
        var agency = await ita.CreateAgencyAsync();
        var large = Importing.Item(agency, 2564);
        large["notes"] = new string('x', 1_100_000);

        var lines = await ita.ImportAsync(Importing.Lines(large, Importing.Item(agency, 2565)), Importing.Ndjson, "?mode=partial");
        var items = await ita.ImportAsync(Importing.Items(Importing.Item(agency, 2565), large), Importing.Json, "?mode=partial");

        Assert.Equal(("1 0 0 1", "1 ?  row_too_large"), (lines.Counts(), Assert.Single(lines.Errors())));
        Assert.Equal("/items/1 row_too_large", Assert.Single(items.Faults));
    }

    [Fact]
    public async Task A_line_that_is_no_json_is_the_fault_of_its_row()
    {
        var agency = await ita.CreateAgencyAsync();
        var item = Importing.Item(agency, 2565).ToJsonString();

        var answer = await ita.ImportAsync(
            $"{item}\n\n{{nonsense\n{item[..^1]},\"scroe\":1}}\r\n{item[..^1]},\"fiscalYear\":2564}}\n[]\nnull\n\"x\"",
            Importing.Ndjson,
            "?mode=partial");

        Assert.Equal("0 0 0 7", answer.Counts());
        Assert.Equal(
            [
                $"1 {agency}  repeated_row", "3 ?  malformed_json", $"4 {agency} /scroe unknown_member", $"4 {agency}  repeated_row",
                "5 ", "6 ?  wrong_type", "7 ?  null_value", "8 ?  wrong_type",
            ],
            answer.Errors().Select(error => error.StartsWith("5 ", StringComparison.Ordinal) ? "5 " : error));
    }

    [Fact]
    public async Task An_import_too_large_is_refused()
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/v1/imports/assessments") { Content = new ByteArrayContent([1]) };
        request.Content.Headers.ContentType = new("text/csv");
        request.Content.Headers.ContentLength = 600L * 1024 * 1024;
        request.Headers.ExpectContinue = true;

        var answer = await ItaApplication.SendAsync(ita.Client, request);

        answer.IsProblem(413, "body_too_large");
        Assert.Contains("536870912", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
    }
}
