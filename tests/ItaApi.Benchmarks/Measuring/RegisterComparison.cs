using System.Diagnostics;
using System.Net.Http.Headers;
using System.Net.Http.Json;
using System.Text.Json;
using ItaApi.TestData;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// The register of local governments, imported twice into an empty database, and then searched by names. There is no floor: the service has
/// to reach seconds and milliseconds.
/// </summary>
internal sealed class RegisterComparison(NationalData country, ComparisonOptions options)
{
    private const string Database = "ita_register";
    private const int Searches = 1_000;

    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);

    /// <summary>A database of its own on the same server.</summary>
    public static async Task<string> CreateDatabaseAsync(string connectionString)
    {
        await using var server = NpgsqlDataSource.Create(connectionString);
        await using var create = server.CreateCommand($"create database {Database}");
        await create.ExecuteNonQueryAsync();
        return new NpgsqlConnectionStringBuilder(connectionString) { Database = Database }.ConnectionString;
    }

    /// <param name="service">A service on a migrated database without agencies.</param>
    /// <param name="key">A key that writes in every province.</param>
    public async Task<RegisterFigures> RunAsync(ServerProcess service, string key)
    {
        var (csv, agencies) = RegisterSheet.Write(country);
        using var client = new HttpClient { BaseAddress = new Uri($"http://{service.Address}"), Timeout = Patience };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var (first, stored) = await ImportAsync(client, csv);
        var (second, repeated) = await ImportAsync(client, csv);
        if ((stored.Created, repeated.Unchanged) != (agencies, agencies))
        {
            throw new InvalidOperationException(
                $"Of {agencies} agencies, {stored.Created} were created and {repeated.Unchanged} unchanged.");
        }

        var load = new Load(Requests());
        await load.RunAsync(service, options.Connections, options.WarmUp);
        List<Round> rounds = [];
        for (var i = 0; i < options.Rounds; i++)
            rounds.Add(await load.RunAsync(service, options.Connections, options.Duration));
        return new RegisterFigures(agencies, stored.Received, first, second, rounds);
    }

    /// <summary>Searches as people type them: a kind and a name, a name, and the beginning of one.</summary>
    private List<byte[]> Requests()
    {
        var names = country.Agencies.Select(agency => agency.Body.ShortNameTh).OfType<string>().ToList();
        return
        [
            .. from i in Enumerable.Range(0, Searches)
               let name = names[i * (names.Count / Searches)]
               let bare = name[(name.IndexOf('.', StringComparison.Ordinal) + 1)..]
               from text in new[] { name, bare, bare[..Math.Min(3, bare.Length)] }
               select LoadConnection.Request("GET", $"/v1/agencies?q={Uri.EscapeDataString(text)}"),
        ];
    }

    private static async Task<(TimeSpan Time, Counts Counts)> ImportAsync(HttpClient client, byte[] csv)
    {
        using var content = new ByteArrayContent(csv) { Headers = { ContentType = new MediaTypeHeaderValue("text/csv") } };
        var started = Stopwatch.GetTimestamp();
        using var sent = await client.PostAsync("/v1/imports/agencies", content);
        var import = await sent.Content.ReadFromJsonAsync<JsonElement>();
        while (import.GetProperty("state").GetString() is "queued" or "running" && Stopwatch.GetElapsedTime(started) < Patience)
        {
            await Task.Delay(Pause);
            import = await client.GetFromJsonAsync<JsonElement>(sent.Headers.Location);
        }

        var time = Stopwatch.GetElapsedTime(started);
        return import.GetProperty("state").GetString() == "completed"
            ? (time, import.GetProperty("counts").Deserialize<Counts>(JsonSerializerOptions.Web)!)
            : throw new InvalidOperationException($"The import of the register ended otherwise: {import}");
    }

    private sealed record Counts(int Received, int Created, int Unchanged);
}

/// <summary>The measured figures of the register.</summary>
/// <param name="Agencies">The number of agencies.</param>
/// <param name="Rows">The number of rows.</param>
/// <param name="First">The time of the import that creates all agencies.</param>
/// <param name="Second">The time of the import that changes none.</param>
/// <param name="Searches">The rounds of searches.</param>
internal sealed record RegisterFigures(int Agencies, int Rows, TimeSpan First, TimeSpan Second, IReadOnlyList<Round> Searches);
