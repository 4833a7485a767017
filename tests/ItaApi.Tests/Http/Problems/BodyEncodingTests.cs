using System.IO.Compression;
using System.Net;
using System.Text;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Http.Problems;

/// <summary>What a body says of its characters and its compression is believed, or refused; it is never a failure of the service.</summary>
public sealed class BodyEncodingTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Scores = """{"fiscalYear":2565,"reported":{"total":90}}""";

    [Theory]
    [InlineData("application/json", true)]
    [InlineData("application/json; charset=utf-8", true)]
    [InlineData("application/json; charset=\"utf-8\"", true)]
    [InlineData("application/json; charset=UTF-8", true)]
    [InlineData("application/json; charset=xx", false)]
    [InlineData("application/json; charset=utf-7", false)]
    [InlineData("application/json; charset=utf-16", false)]
    [InlineData("application/json; charset=\"\"", false)]
    [InlineData("application/json; charset=windows-874", false)]
    public async Task A_json_body_is_utf_8(string type, bool isRead)
    {
        foreach (var (path, body) in new[] { ("/v1/scorings", Scores), ("/v1/simulations", """{"fiscalYear":2565,"indicators":[]}""") })
        {
            var answer = await SendAsync(path, Encoding.UTF8.GetBytes(body), type);

            if (isRead)
                Assert.True((int)answer.Status < 500 && answer.Code != "unsupported_charset", answer.Text);
            else
                answer.IsProblem(415, "unsupported_charset");
        }
    }

    [Theory]
    [InlineData("text/csv; charset=\"utf-8\"", true)]
    [InlineData("text/csv; charset=windows-874", true)]
    [InlineData("text/csv; charset=TIS-620", true)]
    [InlineData("text/csv; charset=utf-16", true)]
    [InlineData("text/csv; charset=xx", false)]
    [InlineData("text/csv; charset=utf-7", false)]
    [InlineData("application/x-ndjson; charset=utf-16", false)]
    [InlineData("application/x-ndjson; charset=utf-8", true)]
    public async Task A_sheet_may_be_in_thai_encodings_too(string type, bool isRead)
    {
        var body = type.StartsWith("text/csv", StringComparison.Ordinal) ? "agency_code,fiscal_year,total\nx1,2565,80\n" : "{}";

        var answer = await SendAsync("/v1/imports/assessments?dryRun=true", Encoding.UTF8.GetBytes(body), type);

        if (isRead)
            Assert.Equal(HttpStatusCode.OK, answer.Status);
        else
            answer.IsProblem(415, "unsupported_charset");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    [InlineData("GZIP")]
    public async Task A_compressed_body_is_read(string coding)
    {
        var right = await SendAsync("/v1/scorings", Pack(coding, Encoding.UTF8.GetBytes(Scores)), coding: coding);
        Assert.Equal(HttpStatusCode.OK, right.Status);

        var wrong = await SendAsync("/v1/scorings", Pack(coding, """{"fiscalYear":"2565"}"""u8.ToArray()), coding: coding);
        wrong.IsProblem(400, "unreadable_body", "/fiscalYear wrong_type");

        var sheet = Encoding.UTF8.GetBytes("agency_code,fiscal_year,total\nx1,2565,80\n");
        var import = await SendAsync("/v1/imports/assessments?dryRun=true", Pack(coding, sheet), Importing.Csv, coding);
        Assert.Equal((HttpStatusCode.OK, 1), (import.Status, import.Json["counts"]!["received"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("deflate")]
    [InlineData("zstd")]
    [InlineData("gzip, br")]
    [InlineData("x")]
    public async Task Another_compression_is_refused_with_those_that_are_read(string coding)
    {
        var answer = await SendAsync("/v1/scorings", Encoding.UTF8.GetBytes(Scores), coding: coding);

        answer.IsProblem(415, "unsupported_compression");
        Assert.Equal("gzip, br", Assert.Single(answer.Headers.GetValues("Accept-Encoding")));
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task A_body_that_is_not_what_it_says_is_unreadable(string coding)
    {
        (await SendAsync("/v1/scorings", Encoding.UTF8.GetBytes(Scores), coding: coding)).IsProblem(
            400, "unreadable_body", " damaged_compression");
        var sheet = Encoding.UTF8.GetBytes("agency_code,fiscal_year,total\nx1,2565,80\n");
        (await SendAsync("/v1/imports/assessments?dryRun=true", sheet, Importing.Csv, coding)).IsProblem(
            400, "unreadable_body", " damaged_compression");
    }

    [Theory]
    [InlineData("gzip")]
    [InlineData("br")]
    public async Task The_limit_counts_what_is_unpacked(string coding)
    {
        var bomb = Pack(coding, Encoding.UTF8.GetBytes($"{{\"agencyCode\":\"{new string('x', 20_000_000)}\"}}"));
        Assert.True(bomb.Length < 100_000);

        (await SendAsync("/v1/scorings", bomb, coding: coding)).IsProblem(413, "body_too_large");
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    public async Task A_body_far_above_the_limit_is_answered_and_not_cut_off(int mebibytes)
    {
        for (var i = 0; i < 3; i++)
            (await SendAsync("/v1/scorings", new byte[mebibytes * 1_048_576])).IsProblem(413, "body_too_large");
    }

    private async Task<Answer> SendAsync(string path, byte[] body, string type = "application/json", string? coding = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, path) { Content = new ByteArrayContent(body) };
        request.Content.Headers.TryAddWithoutValidation("Content-Type", type);
        if (coding is not null)
            request.Content.Headers.TryAddWithoutValidation("Content-Encoding", coding);
        return await ItaApplication.SendAsync(ita.Client, request);
    }

    private static byte[] Pack(string coding, byte[] body)
    {
        using var packed = new MemoryStream();
        using (Stream packer = coding.Equals("br", StringComparison.Ordinal)
            ? new BrotliStream(packed, CompressionLevel.Optimal)
            : new GZipStream(packed, CompressionLevel.Optimal))
        {
            packer.Write(body);
        }

        return packed.ToArray();
    }
}
