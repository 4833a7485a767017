using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Jobs;

/// <summary>A service that is killed in the middle of an import: whoever starts next finishes it, and once.</summary>
[Trait("Category", "Slow")]
public sealed class KilledServiceTests(PostgresFixture postgres)
{
    private const int Years = 6;
    private const int Agencies = 1_000;
    private const int Bad = 7;

    public enum Moment
    {
        /// <summary>Some batches are checked, others not.</summary>
        Checking,

        /// <summary>The transaction that stores everything is open.</summary>
        Storing,
    }

    [Theory]
    [InlineData("atomic", Moment.Checking)]
    [InlineData("atomic", Moment.Storing)]
    [InlineData("partial", Moment.Checking)]
    [InlineData("partial", Moment.Storing)]
    public async Task An_import_whose_service_is_killed_is_finished_by_the_next_and_once(string mode, Moment moment)
    {
        await using var database = await postgres.CreateDatabaseAsync();
        string address;
        using (var first = await ServiceProcess.StartAsync(database.ConnectionString))
        {
            await ImportAsync(first.Client, AgencyLines(), "?mode=atomic", "agencies");
            await using var held = moment == Moment.Storing ? await HoldAsync(database, "assessment", "exclusive") : null;
            var sent = await ImportAsync(first.Client, AssessmentLines(mode), $"?mode={mode}", "assessments");
            address = sent.Headers.Location!.OriginalString;

            var rows = sent.Json["progress"]!["rows"]!.GetValue<int>();
            await UntilAsync(first.Client, address, done => moment == Moment.Checking ? done > 0 : done == rows);
            await using var stopped = moment == Moment.Checking ? await HoldAsync(database, "agency", "access exclusive") : null;
            await first.KillAsync();
        }

        using var second = await ServiceProcess.StartAsync(database.ConnectionString);
        var finished = await Importing.FinishedAsync(second.Client, address);

        var stored = Agencies * Years;
        Assert.Equal(("completed", $"{stored} 0 0 {(mode == "partial" ? Bad : 0)}"), (finished.State(), finished.Counts()));
        Assert.Equal(stored, await ScalarAsync(database, "select count(*) from assessment where version = 1"));
        Assert.Equal(stored, await ScalarAsync(database, "select count(*) from history where resource = 'assessment'"));
        Assert.Equal(stored, await ScalarAsync(database, "select count(*) from change where resource = 'assessment'"));
        await Importing.UntilAsync(
            async () =>
                await ScalarAsync(database, "select (select count(*) from import_batch) + (select count(*) from import_assessment)") == 0);
    }

    private static string AgencyLines() => Importing.Lines([.. Enumerable.Range(0, Agencies).Select(i =>
    {
        var agency = Some.Agency();
        agency["code"] = $"a-{i}";
        return (JsonNode)agency;
    })]);

    private static string AssessmentLines(string mode) => Importing.Lines(
    [
        .. Enumerable.Range(0, Agencies)
            .SelectMany(i => Enumerable.Range(2563, Years).Select(year => (JsonNode)Importing.Item($"a-{i}", year))),
        .. Enumerable.Range(0, mode == "partial" ? Bad : 0).Select(i => (JsonNode)Importing.Item($"nobody-{i}", 2565)),
    ]);

    private static async Task<Answer> ImportAsync(HttpClient client, string lines, string query, string subject)
    {
        var answer = await Importing.ImportAsync(client, Encoding.UTF8.GetBytes(lines), Importing.Ndjson, query, subject);
        Assert.True((int)answer.Status is 200 or 202, answer.Text);
        return answer;
    }

    private static async Task UntilAsync(HttpClient client, string address, Func<int, bool> isFarEnough)
    {
        for (var i = 0; ; i++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            var answer = await ItaApplication.SendAsync(client, request);
            Assert.Equal("running", answer.State() == "queued" ? "running" : answer.State());
            if (isFarEnough(answer.Json["progress"]!["rowsDone"]!.GetValue<int>()))
                return;
            Assert.True(i < 2_000, "The import does not get on.");
            await Task.Delay(10, TestContext.Current.CancellationToken);
        }
    }

    private static Task<HeldTransaction> HoldAsync(TestDatabase database, string table, string how) =>
        HeldTransaction.BeginAsync(database.ConnectionString, $"lock table {table} in {how} mode");

    private static async Task<long> ScalarAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        return (long)(await command.ExecuteScalarAsync(TestContext.Current.CancellationToken))!;
    }
}

/// <summary>The built service as a process of its own, which can be killed.</summary>
internal sealed class ServiceProcess : IDisposable
{
    private readonly Process process;

    private ServiceProcess(Process process, Uri address)
    {
        this.process = process;
        Client = new HttpClient { BaseAddress = address };
        Client.DefaultRequestHeaders.Add("X-Api-Key", ItaApplication.AdministratorKey);
    }

    public HttpClient Client { get; }

    public static async Task<ServiceProcess> StartAsync(string connectionString)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ItaApi.dll"), "--urls=http://127.0.0.1:0"])
        {
            RedirectStandardError = true,
            Environment =
            {
                ["ConnectionStrings__Ita"] = connectionString,
                ["ITA_ADMIN_KEY"] = ItaApplication.AdministratorKey,
                ["ASPNETCORE_ENVIRONMENT"] = "Production",
                ["RateLimit__Enabled"] = "false",
                ["Serilog__MinimumLevel"] = "Error",
            },
        };
        var process = Process.Start(start)!;
        const string Said = "The API answers at ";
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            if (line.StartsWith(Said, StringComparison.Ordinal))
                return new ServiceProcess(process, new Uri(line[Said.Length..line.IndexOf("/v1", StringComparison.Ordinal)]));
        }

        throw new InvalidOperationException("The service did not start.");
    }

    /// <summary>SIGKILL: nothing of it runs on, nothing is tidied up.</summary>
    public async Task KillAsync()
    {
        process.Kill();
        await process.WaitForExitAsync(TestContext.Current.CancellationToken);
    }

    public void Dispose()
    {
        Client.Dispose();
        if (!process.HasExited)
            process.Kill();
        process.Dispose();
    }
}
