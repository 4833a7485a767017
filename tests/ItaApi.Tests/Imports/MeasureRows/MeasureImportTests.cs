using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Imports.MeasureRows;

/// <summary>Plans in bulk: a plan sent twice stays one plan.</summary>
public sealed class MeasureImportTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_plan_sent_twice_stays_one_plan()
    {
        var agency = await ita.CreateAgencyAsync();
        var items = Importing.Items(Measure(agency, "เผยแพร่ข้อมูล"), Measure(agency, "อบรมเจ้าหน้าที่"));

        var created = await SendAsync(items);
        var again = await SendAsync(items);
        var changed = await SendAsync(
            Importing.Items(Measure(agency, "เผยแพร่ข้อมูล").With("status", "inProgress"), Measure(agency, "มาตรการใหม่")));

        Assert.Equal(["2 0 0 0", "0 0 2 0", "1 1 0 0"], [created.Counts(), again.Counts(), changed.Counts()]);
        Assert.Equal(
            ["inProgress", "planned", "planned"],
            (await PlanAsync(agency)).Select(measure => measure["status"]!.GetValue<string>()).Order(StringComparer.Ordinal));
    }

    [Theory]
    [InlineData("atomic")]
    [InlineData("partial")]
    public async Task A_new_plan_sent_twice_at_once_stays_one_plan(string mode)
    {
        var agency = await ita.CreateAgencyAsync();
        var items = Importing.Items(
            Measure(agency, "เผยแพร่ข้อมูล"), Measure(agency, "อบรมเจ้าหน้าที่").With("headingTh", "ตัวชี้วัดที่ 7"));
        await using var held = await HeldTransaction.BeginAsync(ita.ConnectionString, "lock table measure in exclusive mode");
        Task<Answer>[] sent = [.. Enumerable.Range(0, 2).Select(_ => ita.ImportAsync(items, Importing.Json, $"?mode={mode}", "measures"))];

        // Both are judged by what is stored, which is nothing, before either may store.
        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var judged = database.CreateCommand("select count(*) from import where state = 'running' and rows_done = 2");
        await Importing.UntilAsync(
            async () => (long)(await judged.ExecuteScalarAsync(TestContext.Current.CancellationToken))! == sent.Length);
        await held.CommitAsync();

        Assert.Equal(["0 0 2 0", "2 0 0 0"], (await Task.WhenAll(sent)).Select(answer => answer.Counts()).Order(StringComparer.Ordinal));
        Assert.Equal(2, (await PlanAsync(agency)).Count);
    }

    [Fact]
    public async Task A_row_with_an_id_changes_that_measure()
    {
        var agency = await ita.CreateAgencyAsync();
        await SendAsync(Importing.Items(Measure(agency, "เดิม")));
        var stored = Assert.Single(await PlanAsync(agency));
        stored["titles"] = new JsonArray("ใหม่");

        var answer = await SendAsync(Importing.Items(stored.DeepClone()));

        Assert.Equal("0 1 0 0", answer.Counts());
        Assert.Equal("""["ใหม่"]""", Assert.Single(await PlanAsync(agency))["titles"]!.ToJsonString(Some.Readable));
    }

    [Fact]
    public async Task A_sheet_of_measures_is_read_as_plans_are_printed()
    {
        var agency = await ita.CreateAgencyAsync();
        var sheet =
            "รหัสหน่วยงาน,ปีที่ประเมิน,ตัวชี้วัด,มาตรการ/แนวทาง,ขั้นตอนหรือวิธีการ,ผู้รับผิดชอบ,ระยะเวลา,starts_on,ends_on,สถานะ\r\n"
            + $"{agency},พ.ศ. ๒๕๖๕,\"๗, 8\",\"เผยแพร่ข้อมูล\nจัดทำคู่มือ\",ประชุม|ประกาศ,สำนักปลัด,"
            + "ต.ค. 65 - ก.ย. 66,๐๑/๑๐/๒๕๖๕,2566-12-31,อยู่ระหว่างการดำเนินการ\r\n";

        var answer = await ita.ImportAsync(sheet, subject: "measures");

        Assert.Equal("1 0 0 0", answer.Counts());
        var measure = Assert.Single(await PlanAsync(agency));
        Assert.Equal(
            ("[7,8]", """["เผยแพร่ข้อมูล","จัดทำคู่มือ"]""", """["ประชุม","ประกาศ"]""", "2022-10-01", "2023-12-31", "inProgress", 2566),
            (measure["indicators"]!.ToJsonString(),
                measure["titles"]!.ToJsonString(Some.Readable), measure["steps"]!.ToJsonString(Some.Readable),
                measure["startsOn"]!.GetValue<string>(), measure["endsOn"]!.GetValue<string>(),
                measure["status"]!.GetValue<string>(), measure["implementFiscalYear"]!.GetValue<int>()));
        Assert.Contains(
            "period_outside_year", answer.Json["rows"]![0]!["warnings"]!.AsArray().Select(warning => warning!["code"]!.GetValue<string>()));
        Assert.Contains($"1 {agency} starts_on: ๐๑/๑๐/๒๕๖๕ -> 2022-10-01", answer.Tolerated());
        Assert.Equal("0 0 1 0", (await ita.ImportAsync(sheet, subject: "measures")).Counts());
    }

    [Fact]
    public async Task Bad_measures_are_named_with_all_their_errors()
    {
        var agency = await ita.CreateAgencyAsync();
        await SendAsync(Importing.Items(Measure(agency, "จบแล้ว").With("status", "completed")));

        var answer = await SendAsync(Importing.Items(
            Measure(agency, "ก").With("indicators", new JsonArray(11)).With("endsOn", "2565-01-01"),
            Measure(agency, "จบแล้ว").With("status", "planned"),
            Measure(agency, "ข").With("id", Guid.Empty.ToString()),
            Measure(Some.AgencyCode(), "ค")));

        answer.IsProblem(422, "import_refused");
        Assert.Equal(
            [
                "1 /endsOn buddhist_era_date", "1 /indicators/0 indicator_unknown", "2 /status status_not_next", "3 /id unknown_measure",
                "4 /agencyCode unknown_agency",
            ],
            answer.Errors().Select(error => string.Join(' ', error.Split(' ').Where((_, i) => i != 1))));
        Assert.Single(await PlanAsync(agency));
    }

    [Fact]
    public async Task Two_rows_of_one_new_measure_are_both_refused()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(
            Importing.Lines(Measure(agency, "ซ้ำ"), Measure(agency, "ซ้ำ"), Measure(agency, "ไม่ซ้ำ")),
            Importing.Ndjson,
            "?mode=partial",
            "measures");

        Assert.Equal(("1 0 0 2", $"1 {agency}  repeated_row"), (answer.Counts(), answer.Errors()[0]));
    }

    private Task<Answer> SendAsync(string items) => ita.ImportAsync(items, Importing.Json, subject: "measures");

    private async Task<IReadOnlyList<JsonObject>> PlanAsync(string agency) =>
        [.. (await ita.GetAsync($"/v1/agencies/{agency}/measures")).Json["items"]!.AsArray().Select(measure => measure!.AsObject())];

    private static JsonObject Measure(string agency, string title) =>
        new()
        {
            ["agencyCode"] = agency,
            ["basedOnFiscalYear"] = 2565,
            ["titles"] = new JsonArray(title),
            ["indicators"] = new JsonArray(7),
        };
}
