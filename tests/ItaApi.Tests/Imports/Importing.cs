using System.Globalization;
using System.IO.Compression;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Imports.Workbooks;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports;

/// <summary>Files to import, and the ways to send them.</summary>
internal static class Importing
{
    public const string Json = "application/json";
    public const string Ndjson = "application/x-ndjson";
    public const string Csv = "text/csv";
    public const string Xlsx = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    public const string Scores = "1,2,3,4,5,6,7,8,9,10";

    public static Task<Answer> ImportAsync(
        this ItaApplication ita, string file, string mediaType = Csv,
        string query = "", string subject = "assessments", string? language = null) =>
        ita.ImportAsync(Encoding.UTF8.GetBytes(file), mediaType, query, subject, language);

    public static Task<Answer> ImportAsync(
        this ItaApplication ita, byte[] file, string mediaType = Csv,
        string query = "", string subject = "assessments", string? language = null) =>
        ImportAsync(ita.Client, file, mediaType, query, subject, language);

    public static async Task<Answer> ImportAsync(
        HttpClient client, byte[] file, string mediaType, string query = "",
        string subject = "assessments", string? language = null, string? prefer = null)
    {
        using var request = new HttpRequestMessage(
            HttpMethod.Post, $"/v1/imports/{subject}{query}") { Content = new ByteArrayContent(file) };
        request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(mediaType);
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        if (prefer is not null)
            request.Headers.TryAddWithoutValidation("Prefer", prefer);
        return await ItaApplication.SendAsync(client, request);
    }

    /// <summary>Ten equal scores as the cells of a row.</summary>
    public static string Ten(decimal score) => string.Join(',', Enumerable.Repeat(score.ToString(CultureInfo.InvariantCulture), 10));

    /// <summary>A sheet of assessments with these rows under the usual header.</summary>
    public static string Sheet(params string[] rows) => string.Join("\r\n", [$"agency_code,fiscal_year,{Scores}", .. rows]) + "\r\n";

    public static JsonObject Item(string agencyCode, int fiscalYear, decimal score = 90m)
    {
        var item = Some.Assessment(score);
        item["agencyCode"] = agencyCode;
        item["fiscalYear"] = fiscalYear;
        return item;
    }

    public static string Lines(params JsonNode[] items) => string.Join('\n', items.Select(item => item.ToJsonString()));

    public static string Items(params JsonNode[] items) => new JsonObject { ["items"] = new JsonArray(items) }.ToJsonString();

    /// <summary>created, updated, unchanged, rejected.</summary>
    public static string Counts(this Answer answer)
    {
        var counts = answer.Json["counts"]!;
        return $"{counts["created"]} {counts["updated"]} {counts["unchanged"]} {counts["rejected"]}";
    }

    public static string State(this Answer answer) => answer.Json["state"]!.GetValue<string>();

    /// <summary>The errors of an outcome's rows, as <c>2 agency /indicators/0/score out_of_range</c>.</summary>
    public static IReadOnlyList<string> Errors(this Answer answer) =>
        Remarks(answer, "errors", remark => $"{remark["pointer"]} {remark["code"]}");

    /// <summary>The warnings of an outcome's rows, as <c>1 agency fiscal_year: ๒๕๖๕ -> 2565</c>.</summary>
    public static IReadOnlyList<string> Tolerated(this Answer answer) =>
        Remarks(answer, "warnings", remark => $"{remark["column"]}: {remark["from"]} -> {remark["to"]}");

    /// <summary>Waits until an import is finished.</summary>
    public static async Task<Answer> FinishedAsync(HttpClient client, string address)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (true)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var answer = await ItaApplication.SendAsync(client, request);
            if (answer.State() is not ("queued" or "running"))
                return answer;
            Assert.True(
                TimeProvider.System.GetElapsedTime(deadline) < TimeSpan.FromMinutes(3), $"The import is not finished: {answer.Text}");
            await Task.Delay(100, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>Waits until something is so, at most some thirty seconds.</summary>
    public static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        for (var i = 0; !await isSo(); i++)
        {
            Assert.True(i < 600, "It did not come to that.");
            await Task.Delay(50, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>An XLSX with one sheet; numbers stand as numbers, texts as shared strings.</summary>
    public static byte[] Workbook(params object?[][] rows) =>
        Book.Of(isStrict: false, hasReferences: true, sharedTexts: "sharedStrings.xml", new Sheet("ITA", rows));

    public static byte[] Zip(params (string Name, string Text)[] parts)
    {
        using var file = new MemoryStream();
        using (var zip = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            foreach (var (name, text) in parts)
            {
                using var part = zip.CreateEntry(name).Open();
                part.Write(Encoding.UTF8.GetBytes(text));
            }
        }

        return file.ToArray();
    }

    private static IReadOnlyList<string> Remarks(Answer answer, string list, Func<JsonNode, string> describe) =>
    [
        .. answer.Json["rows"]!.AsArray()
            .SelectMany(row => row![list]!.AsArray().Select(remark => $"{row["row"]} {row["agencyCode"] ?? "?"} {describe(remark!)}")),
    ];
}
