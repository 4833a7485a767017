using System.Net;
using System.Text;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Files;

/// <summary>A file is read in what it is written in, wherever its first Thai word stands, and never as other words than it holds.</summary>
public sealed class TextEncodingTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Header = "code,name_th,kind,province_code\r\n";

    /// <summary>Lines of blank rows, more of them than are looked at when a file is opened.</summary>
    private const int ManyLines = 30_000;

    private static readonly string BlankLines = string.Concat(Enumerable.Repeat(",,,\r\n", ManyLines));

    private readonly string code = Some.AgencyCode();

    static TextEncodingTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Theory]
    [InlineData("utf-8", null)]
    [InlineData("windows-874", "windows-874")]
    public async Task Thai_that_comes_late_is_read_in_what_it_is_written_in(string encoding, string? told)
    {
        var answer = await SendAsync([.. Encoding.ASCII.GetBytes(Header + BlankLines), .. Row(encoding, "เทศบาลตำบลแม่เงิน")]);

        Assert.Equal(
            (HttpStatusCode.OK, "1 0 0 0", told),
            (
                answer.Status,
                answer.Counts(),
                answer.Json["warnings"]!.AsArray().FirstOrDefault(warning => warning!["from"] is not null)?["from"]!.GetValue<string>()));
        Assert.Equal("เทศบาลตำบลแม่เงิน", (await ita.GetAsync($"/v1/agencies/{code}")).Json["nameTh"]!.GetValue<string>());
    }

    [Theory]
    [InlineData("utf-8", "windows-874", "เทศบาลตำบลแม่เงิน")]
    [InlineData("windows-874", "utf-8", "เทศบาลตำบลแม่เงิน")]
    [InlineData("windows-874", "utf-8", "มา")]
    public async Task A_line_in_another_encoding_than_those_before_it_is_named_and_nothing_is_stored(
        string encoding, string other, string name)
    {
        var first = Encoding.GetEncoding(encoding).GetBytes($"{Header}{Some.AgencyCode()},เทศบาลนครตัวอย่าง,cityMunicipality,57\r\n");

        foreach (var between in new[] { "", BlankLines })
        {
            var answer = await SendAsync([.. first, .. Encoding.ASCII.GetBytes(between), .. Row(other, name)]);

            answer.IsProblem(400, "unreadable_body", " unknown_encoding");
            Assert.StartsWith(
                $"Line {(between == "" ? 3 : 3 + ManyLines)} ",
                answer.Json["errors"]![0]!["message"]!.GetValue<string>(),
                StringComparison.Ordinal);
            Assert.Equal(HttpStatusCode.NotFound, (await ita.GetAsync($"/v1/agencies/{code}")).Status);
        }
    }

    [Theory]
    [InlineData("utf-8", 0)]
    [InlineData("utf-8", 1)]
    [InlineData("utf-8", 2)]
    [InlineData("windows-874", 0)]
    public async Task A_line_longer_than_what_is_looked_at_is_cut_between_characters(string encoding, int before)
    {
        var answer = await SendAsync(
            [.. Encoding.ASCII.GetBytes(Header), .. Row(encoding, new string('x', before) + new string('ก', 100_000))]);

        answer.IsProblem(422, "import_refused");
        Assert.Equal([$"1 {code} /nameTh too_long"], answer.Errors());
    }

    [Fact]
    public async Task Bytes_that_are_text_in_neither_are_named()
    {
        var answer = await SendAsync([.. Encoding.ASCII.GetBytes($"{Header}\r\n{code},"), 0xFF, 0xC0, .. ",cityMunicipality,57"u8]);

        answer.IsProblem(400, "unreadable_body", " unknown_encoding");
        Assert.StartsWith("Line 3 ", answer.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_mark_says_that_it_is_utf_8()
    {
        var marked = Encoding.UTF8.GetPreamble().Concat(Encoding.ASCII.GetBytes(Header)).ToArray();

        (await SendAsync([.. marked, .. Row("windows-874", "เทศบาลตำบลแม่เงิน")])).IsProblem(400, "unreadable_body", " unknown_encoding");
        Assert.Equal("1 0 0 0", (await SendAsync([.. marked, .. Row("utf-8", "เทศบาลตำบลแม่เงิน")])).Counts());
    }

    private byte[] Row(string encoding, string name) =>
        Encoding.GetEncoding(encoding).GetBytes($"{code},{name},subdistrictMunicipality,57\r\n");

    private Task<Answer> SendAsync(byte[] file) => ita.ImportAsync(file, subject: "agencies");
}
