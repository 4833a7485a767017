using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>What becomes of rows, whatever form they come in.</summary>
public sealed class ImportTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    public static TheoryData<string> Forms => [Importing.Json, Importing.Ndjson, Importing.Csv, Importing.Xlsx];

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task Created_updated_and_unchanged_rows_are_told_apart(string form)
    {
        var (first, second) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());

        var created = await SendAsync(form, "", (first, 2564, 90), (first, 2565, 80), (second, 2565, 70));
        var mixed = await SendAsync(form, "", (first, 2564, 90), (first, 2565, 81), (second, 2565, 70), (second, 2564, 60));

        Assert.Equal((HttpStatusCode.OK, "completed", "3 0 0 0"), (created.Status, created.State(), created.Counts()));
        Assert.Equal((HttpStatusCode.OK, "completed", "1 1 2 0"), (mixed.Status, mixed.State(), mixed.Counts()));
        Assert.Equal("81.00", (await ita.GetAsync($"/v1/agencies/{first}/assessments/2565")).Json["result"]!["total"]!.ToJsonString());
        Assert.Equal(1, (await ita.GetAsync($"/v1/agencies/{first}/assessments/2564")).Json["version"]!.GetValue<int>());
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task What_was_deleted_and_is_imported_again_goes_on_counting_its_versions(string form)
    {
        var agency = await ita.CreateAgencyAsync();
        await SendAsync(form, "", (agency, 2563, 90), (agency, 2564, 90), (agency, 2565, 90));
        await ita.DeleteAsync($"/v1/agencies/{agency}/assessments/2564");
        foreach (var score in new[] { 80, 70 })
        {
            await ita.DeleteAsync($"/v1/agencies/{agency}/assessments/2563");
            await SendAsync(form, "", (agency, 2563, score));
        }

        var again = await SendAsync(form, "", (agency, 2563, 70), (agency, 2564, 90), (agency, 2565, 60));

        Assert.Equal("1 1 1 0", again.Counts());
        Assert.Equal(["5 created", "4 deleted", "3 created", "2 deleted", "1 created"], await VersionsAsync(agency, 2563));
        Assert.Equal(["3 created", "2 deleted", "1 created"], await VersionsAsync(agency, 2564));
        Assert.Equal(["2 updated", "1 created"], await VersionsAsync(agency, 2565));
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task An_atomic_import_with_a_bad_row_stores_nothing_at_all(string form)
    {
        var (good, other) = (await ita.CreateAgencyAsync(), Some.AgencyCode());

        var answer = await SendAsync(form, "", (good, 2565, 90), (other, 2565, 90), (good, 2564, 101));

        answer.IsProblem(422, "import_refused");
        Assert.Equal(("refused", "0 0 0 2"), (answer.State(), answer.Counts()));
        // In a workbook rows have the numbers of the sheet, whose first row is the header.
        var header = form == Importing.Xlsx ? 1 : 0;
        Assert.Equal(
            [
                $"{2 + header} {other} /agencyCode unknown_agency",
                .. Enumerable.Range(0, 10).Select(i => $"{3 + header} {good} /indicators/{i}/score out_of_range"),
            ],
            answer.Errors());
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{good}/assessments/2565")).Status);
    }

    [Theory]
    [MemberData(nameof(Forms))]
    public async Task A_partial_import_stores_the_rows_that_can_be(string form)
    {
        var good = await ita.CreateAgencyAsync();

        var answer = await SendAsync(form, "?mode=partial", (good, 2565, 90), (Some.AgencyCode(), 2565, 90), (good, 2564, 101));

        Assert.Equal((HttpStatusCode.OK, "completed", "1 0 0 2"), (answer.Status, answer.State(), answer.Counts()));
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{good}/assessments/2565")).Status);
    }

    [Theory]
    [InlineData("", "refused", "0 0 0 1")]
    [InlineData("&mode=partial", "completed", "1 1 0 1")]
    public async Task A_dry_run_checks_everything_and_stores_nothing(string mode, string state, string counts)
    {
        var agency = await ita.CreateAgencyAsync();
        await ita.PutAsync($"/v1/agencies/{agency}/assessments/2565", Some.Assessment(80));

        var answer = await SendAsync(Importing.Ndjson, $"?dryRun=true{mode}", (agency, 2565, 90), (agency, 2564, 90), (agency, 2563, 101));

        Assert.Equal((HttpStatusCode.OK, state, counts), (answer.Status, answer.State(), answer.Counts()));
        Assert.True(answer.Json["dryRun"]!.GetValue<bool>());
        Assert.Equal(1, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2565")).Json["version"]!.GetValue<int>());
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{agency}/assessments/2564")).Status);
    }

    [Fact]
    public async Task Every_import_is_kept_with_who_sent_it_and_what_came_of_it()
    {
        var agency = await ita.CreateAgencyAsync();
        var sent = await SendAsync(Importing.Csv, "?mode=partial", (agency, 2565, 90), (agency, 2564, 101));
        var id = sent.Json["importId"]!.GetValue<string>();

        var read = await ita.GetAsync($"/v1/imports/{id}");
        var listed = (await ita.GetAsync("/v1/imports?limit=200")).Json["items"]!.AsArray()
            .Single(import => import!["importId"]!.GetValue<string>() == id);

        Assert.Equal(sent.Text, read.Text);
        Assert.Equal(
            ("administrator", "csv", "partial"),
            (read.Json["sentBy"]!.GetValue<string>(), read.Json["format"]!.GetValue<string>(), read.Json["mode"]!.GetValue<string>()));
        Assert.Equal(2, listed!["counts"]!["received"]!.GetValue<int>());
    }

    [Fact]
    public async Task What_is_wrong_can_be_had_as_a_sheet()
    {
        var agency = await ita.CreateAgencyAsync();
        var sent = await SendAsync(Importing.Csv, "?mode=partial", (agency, 2564, 101), ("=cmd", 2565, 90));

        var english = await ita.GetAsync($"/v1/imports/{sent.Json["importId"]}/errors.csv");
        var thai = await ita.GetAsync($"/v1/imports/{sent.Json["importId"]}/errors.csv", "th");

        Assert.Equal("text/csv", english.MediaType);
        Assert.StartsWith(
            "sheet,row,line,agency_code,fiscal_year,outcome,severity,column,pointer,code,from,to,message\r\n",
            english.Text.TrimStart('\uFEFF'),
            StringComparison.Ordinal);
        Assert.Contains(
            $",1,2,{agency},2564,rejected,error,1,/indicators/0/score,out_of_range,,,The value must be from 0 to 100.\r\n",
            english.Text,
            StringComparison.Ordinal);
        Assert.Contains("'=cmd", english.Text, StringComparison.Ordinal);
        Assert.Contains("ค่าต้องอยู่ระหว่าง", thai.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Two_rows_about_the_same_are_both_refused_and_name_each_other()
    {
        var (twice, once) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());

        var answer = await SendAsync(
            Importing.Csv, "?mode=partial", (twice, 2565, 90), (once, 2565, 90), (twice, 2565, 91), (twice, 2565, 102));

        Assert.Equal("1 0 0 3", answer.Counts());
        var messages = answer.Json["rows"]!.AsArray().Select(row => $"{row!["row"]}: {row["errors"]!.AsArray()[^1]!["message"]}");
        Assert.Equal(
            ["1: This row and row 3 are about the same record. Keep only one of them.",
                "3: This row and row 1 are about the same record. Keep only one of them.",
                "4: This row and row 1 are about the same record. Keep only one of them."],
            messages);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{twice}/assessments/2565")).Status);
    }

    [Fact]
    public async Task A_row_of_a_province_the_key_has_not_is_refused()
    {
        var (own, other) = (await ita.CreateAgencyAsync(agency => agency["provinceCode"] = "40"), await ita.CreateAgencyAsync());
        using var client = await ClientOfAsync("40");

        var sheet = Importing.Sheet($"{own},2565,{Importing.Ten(90)}", $"{other},2565,{Importing.Ten(90)}");
        var answer = await Importing.ImportAsync(client, System.Text.Encoding.UTF8.GetBytes(sheet), Importing.Csv, "?mode=partial");

        Assert.Equal("1 0 0 1", answer.Counts());
        Assert.Equal([$"2 {other} /agencyCode agency_of_other_province"], answer.Errors());
        using var stranger = await ClientOfAsync("57");
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v1/imports/{answer.Json["importId"]}");
        Assert.Equal("import_not_found", (await ItaApplication.SendAsync(stranger, request)).Code);
    }

    [Fact]
    public async Task Importing_needs_a_key_that_may_write()
    {
        using var client = ita.CreateBareClient();

        (await Importing.ImportAsync(client, "x"u8.ToArray(), Importing.Csv)).IsProblem(401, "api_key_required");
    }

    [Fact]
    public async Task Agencies_are_imported_too()
    {
        var (first, second) = (Some.AgencyCode(), Some.AgencyCode());
        var sheet =
            "รหัสหน่วยงาน;ชื่อหน่วยงาน;ประเภท;จังหวัด;อำเภอ;ชื่ออื่น\n"
            + $"{first};อบต.ทดสอบ;อบต.;เชียงราย;แม่จัน;ทดสอบ|อบต. ทดสอบหนึ่ง\n"
            + $"{second};เทศบาลตำบลทดสอบ;subdistrictMunicipality;57;;";

        var created = await ita.ImportAsync(sheet, subject: "agencies");
        var again = await ita.ImportAsync(sheet, subject: "agencies");
        var shorter = await ita.ImportAsync($"code,district\n{first},แม่สาย\n", subject: "agencies");

        Assert.Equal("2 0 0 0", created.Counts());
        Assert.Equal(
            [$"1 {first} ประเภท: อบต. -> subdistrictAdministrativeOrganization", $"1 {first} จังหวัด: เชียงราย -> 57"],
            created.Tolerated());
        Assert.Equal("0 0 2 0", again.Counts());
        Assert.Equal("0 1 0 0", shorter.Counts());
        var read = (await ita.GetAsync($"/v1/agencies/{first}")).Json;
        Assert.Equal(
            ("แม่สาย", "อบต.ทดสอบ", 2),
            (read["districtTh"]!.GetValue<string>(), read["nameTh"]!.GetValue<string>(), read["aliases"]!.AsArray().Count));
    }

    [Fact]
    public async Task Bad_agencies_are_named_with_all_their_errors()
    {
        var code = Some.AgencyCode();
        var items = Importing.Items(
            new JsonObject { ["code"] = code, ["nameTh"] = " ", ["kind"] = "other", ["provinceCode"] = "99" },
            new JsonObject { ["nameTh"] = "ก", ["kind"] = "other", ["provinceCode"] = "57" },
            new JsonObject { ["code"] = code + "x", ["naem"] = "ก" });

        var answer = await ita.ImportAsync(items, Importing.Json, subject: "agencies");

        answer.IsProblem(422, "import_refused");
        Assert.Equal(
            [
                $"1 {code} /nameTh blank_text", $"1 {code} /provinceCode unknown_province",
                "2 ? /code required", $"3 {code}x /naem unknown_member",
            ],
            answer.Errors());
    }

    private async Task<HttpClient> ClientOfAsync(string province)
    {
        var key = await ita.PostAsync(
            "/v1/api-keys",
            new JsonObject
            {
                ["name"] = $"จังหวัด {province}",
                ["scopes"] = new JsonArray("write"),
                ["provinces"] = new JsonArray(province),
            });
        var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key.Json["key"]!.GetValue<string>());
        return client;
    }

    private async Task<IEnumerable<string>> VersionsAsync(string agency, int year) =>
        (await ita.GetAsync($"/v1/agencies/{agency}/assessments/{year}/history")).Json["items"]!.AsArray()
            .Select(version => $"{version!["version"]} {version["action"]}");

    private Task<Answer> SendAsync(string form, string query, params (string Agency, int Year, int Score)[] rows) => form switch
    {
        Importing.Json =>
            ita.ImportAsync(Importing.Items([.. rows.Select(row => Importing.Item(row.Agency, row.Year, row.Score))]), form, query),
        Importing.Ndjson =>
            ita.ImportAsync(Importing.Lines([.. rows.Select(row => Importing.Item(row.Agency, row.Year, row.Score))]), form, query),
        Importing.Csv =>
            ita.ImportAsync(Importing.Sheet([.. rows.Select(row => $"{row.Agency},{row.Year},{Importing.Ten(row.Score)}")]), form, query),
        _ => ita.ImportAsync(
            Importing.Workbook(
            [
                ["agency_code", "fiscal_year", .. Enumerable.Range(1, 10).Cast<object?>()],
                .. rows.Select(row => (object?[])[row.Agency, row.Year, .. Enumerable.Repeat<object?>(row.Score, 10)]),
            ]),
            form,
            query),
    };
}
