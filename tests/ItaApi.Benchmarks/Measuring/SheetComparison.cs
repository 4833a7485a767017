using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text;
using ItaApi.Imports.Workbooks;
using ItaApi.TestData;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// Imports of the same 8,000 rows as a workbook and as CSV, in turn, checked and not stored, from the first byte sent to the whole answer.
/// </summary>
internal sealed class SheetComparison(ServerProcess service, string key, NationalData data, int rounds)
{
    private const int Rows = 8_000;
    private const int Warming = 2;

    public async Task<IReadOnlyList<SheetRound>> RunAsync()
    {
        var rows = MakeRows();
        var (workbook, csv) = (WriteWorkbook(rows), WriteCsv(rows));
        using var client = new HttpClient { BaseAddress = new Uri($"http://{service.Address}"), Timeout = TimeSpan.FromMinutes(5) };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        List<SheetRound> measured = [];
        for (var i = 0; i < rounds + Warming; i++)
        {
            var round = new SheetRound(
                Rows,
                await ImportAsync(client, workbook, "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"),
                await ImportAsync(client, csv, "text/csv"));
            if (i >= Warming)
                measured.Add(round);
        }

        return measured;
    }

    /// <summary>Ten scores for each agency, and for the first ones another year.</summary>
    private List<object?[]> MakeRows() =>
    [
        .. Enumerable.Range(0, Rows).Select(row => (object?[])
        [
            data.Agencies[row % data.Agencies.Length].Code,
            data.FiscalYears[row / data.Agencies.Length],
            .. Enumerable.Range(0, 10).Select(place => (object?)(60m + (((row * 7) + (place * 391)) % 4_000 / 100m))),
        ]),
    ];

    private static byte[] WriteWorkbook(List<object?[]> rows) => TemplateWorkbook
        .Write(
            "ITA",
            [new("agency_code"), new("fiscal_year"), .. Enumerable.Range(1, 10).Select(number => new TemplateColumn($"{number}"))],
            rows)
        .ToArray();

    private static byte[] WriteCsv(List<object?[]> rows)
    {
        var text = new StringBuilder("agency_code,fiscal_year,1,2,3,4,5,6,7,8,9,10\r\n");
        foreach (var row in rows)
            text.AppendJoin(',', row.Select(cell => Convert.ToString(cell, CultureInfo.InvariantCulture))).Append("\r\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    private static async Task<TimeSpan> ImportAsync(HttpClient client, byte[] file, string mediaType)
    {
        using var content = new ByteArrayContent(file) { Headers = { ContentType = new MediaTypeHeaderValue(mediaType) } };
        var started = Stopwatch.GetTimestamp();
        using var answer = await client.PostAsync("/v1/imports/assessments?dryRun=true", content);
        var outcome = await answer.Content.ReadAsStringAsync();
        var time = Stopwatch.GetElapsedTime(started);
        return answer.StatusCode == HttpStatusCode.OK && outcome.Contains("\"rejected\":0", StringComparison.Ordinal)
            ? time
            : throw new InvalidOperationException(
                $"The import was answered {answer.StatusCode}: {outcome[..Math.Min(2_000, outcome.Length)]}");
    }
}

/// <summary>How long the same rows took as a workbook and as CSV.</summary>
internal sealed record SheetRound(int Rows, TimeSpan Workbook, TimeSpan Csv);
