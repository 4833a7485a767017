using System.Diagnostics;
using System.Net;
using System.Text.Json;
using ItaApi.LocalPostgres;
using ItaApi.TestData;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// The service against the floor, on one database, in one run: round by round in turn, so that what else the machine does falls on both.
/// </summary>
internal sealed class Comparison(ComparisonOptions options)
{
    private const string AdministratorKey = "the-administrator-of-a-benchmark-and-of-nothing-else";
    private const string NoEnd = "1000000000";
    internal const int Checked = 24;

    /// <summary>What can be measured alone, besides the kinds of requests.</summary>
    private const string Import = "import";
    private const string Sheets = "sheets";
    private const string ColdStart = "cold start";
    private const string Register = "register";

    private const int Counted = 100;

    private static readonly TimeSpan Calm = TimeSpan.FromSeconds(1);
    internal static readonly DateTime WrittenAt = new(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
    // The second agency's, since the first's is written.
    private static readonly byte[] FirstRequest = LoadConnection.Request(
        "GET", $"/v1/agencies/{NationalAgencies.FirstCode + 1}/assessments/{NationalData.FirstFiscalYear}/result");

    private static readonly byte[] EmptyRequest = LoadConnection.Request("GET", "/v1/agencies");

    public async Task RunAsync()
    {
        await ThrowawayFolder.SweepAsync();
        var service = options.Service is { } published ? Path.GetFullPath(published) : await PublishAsync();
        foreach (var years in options.Years)
            Console.WriteLine(await MeasureAsync(Path.Combine(service, "ItaApi.dll"), years));
    }

    private async Task<string> MeasureAsync(string service, int years)
    {
        await using var folder = new ThrowawayFolder();
        // A disk that is waited for costs both servers the same, and would hide the rest.
        await using var postgres = await LocalServer.StartAsync(
            new LocalServerOptions { DataFolder = folder.Path, Durable = false, Say = Say });
        var data = NationalData.Generate(years: years);
        await LoadAsync(service, data, postgres.ConnectionString);

        var table = new ComparisonTable(data, options);
        if (options.Measures(ColdStart))
            await AddColdStartAsync(table, service, postgres.ConnectionString);
        if (options.Only is not (ColdStart or Sheets or Import))
            await AddRequestsAsync(table, service, data, postgres.ConnectionString);
        var plan = options.Only is null ? $"\n{await EffectivenessPlan.ExplainAsync(postgres.ConnectionString, data.FiscalYears[0])}" : "";
        if (options.Measures(Sheets))
        {
            using var importing = await StartServiceAsync(service, postgres.ConnectionString);
            var key = await CreateKeyAsync(importing);
            await Task.Delay(Calm);
            table.Add(await new SheetComparison(importing, key, data, options.Rounds).RunAsync());
        }

        if (options.Measures(Import))
        {
            // Alone, because whichever service is free takes an import up.
            using var importing = await StartServiceAsync(service, postgres.ConnectionString);
            var key = await CreateKeyAsync(importing);
            await Task.Delay(Calm);
            table.Add(await new ImportComparison(importing, key, data, postgres.ConnectionString, options.Quick).RunAsync(WrittenAt));
        }

        if (options.Measures(Register))
        {
            var connectionString = await RegisterComparison.CreateDatabaseAsync(postgres.ConnectionString);
            await ServerProcess.RunAsync(service, ["migrate"], Environment(connectionString));
            using var empty = await StartServiceAsync(service, connectionString, EmptyRequest);
            table.Add(await new RegisterComparison(data, options).RunAsync(empty, await CreateKeyAsync(empty)));
        }

        return $"{table}{plan}";
    }

    private async Task AddRequestsAsync(ComparisonTable table, string service, NationalData data, string connectionString)
    {
        using var served = await StartServiceAsync(service, connectionString);
        using var floor = await StartFloorAsync(connectionString);
        await Task.Delay(Calm);
        var (idleService, idleFloor) = (served.Memory, floor.Memory);

        foreach (var scenario in Scenario.All(data, await CreateKeyAsync(served)).Where(scenario => options.Measures(scenario.Name)))
        {
            await CheckAsync(scenario, served, floor);
            table.Add(
                scenario,
                await RoundsAsync(scenario, served, floor, connectionString),
                await RoundTripsAsync(scenario, service, connectionString));
        }

        if (options.Measures(FreshFigures.Name))
            table.Add(await new FreshFigures(served, data, await CreateKeyAsync(served), options).RunAsync(Say));

        // Of a part of the requests the memory says nothing.
        if (options.Only is not null)
            return;
        table.Add("memory idle, MB", null, idleService / 1e6, idleFloor / 1e6);
        table.Add("memory loaded, MB", 1.5, served.Memory / 1e6, floor.Memory / 1e6);
    }

    private async Task AddColdStartAsync(ComparisonTable table, string service, string connectionString)
    {
        var starts = new List<(TimeSpan Service, TimeSpan Floor)>();
        for (var i = 0; i < options.Starts; i++)
        {
            using var first = await StartServiceAsync(service, connectionString);
            using var second = await StartFloorAsync(connectionString);
            starts.Add((first.ColdStart, second.ColdStart));
        }

        table.Add(
            "cold start, ms",
            2,
            Median(starts, start => start.Service.TotalMilliseconds),
            Median(starts, start => start.Floor.TotalMilliseconds));
    }

    /// <summary>Rounds of the service, of the floor and of pgbench, in turn, once both servers are compiled to what they stay.</summary>
    private async Task<List<ComparisonRound>> RoundsAsync(
        Scenario scenario, ServerProcess service, ServerProcess floor, string connectionString)
    {
        var load = new Load(scenario.Requests);
        Say($"{scenario.Name}: warming up");
        await load.RunAsync(service, options.Connections, options.WarmUp);
        await load.RunAsync(floor, options.Connections, options.WarmUp);

        List<ComparisonRound> rounds = [];
        for (var i = 1; i <= options.Rounds; i++)
        {
            Say($"{scenario.Name}: round {i} of {options.Rounds}");
            rounds.Add(new ComparisonRound(
                await load.RunAsync(service, options.Connections, options.Duration),
                await load.RunAsync(floor, options.Connections, options.Duration),
                await Pgbench.RunAsync(scenario.Script, connectionString, options.Connections, options.Duration)));
        }

        return rounds;
    }

    /// <summary>Holds the answers of the service against those of the floor, byte for byte.</summary>
    /// <remarks>
    /// A PUT is sent to the one and then, the same, to the other: it makes no version, so that both answer what is stored.
    /// </remarks>
    private static async Task CheckAsync(Scenario scenario, ServerProcess service, ServerProcess floor)
    {
        using var ofService = await LoadConnection.OpenAsync(service.Address);
        using var ofFloor = await LoadConnection.OpenAsync(floor.Address);
        for (var i = 0; i < Checked; i++)
        {
            var request = scenario.Requests[i * (scenario.Requests.Count / Checked)];
            var (expected, actual) = (await ofService.AskAsync(request), await ofFloor.AskAsync(request));
            if (expected.Status != (int)HttpStatusCode.OK
                || actual.Status != expected.Status
                || !expected.Body.AsSpan().SequenceEqual(actual.Body))
            {
                throw new InvalidOperationException($"""
                    The service and the floor answer differently: {scenario.Name}
                    {expected.Status} {System.Text.Encoding.UTF8.GetString(expected.Body)}
                    {actual.Status} {System.Text.Encoding.UTF8.GetString(actual.Body)}
                    """);
            }
        }
    }

    /// <summary>How often a request makes the service, and the floor, wait for the database, once everything is prepared.</summary>
    private static async Task<(double Service, double Floor)> RoundTripsAsync(Scenario scenario, string service, string connectionString)
    {
        using var between = new RoundTrips(connectionString);
        using var served = await StartServiceAsync(service, between.ConnectionString);
        var ofService = await CountAsync(served);
        using var floor = await StartFloorAsync(between.ConnectionString);
        return (ofService, await CountAsync(floor));

        async Task<double> CountAsync(ServerProcess server)
        {
            using var connection = await LoadConnection.OpenAsync(server.Address);
            for (var i = 0; i < Counted; i++)
                await connection.SendAsync(scenario.Requests[i]);
            var before = between.Count;
            for (var i = 0; i < Counted; i++)
                await connection.SendAsync(scenario.Requests[i]);
            return (between.Count - before) / (double)Counted;
        }
    }

    private static async Task LoadAsync(string service, NationalData data, string connectionString)
    {
        Say($"Loading {data.Agencies.Length} agencies and {data.FiscalYears.Length} years");
        await ServerProcess.RunAsync(service, ["migrate"], Environment(connectionString));
        await using var database = NpgsqlDataSource.Create(connectionString);
        var started = Stopwatch.GetTimestamp();
        await NationalLoad.CopyAsync(database, data, WrittenAt, CancellationToken.None);
        Say($"Loaded in {Stopwatch.GetElapsedTime(started).TotalSeconds:0.0} s");
    }

    private static Task<ServerProcess> StartServiceAsync(string service, string connectionString, byte[]? firstRequest = null) =>
        ServerProcess.StartAsync(service, address => ["--urls", address], Environment(connectionString), firstRequest ?? FirstRequest);

    private static Task<ServerProcess> StartFloorAsync(string connectionString) =>
        ServerProcess.StartAsync(
            typeof(Comparison).Assembly.Location, address => ["floor", address], Environment(connectionString), FirstRequest);

    /// <summary>A key of the ordinary kind: stored, looked up, and checked in every write.</summary>
    private static async Task<string> CreateKeyAsync(ServerProcess service)
    {
        using var connection = await LoadConnection.OpenAsync(service.Address);
        var (_, answer) = await connection.AskAsync(LoadConnection.Request(
            "POST", "/v1/api-keys", $"X-Api-Key: {AdministratorKey}\r\n", """{"name":"benchmark","scopes":["write"],"provinces":["*"]}"""));
        using var key = JsonDocument.Parse(answer);
        return key.RootElement.GetProperty("key").GetString()!;
    }

    private static Dictionary<string, string> Environment(string connectionString) => new()
    {
        ["ASPNETCORE_ENVIRONMENT"] = "Production",
        ["ConnectionStrings__Ita"] = connectionString,
        ["ITA_ADMIN_KEY"] = AdministratorKey,
        // Every request is counted against a budget as in service; only that no budget runs out.
        ["RateLimit__ReadsPerAddress"] = NoEnd,
        ["RateLimit__ReadsPerKey"] = NoEnd,
        ["RateLimit__WritesPerAddress"] = NoEnd,
        ["RateLimit__WritesPerKey"] = NoEnd,
    };

    /// <summary>The service as it is delivered.</summary>
    private static async Task<string> PublishAsync()
    {
        Say("Publishing the service");
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root.FullName, "ItaApi.sln")))
        {
            root = root.Parent
                ?? throw new InvalidOperationException(
                    "The sources are needed to publish the service; else name a published one: --service FOLDER.");
        }

        var output = Path.Combine(AppContext.BaseDirectory, "service");
        var project = Path.Combine(root.FullName, "src", "ItaApi");
        using var publish = Process.Start(
            "dotnet", ["publish", project, "--configuration", "Release", "--output", output, "--verbosity", "quiet"]);
        await publish.WaitForExitAsync();
        return publish.ExitCode == 0 ? output : throw new InvalidOperationException("The service could not be published.");
    }

    internal static double Median<T>(IEnumerable<T> of, Func<T, double> value)
    {
        double[] sorted = [.. of.Select(value).Order()];
        var middle = sorted.Length / 2;
        return sorted.Length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    private static void Say(string line) => Console.Error.WriteLine(line);
}

/// <summary>A round of each, one after another.</summary>
internal sealed record ComparisonRound(Round Service, Round Floor, double? Pgbench);
