using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>How a file arrives: its type, a form, and what the answer says about waiting.</summary>
public sealed class ArrivalTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Excel = "application/vnd.ms-excel";
    private const string Bytes = "application/octet-stream";

    [Theory]
    [InlineData(Excel, false, "csv")]
    [InlineData(Bytes, false, "csv")]
    [InlineData(Excel, true, "xlsx")]
    [InlineData(Bytes, true, "xlsx")]
    [InlineData("text/csv; charset=utf-8", false, "csv")]
    [InlineData("text/csv; charset=\"windows-874\"", false, "csv")]
    [InlineData("text/csv; charset=TIS-620", false, "csv")]
    [InlineData("text/csv; header=present", false, "csv")]
    public async Task A_file_of_a_vague_type_is_known_by_its_bytes(string type, bool isWorkbook, string format)
    {
        var answer = await SendAsync(await FileAsync(isWorkbook), type);

        Assert.Equal(("1 0 0 0", format), (answer.Counts(), answer.Json["format"]!.GetValue<string>()));
    }

    [Theory]
    [InlineData("text/csv; charset=iso-8859-1", "unsupported_charset")]
    [InlineData("text/csv; charset=nonsense", "unsupported_charset")]
    [InlineData("application/json; charset=windows-874", "unsupported_charset")]
    [InlineData("application/json; charset=utf-16", "unsupported_charset")]
    [InlineData("application/x-ndjson; charset=utf-7", "unsupported_charset")]
    [InlineData("text/plain", "unsupported_media_type")]
    public async Task An_encoding_or_type_that_is_not_read_is_not_supported(string type, string code) =>
        (await SendAsync("{}"u8.ToArray(), type)).IsProblem(415, code);

    [Theory]
    [InlineData(Importing.Csv, false)]
    [InlineData(Importing.Xlsx, true)]
    [InlineData(Excel, false)]
    [InlineData(null, true)]
    public async Task A_form_with_one_file_is_read(string? type, bool isWorkbook)
    {
        using var form = new MultipartFormDataContent();
        AddFile(form, await FileAsync(isWorkbook), type);

        Assert.Equal("1 0 0 0", (await SendAsync(form)).Counts());
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(2, false)]
    [InlineData(1, true)]
    public async Task A_form_with_other_content_is_refused(int files, bool hasField)
    {
        using var form = new MultipartFormDataContent();
        for (var i = 0; i < files; i++)
            AddFile(form, await FileAsync(isWorkbook: false), Importing.Csv);
        if (hasField || files == 0)
            form.Add(new StringContent("2565"), "fiscalYear");

        (await SendAsync(form)).IsProblem(400, "unreadable_body", " one_file_expected");
    }

    [Theory]
    [InlineData("multipart/form-data", "--x\r\n")]
    [InlineData("multipart/form-data; boundary=x", "--x\r\nContent-Disposition: form-data; name=\"f\"; filename=\"a.csv\"\r\n\r\nagency")]
    [InlineData("multipart/form-data; boundary=x", "nonsense")]
    [InlineData("multipart/form-data; boundary=x", "")]
    public async Task A_form_that_is_cut_off_is_refused(string type, string body) =>
        (await SendAsync(Encoding.UTF8.GetBytes(body), type)).IsProblem(400, "unreadable_body", " malformed_form");

    [Fact]
    public async Task An_import_in_the_background_says_when_to_ask_again()
    {
        using var request = Request(new ByteArrayContent(await FileAsync(isWorkbook: true)));
        request.Content!.Headers.ContentType = MediaTypeHeaderValue.Parse(Importing.Xlsx);
        request.Headers.Add("Prefer", "respond-async");

        using var answer = await ita.Client.SendAsync(request, TestContext.Current.CancellationToken);

        Assert.Equal((HttpStatusCode.Accepted, TimeSpan.FromSeconds(1)), (answer.StatusCode, answer.Headers.RetryAfter!.Delta));
        var finished = await Importing.FinishedAsync(ita.Client, answer.Headers.Location!.ToString());
        Assert.Equal(("1 0 0 0", "ITA 1 1"), (finished.Counts(), Assert.Single(Workbook.Sheets(finished))));
    }

    [Fact]
    public async Task Equal_faults_are_one_kind()
    {
        var agency = await ita.CreateAgencyAsync();

        var answer = await ita.ImportAsync(
            Book.Of(
                [
                    Book.Header,
                    .. Enumerable.Range(0, 300).Select(row => Book.Row($"{agency}-{row}", "๒๕๖๕")),
                    Book.Row(agency, 2565, [new Wrong("#N/A"), .. Book.Scores[1..]]),
                ]),
            Importing.Xlsx,
            "?mode=partial");

        Assert.Equal(
            [
                $"error unknown_agency {Book.Agency} 300 300 ITA!2", "error cell_error 1 1 1 ITA!302",
                $"warning normalized {Book.Year} 300 300 ITA!2",
            ],
            answer.Json["kinds"]!.AsArray().Select(kind =>
                $"{kind!["severity"]} {kind["code"]} {kind["column"]} {kind["count"]} {kind["rows"]} "
                + $"{kind["firstSheet"]}!{kind["firstRow"]}"));
        Assert.Equal("The cell shows the error #N/A.", answer.Json["kinds"]![1]!["message"]!.GetValue<string>());
    }

    private async Task<byte[]> FileAsync(bool isWorkbook)
    {
        var agency = await ita.CreateAgencyAsync();
        return isWorkbook
            ? Book.Of(Book.Header, Book.Row(agency))
            : Encoding.UTF8.GetBytes(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}"));
    }

    private static void AddFile(MultipartFormDataContent form, byte[] file, string? type)
    {
        var content = new ByteArrayContent(file);
        if (type is not null)
            content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        form.Add(content, "file", "ผลการประเมิน.xlsx");
    }

    private Task<Answer> SendAsync(byte[] file, string type)
    {
        var content = new ByteArrayContent(file);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return SendAsync(content);
    }

    private async Task<Answer> SendAsync(HttpContent content)
    {
        using var request = Request(content);
        return await ItaApplication.SendAsync(ita.Client, request);
    }

    private static HttpRequestMessage Request(HttpContent content) =>
        new(HttpMethod.Post, "/v1/imports/assessments") { Content = content };
}
