using System.Globalization;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.AgencyRows;

/// <summary>
/// The register of local governments is taken as it is published: a row for every place, names without their kind, websites as typed.
/// </summary>
public sealed class RegisterTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Header =
        "\uFEFFจังหวัด,อำเภอ,ตำบล,รหัส อปท.,ประเภท อปท.,อปท.,ที่ตั้งสำนักงานเลขที่,หมู่ที่,รหัสไปรษณีย์,ขนาดพื้นที่,LAT,LONG,"
        + "เว็ปไซต์ของอปท";

    private static readonly string[] NotStored = ["ตำบล", "ที่ตั้งสำนักงานเลขที่", "หมู่ที่", "รหัสไปรษณีย์", "ขนาดพื้นที่", "LAT", "LONG"];

    private static int districts;

    private readonly string district = (Interlocked.Increment(ref districts) + 10).ToString(CultureInfo.InvariantCulture);

    [Fact]
    public async Task Rows_of_one_official_code_are_one_agency_whose_name_has_its_kind()
    {
        var file = Register(
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "www.nambo.example"),
            Row("02", "อบต.", "ดงดอน", "-"),
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "www.nambo.example", "ดงหลวง"),
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "www.nambo.example", "ดงน้อย"),
            Row("03", "อบจ.", "เชียงใหม่", ""),
            Row("04", "เทศบาลนคร", "ป่าใหญ่", ""),
            Row("05", "เทศบาลเมือง", "เมืองป่า", ""),
            Row("06", "ท้องถิ่นรูปแบบพิเศษ", "เมืองชายหาด", ""),
            Row("02", "อบต.", "ดงดอน", "-", "หนองปลา"));

        var answer = await ImportAsync(file);

        Assert.Equal(("completed", "6 0 0 0", 3, 9), (answer.State(), answer.Counts(), Count(answer, "joined"), Count(answer, "received")));
        Assert.Equal(
            [
                "เทศบาลตำบลน้ำบ่อ subdistrictMunicipality", "องค์การบริหารส่วนตำบลดงดอน subdistrictAdministrativeOrganization",
                "องค์การบริหารส่วนจังหวัดเชียงใหม่ provincialAdministrativeOrganization", "เทศบาลนครป่าใหญ่ cityMunicipality",
                "เทศบาลเมืองเมืองป่า townMunicipality", "เมืองชายหาด specialLocalGovernment",
            ],
            await AgenciesAsync(agency => $"{agency["nameTh"]} {agency["kind"]}"));
        var one = (await ita.GetAsync($"/v1/agencies/{Code("01")}")).Json;
        Assert.Equal(
            (Code("01"), Code("01"), "50", $"50{district}", $"แม่ป่า{district}", "http://www.nambo.example"),
            (
                Text(one, "code"),
                Text(one, "officialCode"),
                Text(one, "provinceCode"),
                Text(one, "districtCode"),
                Text(one, "districtTh"),
                Text(one, "websiteUrl")));
    }

    [Fact]
    public async Task The_register_changes_nothing_when_it_comes_again()
    {
        var file = Register(
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "\"\"\"www,nambo.example\"\"\""),
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "", "ดงหลวง"),
            Row("02", "อบต.", "ดงดอน", "ไม่ทราบ"));
        await ImportAsync(file);

        var again = await ImportAsync(file);

        Assert.Equal(("completed", "0 0 2 0", 1), (again.State(), again.Counts(), Count(again, "joined")));
    }

    [Fact]
    public async Task What_is_passed_over_is_said_once_of_the_file()
    {
        var answer = await ImportAsync(Register(Row("01", "เทศบาลตำบล", "น้ำบ่อ", "")));

        Assert.Equal(
            ["register_read", .. NotStored.Select(column => $"column_passed_over {column}")],
            answer.Json["warnings"]!.AsArray().Select(warning => $"{warning!["code"]} {warning["column"]}".TrimEnd()));
        Assert.Equal((0, "[]"), (Count(answer, "withWarnings"), answer.Json["rows"]!.ToJsonString()));
    }

    [Fact]
    public async Task The_columns_may_have_their_short_names_and_names_their_kind()
    {
        var file = $"""
            รหัส อปท.;ประเภท;ชื่อ;จังหวัด;อำเภอ;ตำบล;เว็บไซต์
            {Code("01")};เทศบาลตำบล;เทศบาลตำบลน้ำบ่อ;เชียงใหม่;แม่ป่า;ในเมือง;http://nambo.example
            {Code("02")};อบต.;อบต.ดงดอน;จ.เชียงใหม่;อ.แม่ป่า;-;

            """;

        var answer = await ImportAsync(file);

        Assert.Equal(("completed", "2 0 0 0"), (answer.State(), answer.Counts()));
        Assert.Equal(["เทศบาลตำบลน้ำบ่อ", "อบต.ดงดอน"], await AgenciesAsync(agency => Text(agency, "nameTh")));
    }

    [Fact]
    public async Task An_agency_that_is_stored_keeps_the_code_its_users_gave_it()
    {
        var own = await ita.CreateAgencyAsync(agency => agency
            .With("nameTh", "เทศบาลตำบลเก่า")
            .With("provinceCode", "50")
            .With("officialCode", Code("01"))
            .With("districtTh", "แม่ป่า")
            .With("websiteUrl", "https://kept.example")
            .With("contacts", new JsonObject { ["phone"] = "053 000 000" }));

        var answer = await ImportAsync(Register(Row("01", "เทศบาลตำบล", "ใหม่", "ไม่ทราบ")));

        Assert.Equal("0 1 0 0", answer.Counts());
        var agency = (await ita.GetAsync($"/v1/agencies/{own}")).Json;
        Assert.Equal(
            ("เทศบาลตำบลใหม่", "https://kept.example", "053 000 000"),
            (Text(agency, "nameTh"), Text(agency, "websiteUrl"), Text(agency["contacts"]!, "phone")));
        Assert.Equal("""["เทศบาลตำบลเก่า"]""", agency["aliases"]!.ToJsonString(Some.Readable));
        Assert.Equal(["website_left_out"], Warnings(answer));
    }

    [Fact]
    public async Task A_website_that_was_mended_is_told_with_the_row_that_counts()
    {
        var answer = await ImportAsync(Register(
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "\"www.nambo,example\""),
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "\"www.nambo,example\"", "ดงหลวง"),
            Row("01", "เทศบาลตำบล", "น้ำบ่อ", "อื่น", "ดงน้อย")));

        Assert.Equal([$"1 {Code("01")} เว็ปไซต์ของอปท: www.nambo,example -> http://www.nambo.example"], answer.Tolerated());
    }

    [Fact]
    public async Task Rows_that_contradict_each_other_are_refused()
    {
        var answer = await ImportAsync(
            Register(
                Row("01", "เทศบาลตำบล", "น้ำบ่อ", ""),
                Row("01", "เทศบาลตำบล", "ดงดอน", ""),
                Row("02", "อบต.", "ดงดอน", "")),
            "?mode=partial");

        Assert.Equal("1 0 0 2", answer.Counts());
        Assert.Equal([$"1 {Code("01")}  repeated_row", $"2 {Code("01")}  repeated_row"], answer.Errors());
    }

    [Fact]
    public async Task Rows_of_one_agency_may_be_far_apart()
    {
        var first = Enumerable.Range(1, 80)
            .Select(number => Row(number.ToString("D2", CultureInfo.InvariantCulture), "อบต.", $"บ้าน{number}", "", "หนึ่ง"))
            .ToList();
        var rows = Enumerable.Range(1, 21)
            .SelectMany(round => first.Select(row => row.Replace("หนึ่ง", $"ที่ {round}", StringComparison.Ordinal)));

        var answer = await ImportAsync(Register([.. rows]));

        Assert.Equal(("completed", "80 0 0 0", 1_600), (answer.State(), answer.Counts(), Count(answer, "joined")));
    }

    [Fact]
    public async Task Rows_of_a_sheet_with_codes_of_its_own_are_not_joined()
    {
        var code = Some.AgencyCode();
        var answer = await ImportAsync(
            $"agency_code,name_th,kind,province\n{code},เทศบาลตำบลหนึ่ง,อบต.,50\n{code},เทศบาลตำบลหนึ่ง,อบต.,50\n", "?mode=partial");

        Assert.Equal("0 0 0 2", answer.Counts());
    }

    private static string Text(JsonNode node, string member) => node[member]!.GetValue<string>();

    private static int Count(Answer answer, string count) => answer.Json["counts"]![count]!.GetValue<int>();

    private static IEnumerable<string> Warnings(Answer answer) =>
        answer.Json["rows"]!.AsArray().SelectMany(row => row!["warnings"]!.AsArray()).Select(warning => Text(warning!, "code"));

    private static string Register(params string[] rows) => string.Join("\r\n", [Header, .. rows]) + "\r\n";

    private string Code(string number) => $"550{district}{number}";

    private string Row(string number, string kind, string name, string website, string place = "ในเมือง") =>
        $"เชียงใหม่,แม่ป่า{district},{place},{Code(number)},{kind},{name},1-ม.ค.,4,50000,12.5,18.1,98.2,{website}";

    private Task<Answer> ImportAsync(string file, string query = "") => ita.ImportAsync(file, query: query, subject: "agencies");

    private async Task<IEnumerable<string>> AgenciesAsync(Func<JsonNode, string> text) =>
        (await ita.GetAsync($"/v1/agencies?limit=200&districtCode=50{district}")).Json["items"]!.AsArray().Select(agency => text(agency!));
}
