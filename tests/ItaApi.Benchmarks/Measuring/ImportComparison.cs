using System.Diagnostics;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ItaApi.Http.Serialization;
using ItaApi.TestData;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// Years of the country's assessments, brought by imports of growing size; then rounds of an import of the largest size and of a binary
/// COPY of its rows into a plain table of the same columns, checks and indexes, without triggers and foreign keys; and one into the
/// table itself.
/// </summary>
/// <remarks>
/// An import receives, reads, checks and scores each document and counts as long as from its first byte to its end. COPY is handed what
/// PostgreSQL itself wrote of the rows, so that nothing is made while it runs. The imports of growing size find a service that was started
/// for them; the rounds one that has been at work, as rounds of requests do.
/// </remarks>
internal sealed class ImportComparison(ServerProcess service, string key, NationalData stored, string connectionString, bool quick)
{
    private const string Columns = """
        agency_code, framework_revision, agency_name_th, agency_kind, basis, scores, calculated_numbers, strength_threshold, total, grade,
        verdict, instrument_scores, questions, items, reported, notes, source, created_at, updated_at, fiscal_year
        """;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>Fiscal years of each import; 16 of them are 125,632 assessments.</summary>
    private readonly int[] sizes = quick ? [1] : [1, 4, 16];
    private readonly int repeats = quick ? 1 : 3;

    /// <summary>Imports what comes after the years that are stored.</summary>
    /// <param name="at">The moment the frameworks of those years are said to have been written; UTC.</param>
    public async Task<ImportFigures> RunAsync(DateTime at)
    {
        var idle = service.Memory;
        var largest = sizes[^1];
        // COPY into the table brings the last import's rows as those of as many years after it. Behind very many years there is no room for
        // both.
        var room = FiscalYearAttribute.Last - stored.FiscalYears[^1] - sizes.Sum();
        var rounds = Math.Clamp((room / largest) - 1, 0, repeats);
        var country = NationalData.Generate(years: stored.FiscalYears.Length + sizes.Sum() + (rounds > 0 ? (rounds + 1) * largest : 0));
        await using var database = NpgsqlDataSource.Create(connectionString);
        await NationalLoad.AddFrameworksAsync(database, country, at, CancellationToken.None);
        // What a trigger counts in the one table is given in the other.
        await ExecuteAsync(
            database,
            "create table plain_assessment (like assessment including all); alter table plain_assessment alter version set default 1");

        using var client = new HttpClient { BaseAddress = new Uri($"http://{service.Address}"), Timeout = Patience };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        List<ImportRound> growing = [];
        List<ImportRound> repeated = [];
        var peak = idle;
        var next = stored.FiscalYears[^1] + 1;
        foreach (var size in sizes)
            growing.Add(await RoundAsync(size));

        await using var rows = TemporaryFile();
        for (var i = 0; i < rounds; i++)
        {
            var round = await RoundAsync(largest);
            Console.Error.WriteLine("COPY of the same");
            await ExportAsync(database, next - largest, largest, rows);
            await ExecuteAsync(database, "truncate plain_assessment");
            repeated.Add(round with { Copy = await CopyAsync(database, "plain_assessment", rows) });
        }

        return new ImportFigures(growing, repeated, rounds > 0 ? await CopyAsync(database, "assessment", rows) : null, peak - idle);

        async Task<ImportRound> RoundAsync(int size)
        {
            Console.Error.WriteLine($"import of {size} years");
            await using var file = await WriteAsync(country, next, size);
            var started = Stopwatch.GetTimestamp();
            var import = ImportAsync(client, file);
            while (await Task.WhenAny(import, Task.Delay(Pause)) != import)
                peak = Math.Max(peak, service.Memory);
            next += size;
            return new ImportRound(size, await import, Stopwatch.GetElapsedTime(started));
        }
    }

    /// <summary>The country's documents of some years as NDJSON.</summary>
    private static async Task<FileStream> WriteAsync(NationalData country, int firstFiscalYear, int years)
    {
        var file = TemporaryFile();
        foreach (var fiscalYear in Enumerable.Range(firstFiscalYear, years))
        {
            foreach (var agency in country.Agencies)
            {
                JsonSerializer.Serialize(
                    file,
                    country.AssessmentOf(agency, fiscalYear) with { AgencyCode = agency.Code, FiscalYear = fiscalYear },
                    Json.Options);
                file.WriteByte((byte)'\n');
            }
        }

        await file.FlushAsync();
        file.Position = 0;
        return file;
    }

    /// <summary>Sends a file and waits for the end of its import; answers how many rows it brought.</summary>
    private static async Task<int> ImportAsync(HttpClient client, Stream file)
    {
        using var content = new StreamContent(file) { Headers = { ContentType = new MediaTypeHeaderValue("application/x-ndjson") } };
        using var sent = await client.PostAsync("/v1/imports/assessments", content);
        if (sent.StatusCode != HttpStatusCode.Accepted)
            throw new InvalidOperationException($"The import was answered {sent.StatusCode}: {await sent.Content.ReadAsStringAsync()}");

        for (var started = Stopwatch.GetTimestamp(); Stopwatch.GetElapsedTime(started) < Patience; await Task.Delay(Pause))
        {
            var import = await client.GetFromJsonAsync<JsonElement>(sent.Headers.Location);
            if (import.GetProperty("state").GetString() is not ("queued" or "running") and var state)
            {
                return state == "completed"
                    ? import.GetProperty("counts").GetProperty("created").GetInt32()
                    : throw new InvalidOperationException($"The import ended as {state}: {import}");
            }
        }

        throw new InvalidOperationException("The import does not end.");
    }

    private static async Task ExportAsync(NpgsqlDataSource database, int firstFiscalYear, int years, Stream file)
    {
        await using var connection = await database.OpenConnectionAsync();
        file.SetLength(0);
        await using var copy = await connection.BeginRawBinaryCopyAsync($"""
            copy (select {Columns.Replace("fiscal_year", $"(fiscal_year + {years})::smallint", StringComparison.Ordinal)}
                  from assessment
                  where fiscal_year between {firstFiscalYear} and {firstFiscalYear + years - 1}
                  order by fiscal_year, agency_code)
            to stdout (format binary)
            """);
        await copy.CopyToAsync(file);
    }

    /// <summary>The time COPY takes, with its commit.</summary>
    private static async Task<TimeSpan> CopyAsync(NpgsqlDataSource database, string table, Stream file)
    {
        file.Position = 0;
        await using var connection = await database.OpenConnectionAsync();
        var started = Stopwatch.GetTimestamp();
        await using (var copy = await connection.BeginRawBinaryCopyAsync($"copy {table} ({Columns}) from stdin (format binary)"))
            await file.CopyToAsync(copy);
        return Stopwatch.GetElapsedTime(started);
    }

    private static async Task ExecuteAsync(NpgsqlDataSource database, string sql)
    {
        await using var command = database.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private static FileStream TemporaryFile() => new(Path.GetTempFileName(), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.ReadWrite,
        BufferSize = 1 << 16,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
    });
}

/// <summary>One import: of how many years and rows, and how long it took.</summary>
/// <param name="Copy">How long COPY of its rows takes without triggers and foreign keys; nothing where none was made.</param>
internal sealed record ImportRound(int Years, int Rows, TimeSpan Time, TimeSpan Copy = default);

/// <summary>What imports and COPY showed.</summary>
/// <param name="Growing">The imports from few years to many.</param>
/// <param name="Repeated">Those of the largest size, each with a COPY of its rows; none where the years there are do not suffice.</param>
/// <param name="Guarded">How long COPY of the rows of the last of these takes with triggers and foreign keys.</param>
/// <param name="Memory">The service's resident memory at its peak over all imports, above idle, in bytes.</param>
internal sealed record ImportFigures(
    IReadOnlyList<ImportRound> Growing, IReadOnlyList<ImportRound> Repeated, TimeSpan? Guarded, long Memory);
