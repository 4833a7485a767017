using System.Buffers;
using System.Collections.Concurrent;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ItaApi.Benchmarks.Floor;

/// <summary>
/// What this machine can do: Kestrel, raw Npgsql and Utf8JsonWriter, by hand, with nothing around them. It answers the bytes the service
/// answers, from the same tables, and does nothing else the service does: no validation, no keys, no log, no errors worth the name.
/// </summary>
internal static class FloorHost
{
    private const string AgenciesPath = "/v1/agencies/";
    private const string ListPath = "/v1/assessments";
    private const string ProvincesPath = "/v1/provinces/";
    private const string SummaryPath = "/v1/summary";
    private const string RankingPath = "/v1/rankings";

    private static readonly ConcurrentBag<(ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json)> Writers = [];

    public static async Task ServeAsync(string address, string connectionString)
    {
        var database = await FloorDatabase.OpenAsync(connectionString);
        var figures = new FloorFigures(database);
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().UseUrls(address);
        await using var app = builder.Build();
        app.Run(http => AnswerAsync(http, database, figures));
        await app.RunAsync();
    }

    private static async Task AnswerAsync(HttpContext http, FloorDatabase database, FloorFigures figures)
    {
        var (buffer, json) = Writers.TryTake(out var writer) ? writer : New();
        var path = http.Request.Path.Value!;
        var found = path == ListPath
            ? await PageAsync(http.Request.Query, database, json)
            : path == RankingPath || path == SummaryPath || path.StartsWith(ProvincesPath, StringComparison.Ordinal)
            ? await FiguresAsync(path, http.Request.Query, figures, json)
            : path.StartsWith(AgenciesPath, StringComparison.Ordinal)
                && await OfAgencyAsync(http, path.AsMemory(AgenciesPath.Length), database, json);
        await json.FlushAsync();

        http.Response.StatusCode = found ? StatusCodes.Status200OK : StatusCodes.Status404NotFound;
        http.Response.ContentType = "application/json; charset=utf-8";
        http.Response.ContentLength = buffer.WrittenCount;
        await http.Response.BodyWriter.WriteAsync(buffer.WrittenMemory);
        buffer.ResetWrittenCount();
        json.Reset();
        Writers.Add((buffer, json));
    }

    private static (ArrayBufferWriter<byte> Buffer, Utf8JsonWriter Json) New()
    {
        var buffer = new ArrayBufferWriter<byte>(64 * 1024);
        return (buffer, new Utf8JsonWriter(buffer, new JsonWriterOptions { Encoder = FloorYear.Encoder, SkipValidation = true }));
    }

    /// <summary><c>{code}/assessments/{year}</c>, and after it <c>/result</c> or nothing.</summary>
    private static async Task<bool> OfAgencyAsync(HttpContext http, ReadOnlyMemory<char> rest, FloorDatabase database, Utf8JsonWriter json)
    {
        var slash = rest.Span.IndexOf('/');
        var code = rest[..slash].ToString();
        rest = rest[(slash + "/assessments/".Length)..];
        slash = rest.Span.IndexOf('/');
        var year = int.Parse(slash < 0 ? rest.Span : rest.Span[..slash], NumberStyles.None, CultureInfo.InvariantCulture);

        if (slash > 0)
        {
            var result = await database.FindResultAsync(code, year);
            result?.WriteResult(json);
            return result is not null;
        }

        var assessment = HttpMethods.IsPut(http.Request.Method)
            ? await database.PutAsync(await ReadAsync(http.Request, code, database.Year(year)), TimeProvider.System.GetUtcNow().UtcDateTime)
            : await database.FindAssessmentAsync(code, year);
        assessment?.WriteAssessment(json);
        return assessment is not null;
    }

    private static async Task<bool> PageAsync(IQueryCollection query, FloorDatabase database, Utf8JsonWriter json)
    {
        var year = int.Parse(query["fiscalYear"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        var limit = int.Parse(query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        var province = query["province"].ToString();
        json.WriteStartObject();
        json.WriteStartArray("items"u8);
        var last = await database.WritePageAsync(json, year, province, limit);
        json.WriteEndArray();
        json.WriteStartObject("page"u8);
        json.WriteNumber("limit"u8, limit);
        if (last is not null)
            json.WriteString("nextCursor"u8, FloorPage.Cursor(year, province, last));
        json.WriteEndObject();
        json.WriteEndObject();
        return true;
    }

    private static async Task<bool> FiguresAsync(string path, IQueryCollection query, FloorFigures figures, Utf8JsonWriter json)
    {
        var year = int.Parse(query["fiscalYear"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture);
        await (path == RankingPath
            ? figures.WriteRankingAsync(json, year, int.Parse(query["limit"].ToString(), NumberStyles.None, CultureInfo.InvariantCulture))
            : figures.WriteSummaryAsync(
                json, year, path == SummaryPath ? null : path[ProvincesPath.Length..path.IndexOf('/', ProvincesPath.Length)]));
        return true;
    }

    /// <summary>A body of ten scores in the order of their numbers, and what they make.</summary>
    private static async Task<FloorSheet> ReadAsync(HttpRequest request, string code, FloorYear year)
    {
        var read = await request.BodyReader.ReadAtLeastAsync((int)request.ContentLength!.Value);
        var scores = Scores(read.Buffer, year.Indicators.Length);
        request.BodyReader.AdvanceTo(read.Buffer.End);

        var (weighted, lowest) = (0, int.MaxValue);
        var instruments = new int[year.Instruments.Length];
        for (var i = 0; i < instruments.Length; i++)
        {
            var instrument = year.Instruments[i];
            var sum = 0;
            foreach (var index in instrument.Indexes)
                sum += (int)(scores[index] * 100);
            instruments[i] = ((2 * sum) + instrument.Indexes.Length) / (2 * instrument.Indexes.Length);
            weighted += instrument.BasisPoints * instruments[i];
            lowest = Math.Min(lowest, instruments[i]);
        }

        var total = (weighted + 5_000) / 10_000;
        return new FloorSheet
        {
            Year = year,
            AgencyCode = code,
            NameTh = "",
            Kind = "",
            ProvinceCode = "",
            Scores = scores,
            Total = total,
            Grade = year.GradeOf(total, lowest),
            InstrumentScores = instruments,
        };
    }

    private static decimal[] Scores(ReadOnlySequence<byte> body, int count)
    {
        var scores = new decimal[count];
        var json = new Utf8JsonReader(body);
        for (var i = 0; i < count;)
        {
            json.Read();
            if (json.TokenType != JsonTokenType.PropertyName || !json.ValueTextEquals("score"u8))
                continue;
            json.Read();
            scores[i++] = json.GetDecimal();
        }

        return scores;
    }
}
