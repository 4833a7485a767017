using System.Text.Json.Nodes;
using ItaApi.Tests.Imports.Workbooks;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.ProgressRows;

/// <summary>A province's reports as one sheet.</summary>
public sealed class ProgressImportTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Reports_find_their_measure_by_id_by_external_id_and_by_title()
    {
        var agency = await ita.CreateAgencyAsync();
        var byId = await MeasureAsync(agency, "หนึ่ง");
        await MeasureAsync(agency, "สอง", "m-2");
        await MeasureAsync(agency, "สาม");

        var answer = await SendAsync(
            Report("ก").With("measureId", byId),
            Report("ข").With("agencyCode", agency).With("externalId", "m-2"),
            Report("ค").With("agencyCode", agency).With("implementFiscalYear", 2566).With("title", "สาม"));

        Assert.Equal("3 0 0 0", answer.Counts());
        Assert.Equal(["สอง: ข", "สาม: ค", "หนึ่ง: ก"], await ReportsAsync(agency));
    }

    [Fact]
    public async Task A_sheet_sent_twice_is_stored_once_and_a_new_line_alone_is_added()
    {
        var agency = await ita.CreateAgencyAsync();
        var id = await MeasureAsync(agency, "หนึ่ง");
        var first = Report("ก").With("measureId", id).With("status", "inProgress");
        var second = Report("ข").With("measureId", id).With("status", "completed");

        var answers = new[] { await SendAsync(first), await SendAsync(first), await SendAsync(first, second) };

        Assert.Equal(["1 0 0 0", "0 0 1 0", "1 0 1 0"], answers.Select(answer => answer.Counts()));
        Assert.Equal(["หนึ่ง: ก", "หนึ่ง: ข"], await ReportsAsync(agency));
        var stored = (await ita.GetAsync($"/v1/measures/{id}")).Json;
        Assert.Equal(("completed", 3), (stored["status"]!.GetValue<string>(), stored["version"]!.GetValue<int>()));
        Assert.Equal(2, stored["progress"]!.AsArray().Select(report => report!["id"]!.GetValue<Guid>()).Distinct().Count());
    }

    [Theory]
    [InlineData("text/csv")]
    [InlineData("application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task A_printed_report_is_read_from_a_sheet_with_its_thai_columns(string mediaType)
    {
        var agency = await ita.CreateAgencyAsync();
        var id = await MeasureAsync(agency, "จัดอบรม");
        string[] header =
            ["รหัสหน่วยงาน", "ปีที่ดำเนินการ", "มาตรการ", "สรุปผลการดำเนินการ", "ผลลัพธ์", "ข้อเสนอแนะ", "evidence_urls", "วันที่รายงาน"];
        string[] row =
        [
            agency, "๒๕๖๖", "จัดอบรม", "ดำเนินการแล้วเสร็จ", "อบรม 1 ครั้ง\nผู้เข้าอบรม 40 คน", "จัดทุกปี",
            "https://one.example/a\nhttps://one.example/b", "31/03/2566",
        ];
        var file = mediaType == Importing.Csv
            ? System.Text.Encoding.UTF8.GetBytes($"{string.Join(',', header)}\r\n{string.Join(',', row.Select(cell => $"\"{cell}\""))}")
            : Importing.Workbook([header, row]);

        var answer = await ita.ImportAsync(file, mediaType, subject: "progress");

        Assert.True(answer.Counts() == "1 0 0 0", answer.Text);
        var stored = (await ita.GetAsync($"/v1/measures/{id}")).Json;
        var report = Assert.Single(stored["progress"]!.AsArray())!.AsObject().Without("id").Without("recordedAt");
        Assert.Equal(
            """
            {"reportedOn":"2023-03-31","status":"completed","results":["อบรม 1 ครั้ง","ผู้เข้าอบรม 40 คน"],"suggestions":["จัดทุกปี"],
            "evidenceUrls":["https://one.example/a","https://one.example/b"]}
            """.ReplaceLineEndings(""),
            report.ToJsonString(Some.Readable));
        Assert.Equal("completed", stored["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_sheet_of_a_workbook_is_read_by_its_own_columns_and_its_own_year()
    {
        var agency = await ita.CreateAgencyAsync();
        await MeasureAsync(agency, "หนึ่ง");
        await MeasureAsync(agency, "สอง", "m-2");

        var answer = await ita.ImportAsync(
            Book.Of(
                new Sheet(
                    "ไตรมาส 1",
                    ["รายงานผลการดำเนินการตามมาตรการ ประจำปีงบประมาณ พ.ศ. 2566"],
                    ["ที่", "รหัสหน่วยงาน", "มาตรการ", "ผลลัพธ์", "วันที่รายงาน"],
                    [1, agency, "หนึ่ง", "อบรมแล้ว", new Shown(45016, "d/m/yyyy")]),
                new Sheet(
                    "ไตรมาส 2",
                    ["ผลลัพธ์", "สรุปผลการดำเนินการ", "external_id", "รหัสหน่วยงาน"],
                    ["ประชุมแล้ว", "ดำเนินการแล้วเสร็จ", "m-2", agency])),
            Importing.Xlsx,
            subject: "progress");

        Assert.True(answer.Counts() == "2 0 0 0", answer.Text);
        Assert.Equal(["สอง: ประชุมแล้ว", "หนึ่ง: อบรมแล้ว"], await ReportsAsync(agency));
        var measures = (await ita.GetAsync($"/v1/agencies/{agency}/measures")).Json["items"]!.AsArray();
        Assert.Equal(
            ["2023-03-31"],
            measures.SelectMany(measure => measure!["progress"]!.AsArray()).Select(report => report!["reportedOn"]).OfType<JsonNode>()
                .Select(date => date.GetValue<string>()));
        Assert.Contains("completed", measures.Select(measure => measure!["status"]!.GetValue<string>()));
    }

    [Fact]
    public async Task The_template_lists_the_measures_of_a_province_and_can_be_sent_back_half_filled()
    {
        var agency = await ita.CreateAgencyAsync(body => body["provinceCode"] = "94");
        var filled = await MeasureAsync(agency, "หนึ่ง");
        var blank = await MeasureAsync(agency, "สอง");

        var template = await ita.GetAsync("/v1/imports/templates/progress.csv?implementFiscalYear=2566&province=94");
        var lines = template.Text.TrimStart('\uFEFF').Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(
            "measure_id,agency_code,agency_name,district,external_id,based_on_fiscal_year,implement_fiscal_year,title,"
            + "status,results,suggestions,evidence_urls,reported_on,reason",
            lines[0]);
        var own = lines.Where(line => line.Contains(agency, StringComparison.Ordinal))
            .Select(line => line.Replace("หนึ่ง,,", "หนึ่ง,completed,", StringComparison.Ordinal)).ToList();
        Assert.Equal([filled, blank], own.Select(line => line.Split(',')[0]).OrderBy(id => id != filled));

        var answer = await ita.ImportAsync(string.Join("\r\n", own.Prepend(lines[0])), subject: "progress");

        Assert.Equal("1 0 1 0", answer.Counts());
        Assert.Equal(
            "row_without_report",
            Assert.Single(answer.Json["rows"]!.AsArray())!["warnings"]![0]!["code"]!.GetValue<string>());
        Assert.Equal("completed", (await ita.GetAsync($"/v1/measures/{filled}")).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_row_without_a_measure_of_its_own_is_rejected_with_the_reason()
    {
        var agency = await ita.CreateAgencyAsync();
        await MeasureAsync(agency, "ซ้ำ");
        await MeasureAsync(agency, "ซ้ำ");
        var ended = await MeasureAsync(agency, "จบแล้ว", status: "completed");

        var answer = await SendAsync(
            Report("ก").With("measureId", Guid.NewGuid().ToString()),
            Report("ก").With("agencyCode", agency),
            Report("ก").With("agencyCode", agency).With("title", "ไม่มี"),
            Report("ก").With("agencyCode", agency).With("title", "ซ้ำ"),
            Report("ก").With("measureId", ended).With("status", "inProgress"),
            Report("ข").With("measureId", ended).With("evidenceUrls", new JsonArray("ไม่ใช่ที่อยู่")),
            Report("ค").With("measureId", ended),
            Report("ค").With("measureId", ended));

        Assert.Equal(
            [
                "1 ? /measureId unknown_measure", $"2 {agency} /measureId measure_not_named",
                $"3 {agency} /title measure_not_found_by_name",
                $"4 {agency} /title measure_ambiguous", $"5 {agency} /reason reopening_needs_reason",
                $"6 {agency} /evidenceUrls/0 invalid_url", $"7 {agency}  repeated_row", $"8 {agency}  repeated_row",
            ],
            answer.Errors());
        Assert.Empty(await ReportsAsync(agency));
    }

    [Fact]
    public async Task A_dry_run_says_what_would_be_stored_and_stores_nothing()
    {
        var agency = await ita.CreateAgencyAsync();
        var id = await MeasureAsync(agency, "หนึ่ง");

        var answer = await ita.ImportAsync(
            Importing.Items(Report("ก").With("measureId", id)), Importing.Json, "?dryRun=true", subject: "progress");

        Assert.Equal("1 0 0 0", answer.Counts());
        Assert.Empty(await ReportsAsync(agency));
    }

    private static JsonObject Report(string result) => new() { ["results"] = new JsonArray(result) };

    private Task<Answer> SendAsync(params JsonNode[] rows) =>
        ita.ImportAsync(Importing.Lines(rows), Importing.Ndjson, subject: "progress");

    private async Task<string> MeasureAsync(string agency, string title, string? externalId = null, string? status = null)
    {
        var body = Some.Measure(title);
        if (externalId is not null)
            body["externalId"] = externalId;
        if (status is not null)
            body["status"] = status;
        return (await ita.PostAsync($"/v1/agencies/{agency}/measures", body)).Json["id"]!.GetValue<string>();
    }

    private async Task<IEnumerable<string>> ReportsAsync(string agency) =>
        (await ita.GetAsync($"/v1/agencies/{agency}/measures")).Json["items"]!.AsArray()
            .SelectMany(
                measure => measure!["progress"]!.AsArray(),
                (measure, report) => $"{measure!["titles"]![0]}: {report!["results"]![0]}")
            .Order(StringComparer.Ordinal);
}
