using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>Workbooks of old spreadsheet programs are read by the same rules.</summary>
public sealed class OldWorkbookTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Xls = "application/vnd.ms-excel";

    [Fact]
    public async Task An_old_workbook_is_read_as_it_is_shown()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await SendAsync(OldBook.Of(
            [
                ["ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2565"],
                [Book.Agency, .. Book.Ten],
                [],
                [agency, new Shown(0.9885, "0.00%"), .. Book.Scores[1..]],
                ["เฉลี่ย", .. Book.Scores],
            ],
            hidden: [4],
            merged: (0, 0, 0, 10)));

        Assert.Equal(("1 0 0 0", "xls"), (answer.Counts(), answer.Json["format"]!.GetValue<string>()));
        Assert.Equal(["ITA 1 2"], Workbook.Sheets(answer));
        Assert.Equal(
            [
                " old_workbook",
                "ITA!2 normalized fiscal_year ผลการประเมิน ITA ปีงบประมาณ พ.ศ. 2565 -> 2565",
                "ITA!3 row_passed_over",
                "ITA!5 row_passed_over",
                "ITA!4 hidden_row",
                "ITA!4 normalized 1 0.9885 -> 98.85",
            ],
            Workbook.Listed(answer));
    }

    [Fact]
    public async Task A_file_that_only_begins_as_an_old_workbook_is_refused() =>
        (await SendAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1, .. new byte[4000]])).IsProblem(
            400, "unreadable_body", " malformed_xls");

    [Fact]
    public async Task An_old_workbook_that_calls_itself_new_is_refused_by_its_name() =>
        (await ita.ImportAsync(OldBook.Of([["x"]]), Importing.Xlsx)).IsProblem(400, "unreadable_body", " wrong_file_kind");

    private Task<Answer> SendAsync(byte[] file) => ita.ImportAsync(file, Xls);
}
