using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Problems;

/// <summary>A body that cannot be read names its first fault and where it stands, in one form whatever the fault is.</summary>
public sealed class UnreadableBodyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Theory]
    [InlineData("", " empty_body")]
    [InlineData("  \n ", " empty_body")]
    [InlineData("null", " null_value")]
    [InlineData("nonsense", " malformed_json")]
    [InlineData("{", " malformed_json")]
    [InlineData("""{"nameTh":"ก",}""", " malformed_json")]
    [InlineData("""{"nameTh":"ก" "kind":"other"}""", " malformed_json")]
    [InlineData("""{"fromFiscalYear":02565}""", "/fromFiscalYear malformed_json")]
    [InlineData("""{"nameTh":"ก"} {}""", " malformed_json")]
    [InlineData("[]", " wrong_type")]
    [InlineData("5", " wrong_type")]
    [InlineData("""{"nameTh":"ก","naem":"ข"}""", "/naem unknown_member")]
    [InlineData("""{"NameTh":"ก"}""", "/NameTh unknown_member")]
    [InlineData("""{"a.b/c~d":1}""", "/a.b~1c~0d unknown_member")]
    [InlineData("""{"nameTh":"ก","nameTh":"ข"}""", "/nameTh duplicate_member")]
    [InlineData("""{"nameTh":"ก","naem\u0054h":1}""", "/naemTh unknown_member")]
    [InlineData("""{"nameTh":"ก","name\u0054h":"ข"}""", "/nameTh duplicate_member")]
    [InlineData("{\n  \"nameTh\": \"ก\",\r\n\r\n  \"naem\" :\n 1\n}", "/naem unknown_member")]
    [InlineData("{\n  \"nameTh\": \"ก\",\r\n\r\n  \"nameTh\" :\n 1\n}", "/nameTh duplicate_member")]
    [InlineData("{\n  \"nameTh\": \"ก\",\r\n\r\n  \"aliases\" :\n {}\n}", "/aliases wrong_type")]
    [InlineData("""{"naem":{"nameTh":1},"nameTh":1}""", "/naem unknown_member")]
    [InlineData("""{"version":{"nameTh":1},"naem":1}""", "/naem unknown_member")]
    [InlineData("""{"version":{"a":1,"a":2}}""", "/version duplicate_member")]
    [InlineData("""{"nameTh":null}""", "/nameTh null_value")]
    [InlineData("""{"kind":null}""", "/kind null_value")]
    [InlineData("""{"aliases":null}""", "/aliases null_value")]
    [InlineData("""{"aliases":["ก",null]}""", "/aliases/1 null_value")]
    [InlineData("""{"nameTh":5}""", "/nameTh wrong_type")]
    [InlineData("""{"nameTh":{}}""", "/nameTh wrong_type")]
    [InlineData("""{"aliases":"ก"}""", "/aliases wrong_type")]
    [InlineData("""{"aliases":[{}]}""", "/aliases/0 wrong_type")]
    [InlineData("""{"aliases":["ก",5]}""", "/aliases/1 wrong_type")]
    [InlineData("""{"fromFiscalYear":"2565"}""", "/fromFiscalYear wrong_type")]
    [InlineData("""{"fromFiscalYear":2565.5}""", "/fromFiscalYear wrong_type")]
    [InlineData("""{"fromFiscalYear":99999999999}""", "/fromFiscalYear wrong_type")]
    [InlineData("""{"kind":3}""", "/kind wrong_type")]
    [InlineData("""{"kind":"3"}""", "/kind wrong_type")]
    [InlineData("""{"kind":"Other"}""", "/kind wrong_type")]
    [InlineData("""{"kind":"townmunicipality"}""", "/kind wrong_type")]
    [InlineData("""{"kind":"other, cityMunicipality"}""", "/kind wrong_type")]
    [InlineData("""{"kind":"village"}""", "/kind wrong_type")]
    [InlineData("""{"nameTh":"ก\u0000"}""", "/nameTh invalid_text")]
    [InlineData("""{"nameTh":"\u202eก"}""", "/nameTh invalid_text")]
    [InlineData("""{"nameTh":"\ud800"}""", "/nameTh invalid_text")]
    [InlineData("""{"aliases":["ก","\udc00"]}""", "/aliases/1 invalid_text")]
    public async Task An_agency_that_cannot_be_read_is_refused_at_its_first_fault(string body, string fault)
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";

        var answer = await ita.PutAsync(address, body);

        answer.IsProblem(400, "unreadable_body", fault);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync(address)).Status);
    }

    [Theory]
    [InlineData("""{"indicators":[{"number":1,"score":90},{"number":2,"scroe":90}]}""", "/indicators/1/scroe unknown_member")]
    [InlineData("""{"indicators":[{"number":1,"score":1,"score":2}]}""", "/indicators/0/score duplicate_member")]
    [InlineData("""{"indicators":[{"number":1,"score":null}]}""", "/indicators/0/score null_value")]
    [InlineData("""{"indicators":[{"number":1,"score":90},null]}""", "/indicators/1 null_value")]
    [InlineData("""{"indicators":[{"number":1,"score":"90"}]}""", "/indicators/0/score wrong_type")]
    [InlineData("""{"indicators":[{"number":1,"score":NaN}]}""", "/indicators/0/score malformed_json")]
    [InlineData("""{"indicators":[{"number":1,"score":1e400}]}""", "/indicators/0/score wrong_type")]
    [InlineData("""{"notes":[{"kind":"comment","textTh":"ก","indicators":[1,null]}]}""", "/notes/0/indicators/1 wrong_type")]
    [InlineData("""{"notes":[{"kind":"comment","textTh":"ก","methods":["ข",null]}]}""", "/notes/0/methods/1 null_value")]
    [InlineData("""{"notes":[{"kind":1,"textTh":"ก"}]}""", "/notes/0/kind wrong_type")]
    [InlineData("""{"reported":{"total":"88.13"}}""", "/reported/total wrong_type")]
    [InlineData("""{"reported":{"highest":[{"number":1},null]}}""", "/reported/highest/1 null_value")]
    [InlineData("""{"items":[{"code":"O1","score":0,"comment":"ก\u0007"}]}""", "/items/0/comment invalid_text")]
    [InlineData("""{"source":{"title":"\u2066ก"}}""", "/source/title invalid_text")]
    public async Task An_assessment_that_cannot_be_read_is_refused_at_its_first_fault(string body, string fault)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";

        var answer = await ita.PutAsync(address, body);

        answer.IsProblem(400, "unreadable_body", fault);
        Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync(address)).Status);
    }

    [Theory]
    [InlineData("PUT /v1/agencies/x-1", "[]", "an object with the documented fields", "ออบเจ็กต์ (object) ที่มีฟิลด์ตามเอกสาร")]
    [InlineData("PUT /v1/agencies/x-1", """{"nameTh":5}""", "text in quotation marks", "ข้อความในเครื่องหมายคำพูด")]
    [InlineData("PUT /v1/agencies/x-1", """{"aliases":"ก"}""", "a list in square brackets", "รายการในวงเล็บเหลี่ยม (array)")]
    [InlineData("PUT /v1/agencies/x-1", """{"aliases":["ก",5]}""", "text in quotation marks", "ข้อความในเครื่องหมายคำพูด")]
    [InlineData(
        "PUT /v1/agencies/x-1", """{"fromFiscalYear":99999999999}""", "a whole number of at most 9 digits, without quotation marks",
        "จำนวนเต็มไม่เกิน 9 หลักที่ไม่มีเครื่องหมายคำพูด")]
    [InlineData(
        "PUT /v1/agencies/x-1/assessments/2565", """{"indicators":[{"number":1,"score":"90"}]}""",
        "a number without quotation marks, such as 88.13", "ตัวเลขที่ไม่มีเครื่องหมายคำพูด เช่น 88.13")]
    [InlineData(
        "PUT /v1/agencies/x-1/assessments/2565", """{"notes":[{"kind":"remark"}]}""",
        "one of: comment, improvement, suggestion, stakeholder", "ค่าใดค่าหนึ่งต่อไปนี้ comment, improvement, suggestion, stakeholder")]
    [InlineData(
        "POST /v1/api-keys", """{"expiresAt":5}""",
        "a timestamp with an offset, such as 2024-10-01T00:00:00+07:00", "วันเวลาพร้อมเขตเวลา เช่น 2024-10-01T00:00:00+07:00")]
    [InlineData("POST /v1/api-keys", """{"scopes":["owner"]}""", "one of: write, admin", "ค่าใดค่าหนึ่งต่อไปนี้ write, admin")]
    [InlineData("POST /v1/imports/agencies", "[]", "an object with the documented fields", "ออบเจ็กต์ (object) ที่มีฟิลด์ตามเอกสาร")]
    [InlineData("POST /v1/imports/agencies", """{"items":{}}""", "a list in square brackets", "รายการในวงเล็บเหลี่ยม (array)")]
    public async Task A_value_of_the_wrong_type_is_answered_with_what_is_expected(string route, string body, string english, string thai)
    {
        var (method, path) = (HttpMethod.Parse(route.Split(' ')[0]), route.Split(' ')[1]);

        Assert.Equal($"The value must be {english}.", MessageOf(await ita.SendAsync(method, path, body, "en")));
        Assert.Equal($"ค่าต้องเป็น{thai}", MessageOf(await ita.SendAsync(method, path, body, "th")));
    }

    [Fact]
    public async Task An_item_of_an_import_names_what_is_expected_too()
    {
        var answer = await ita.SendAsync(
            HttpMethod.Post, "/v1/imports/agencies", """{"items":[{"code":"x","nameTh":"ก","kind":5,"provinceCode":"57"}]}""", "th");

        Assert.StartsWith(
            "ค่าต้องเป็นค่าใดค่าหนึ่งต่อไปนี้ ",
            answer.Json["rows"]![0]!["errors"]![0]!["message"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    private static string MessageOf(Answer answer) => Assert.Single(answer.Json["errors"]!.AsArray())!["message"]!.GetValue<string>();

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Malformed_json_is_told_by_line_and_byte_in_every_environment(string environment)
    {
        await using var service = ItaApplication.Start(ita.ConnectionString, environment);
        using var client = ItaApplication.ClientOf(service);
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}");
        request.Content = new StringContent("{\n  \"nameTh\": oops\n}", Encoding.UTF8, "application/json");

        var answer = await ItaApplication.SendAsync(client, request);

        answer.IsProblem(400, "unreadable_body", "/nameTh malformed_json");
        Assert.Equal("The JSON is malformed (line 2, byte 13).", answer.Json["errors"]![0]!["message"]!.GetValue<string>());
    }

    [Fact]
    public async Task Json_nested_too_deep_is_refused_while_it_is_read()
    {
        var deep = string.Concat(Enumerable.Repeat("[", 100_000));

        var answer = await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", $$"""{"version":{{deep}}""");

        Assert.Equal((HttpStatusCode.BadRequest, "unreadable_body"), (answer.Status, answer.Code));
        Assert.EndsWith(" malformed_json", Assert.Single(answer.Faults), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Bytes_that_are_not_utf8_are_refused()
    {
        using var content = new ByteArrayContent([.. "{\"nameTh\":\""u8, 0xE0, 0xB8, 0xFF, .. "\"}"u8]);

        (await PutAsync(content)).IsProblem(400, "unreadable_body", "/nameTh invalid_text");
    }

    [Fact]
    public async Task A_byte_order_mark_before_the_body_is_read_past()
    {
        using var content = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. Encoding.UTF8.GetBytes(Some.Agency().ToJsonString())]);
        using var unknown = new ByteArrayContent([0xEF, 0xBB, 0xBF, .. "{\"naem\":1}"u8]);

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(content)).Status);
        (await PutAsync(unknown)).IsProblem(400, "unreadable_body", "/naem unknown_member");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task The_last_fault_of_a_long_body_is_found_as_well(bool chunked)
    {
        var aliases = string.Join(',', Enumerable.Repeat("\"ก\"", 50_000));
        using var content = new StringContent($$"""{"aliases":[{{aliases}}],"naem":1}""");
        using var repeated = new StringContent($$"""{"aliases":[{{aliases}}],"aliases":[]}""");

        (await PutAsync(content, chunked: chunked)).IsProblem(400, "unreadable_body", "/naem unknown_member");
        (await PutAsync(repeated, chunked: chunked)).IsProblem(400, "unreadable_body", "/aliases duplicate_member");
    }

    [Fact]
    public async Task An_empty_body_without_a_length_is_empty_as_well()
    {
        using var content = new ByteArrayContent([]);

        (await PutAsync(content, chunked: true)).IsProblem(400, "unreadable_body", " empty_body");
    }

    [Theory]
    [InlineData("text/plain")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/xml")]
    public async Task A_body_of_another_media_type_is_refused_before_anything_else_is_looked_at(string mediaType)
    {
        var answer = await ita.SendAsync(
            HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}?unknown=1", Some.Agency().ToJsonString(), mediaType: mediaType);

        answer.IsProblem(415, "unsupported_media_type");
    }

    [Fact]
    public async Task A_body_without_a_media_type_is_refused()
    {
        using var content = new ByteArrayContent(Encoding.UTF8.GetBytes(Some.Agency().ToJsonString()));

        (await PutAsync(content, mediaType: null)).IsProblem(415, "unsupported_media_type");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_body_over_one_mebibyte_is_refused_however_it_is_sent(bool chunked)
    {
        using var content = new StringContent(new string(' ', 1_048_577));

        (await PutAsync(content, chunked: chunked)).IsProblem(413, "body_too_large");
    }

    [Fact]
    public async Task A_body_of_exactly_one_mebibyte_is_read()
    {
        using var content = new StringContent(Some.Agency()
            .ToJsonString()
            .PadRight(1_048_576 - Encoding.UTF8.GetByteCount(Some.Agency().ToJsonString()) + Some.Agency().ToJsonString().Length));

        Assert.Equal(HttpStatusCode.Created, (await PutAsync(content)).Status);
    }

    [Fact]
    public async Task Problems_are_json_for_a_caller_who_accepts_only_csv()
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}");
        request.Headers.Accept.ParseAdd("text/csv");
        request.Content = new StringContent("{", Encoding.UTF8, "application/json");

        (await ItaApplication.SendAsync(ita.Client, request)).IsProblem(400, "unreadable_body", " malformed_json");
    }

    private async Task<Answer> PutAsync(HttpContent content, string? mediaType = "application/json", bool chunked = false)
    {
        var address = $"/v1/agencies/{Some.AgencyCode()}";
        using var request = new HttpRequestMessage(HttpMethod.Put, address) { Content = content };
        content.Headers.ContentType = mediaType is null ? null : new MediaTypeHeaderValue(mediaType);
        request.Headers.TransferEncodingChunked = chunked;
        // The service may refuse by the length alone; a client that waits for its word sends nothing in vain.
        request.Headers.ExpectContinue = true;
        return await ItaApplication.SendAsync(ita.Client, request);
    }
}
