using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>Whatever is read in another way than written, or not read, leaves a warning or an error that says where.</summary>
public sealed class NothingInSilenceTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Place = "ITA!2";

    /// <summary>
    /// What is done to a sheet with one row, what the import lists (code, column, from and to of row warnings; code and row of the others),
    /// and the first score afterwards.
    /// </summary>
    public static TheoryData<string, string, string?> Cases => new()
    {
        { "percent", $"{Place} normalized 1 0.95 -> 95", "95" },
        { "percent, decimals", $"{Place} normalized 1 0.9885 -> 98.85", "98.85" },
        { "percent, built in", $"{Place} normalized 1 0.5 -> 50", "50" },
        { "percent by condition", $"{Place} normalized 1 0.5 -> 50", "50" },
        { "percent of the printed total", $"{Place} normalized คะแนนรวม 0.8881 -> 88.81", "98.85" },
        { "percent and too many digits", $"{Place} normalized 1 0.953333333333333 -> 95.33", "95.33" },
        { "quoted percent", "", "95" },
        { "escaped percent", "", "95" },
        { "more decimals than shown", $"{Place} normalized 1 76.0133333333333 -> 76.01", "76.01" },
        { "the last binary digit", $"{Place} normalized 1 95.10000000000001 -> 95.1", "95.1" },
        { "the binary digits of what was typed", "", "98.85" },
        { "fewer decimals shown", "", "98.85" },
        { "text number", "", "95.5" },
        { "Thai digits", $"{Place} normalized 1 ๙๕.๕ -> 95.5", "95.5" },
        { "no width in a number", $"{Place} unseen_left_out 1", "95.5" },
        { "no width in a code", $"{Place} unseen_left_out {Book.Agency}", "98.85" },
        { "Common Era", $"{Place} normalized {Book.Year} 2022 -> 2565", "98.85" },
        { "error", $"{Place} cell_error 1", null },
        { "error of a formula", $"{Place} cell_error 1", null },
        { "error in the total", $"{Place} cell_error คะแนนรวม", null },
        { "error in the code", $"{Place} cell_error {Book.Agency}", null },
        { "error in the year", $"{Place} cell_error {Book.Year}", null },
        { "formula with a value", "", "95.5" },
        { "formula without a value", $"{Place} formula_without_value 1", null },
        { "date for a score", $"{Place} wrong_type 1", null },
        { "date for a year", $"{Place} wrong_type {Book.Year}", null },
        { "date as text for a year", $"{Place} wrong_type {Book.Year}", null },
        { "merged beside", $"{Place} normalized 2  -> 95", "95" },
        { "hidden row", "ITA!2 hidden_row", "98.85" },
        { "blank row", "ITA!2 row_passed_over", "98.85" },
        { "average", "ITA!3 row_passed_over", "98.85" },
        { "sum", "ITA!3 row_passed_over", "98.85" },
        { "average of a district", "ITA!3 row_passed_over", "98.85" },
        { "header again", "ITA!3 row_passed_over", "98.85" },
        { "numbers of the columns", "ITA!2 row_passed_over", "98.85" },
        { "note", "ITA!3 row_passed_over", "98.85" },
        { "remarks", "ITA!2 column_passed_over หมายเหตุ", "98.85" },
        { "cell under no header", "ITA!2 column_passed_over N", "98.85" },
        { "cell beyond the header", $"{Place} too_many_cells", null },
        { "hidden sheet", "ซ่อน sheet_not_read", "98.85" },
        { "cover", "ปก sheet_not_read", "98.85" },
        { "year of a title", $"ITA!3 normalized fiscal_year ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2565 -> 2565", "98.85" },
    };

    [Theory]
    [MemberData(nameof(Cases))]
    public async Task It_is_listed(string what, string listed, string? score)
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(Make(what, agency), Importing.Xlsx);

        Assert.Equal(listed.Length == 0 ? [] : [listed], Workbook.Listed(answer));
        Assert.Equal(
            listed.Length == 0 ? [] : [listed],
            Workbook.ListedInSheet((await ita.GetAsync($"/v1/imports/{answer.Json["importId"]}/errors.csv?bom=false")).Text));
        var stored = await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565");
        Assert.Equal(score, stored.Json["indicators"]?[0]!["score"]!.ToJsonString());
    }

    private static byte[] Make(string what, string agency) => what switch
    {
        "percent" => First(agency, new Shown(0.95, "0%")),
        "percent, decimals" => First(agency, new Shown(0.9885, "#,##0.00%;[Red]-0.00%")),
        "percent, built in" => First(agency, new Shown(0.5, "0.00%")),
        "percent by condition" => First(agency, new Shown(0.5, "[<=1]0%;0.00")),
        "percent of the printed total" => Book.Of([.. Book.Header, "คะแนนรวม"], [.. Book.Row(agency), new Shown(0.8881, "0.00%")]),
        "percent and too many digits" => First(agency, new Shown("0.953333333333333", "0%")),
        "quoted percent" => First(agency, new Shown(95, "0\" %\"")),
        "escaped percent" => First(agency, new Shown(95, "0\\%")),
        "more decimals than shown" => First(agency, new Formula("AVERAGE(D2:H2)", "76.0133333333333", "0.00")),
        "the last binary digit" => First(agency, new Digits("95.10000000000001")),
        "the binary digits of what was typed" => First(agency, new Digits("98.849999999999994")),
        "fewer decimals shown" => First(agency, new Shown(98.85, "0")),
        "text number" => First(agency, "95.5"),
        "Thai digits" => First(agency, "๙๕.๕"),
        "no width in a number" => First(agency, "95\u200B.5"),
        "no width in a code" => Book.Of(Book.Header, Book.Row($"{agency}\u200B")),
        "Common Era" => Book.Of(Book.Header, Book.Row(agency, 2022)),
        "error" => First(agency, new Wrong("#N/A")),
        "error of a formula" => First(agency, new Wrong("#REF!", "A1+B1")),
        "error in the total" => Book.Of([.. Book.Header, "คะแนนรวม"], [.. Book.Row(agency), new Wrong("#DIV/0!")]),
        "error in the code" => Book.Of(Book.Header, [new Wrong("#N/A"), 2565, .. Book.Scores]),
        "error in the year" => Book.Of(Book.Header, Book.Row(agency, new Wrong("#VALUE!"))),
        "formula with a value" => First(agency, new Formula("A1", "95.5")),
        "formula without a value" => First(agency, new Formula("A1")),
        "date for a score" => First(agency, new Shown(44835, "d mmm yyyy")),
        "date for a year" => Book.Of(Book.Header, Book.Row(agency, new Shown(44835, "[$-41E]d mmm bbbb"))),
        "date as text for a year" => Book.Of(Book.Header, Book.Row(agency, "1 ต.ค. 2565")),
        "merged beside" => Book.Of(
            new Sheet("ITA", Book.Header, Book.Row(agency, 2565, [95, null, .. Book.Scores[2..]])) { Merged = ["C2:D2"] }),
        "hidden row" => Book.Of(new Sheet("ITA", Book.Header, Book.Row(agency)) { Hidden = [2] }),
        "blank row" => Book.Of(Book.Header, [], Book.Row(agency)),
        "average" => Book.Of(Book.Header, Book.Row(agency), ["เฉลี่ย", null, .. Book.Scores]),
        "sum" => Book.Of(Book.Header, Book.Row(agency), [null, "รวมทั้งสิ้น", .. Book.Scores]),
        "average of a district" => Book.Of(Book.Header, Book.Row(agency), ["ค่าเฉลี่ยอำเภอแม่จัน", null, .. Book.Scores]),
        "header again" => Book.Of(Book.Header, Book.Row(agency), Book.Header),
        "numbers of the columns" => Book.Of(
            Book.Header, [.. Enumerable.Range(1, 12).Select(number => (object?)$"({number})")], Book.Row(agency)),
        "note" => Book.Of(Book.Header, Book.Row(agency), ["หมายเหตุ: ข้อมูล ณ วันที่ 1 ตุลาคม 2565"]),
        "remarks" => Book.Of([.. Book.Header, "หมายเหตุ"], [.. Book.Row(agency), "ส่งช้า"]),
        "cell under no header" => Book.Of([.. Book.Header, "IIT", null, "EIT"], [.. Book.Row(agency), null, "ลืมหัว"]),
        "cell beyond the header" => Book.Of(Book.Header, [.. Book.Row(agency), 12]),
        "hidden sheet" => Book.Of(
            new Sheet("ITA", Book.Header, Book.Row(agency)), new Sheet("ซ่อน", Book.Header, Book.Row(agency)) { State = "hidden" }),
        "cover" => Book.Of(new Sheet("ปก", ["รายงานผลการประเมิน"], ["จังหวัดเชียงราย"]), new Sheet("ITA", Book.Header, Book.Row(agency))),
        _ => Book.Of(new Sheet(
            "ITA",
            ["ผลการประเมิน ITA ประจำปีงบประมาณ พ.ศ. 2565"],
            [],
            [Book.Agency, .. Book.Ten],
            [agency, .. Book.Scores]) { Merged = ["A1:K1"] }),
    };

    private static byte[] First(string agency, object? score) => Book.Of(Book.Header, Book.Row(agency, 2565, [score, .. Book.Scores[1..]]));
}
