using ItaApi.Agencies;
using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Database;
using ItaApi.Database.Migrations;
using ItaApi.Frameworks;
using ItaApi.Http.Admission;
using ItaApi.LocalPostgres;
using ItaApi.OpenApi;
using ItaApi.Pipeline;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Npgsql;

namespace ItaApi.Startup;

/// <summary>
/// What the program does, by the words before its options. Without any it serves the API; <c>migrate</c> brings the database up to date;
/// <c>openapi FILE</c> writes the contract; <c>docs FOLDER</c> writes the generated tables of the documentation; <c>health</c> asks a
/// service on this machine whether it is alive.
/// </summary>
internal static class Commands
{
    private const int Success = 0;
    private const int Failure = 1;
    private const string Known = "migrate; openapi FILE; docs FOLDER; health";

    /// <param name="args">The words after the program's name.</param>
    /// <param name="build">Builds the service; an invalid setting may stop it.</param>
    /// <returns>The exit code.</returns>
    public static async Task<int> RunAsync(string[] args, Func<string[], WebApplication> build)
    {
        try
        {
            await using var app = build(args);
            switch (WordsOf(args).ToArray())
            {
                case []:
                    return await ServeAsync(app);
                case ["migrate"]:
                    return await MigrateAsync(app);
                case ["openapi", var file]:
                    return await WriteContractAsync(app, file);
                case ["docs", var folder]:
                    await Documentation.WriteAsync(folder);
                    return Success;
                case ["health"]:
                    return await AskHealthAsync(app.Configuration);
                case var unknown:
                    await Console.Error.WriteLineAsync(
                        $"'{string.Join(' ', unknown)}' is not a command. Commands: {Known}. Without one the service answers requests.");
                    return Failure;
            }
        }
        catch (Exception e) when (Explain(e) is { } explanation)
        {
            await Console.Error.WriteLineAsync(explanation);
            return Failure;
        }
    }

    public static bool IsServing(string[] args) => !WordsOf(args).Any();

    /// <summary>What is no setting: <c>--urls ADDRESS</c> takes the word after it along, <c>--urls=ADDRESS</c> stands alone.</summary>
    private static IEnumerable<string> WordsOf(string[] args) =>
        args.Where((word, i) =>
            !word.StartsWith('-')
            && (i == 0 || !args[i - 1].StartsWith('-') || args[i - 1].Contains('=', StringComparison.Ordinal)));

    private static async Task<int> ServeAsync(WebApplication app)
    {
        using var interruption = new Interruption();
        await PrepareAsync(app, interruption.Token);
        app.Lifetime.ApplicationStarted.Register(() =>
        {
            var address = app.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault();
            Console.Error.WriteLine($"The API answers at {address}/v1, and Swagger UI is at {address}/swagger.");
            var administrator = app.Services.GetRequiredService<AdministratorKey>();
            if (administrator.MadeForThisRun is { } key)
                Console.Error.WriteLine($"The administrator's key of this run, for {Caller.KeyHeader}: {key}");
            else if (!administrator.Exists)
                Console.Error.WriteLine($"{AdministratorKey.Setting} is not set: only stored keys can write.");
        });
        await ((IHost)app).RunAsync(interruption.Token);
        return Success;
    }

    private static async Task<int> MigrateAsync(WebApplication app)
    {
        using var interruption = new Interruption();
        await app.Services.GetRequiredService<ServiceDatabase>().StartAsync(interruption.Token);
        await using var alone = await StartupLock.TakeAsync(WorkOf(app), interruption.Token);
        await app.Services.GetRequiredService<ReferenceData>().ApplyAsync(interruption.Token);
        return Success;
    }

    /// <summary>Not the connections with which the work at the start is done: that pool may have a single one.</summary>
    private static NpgsqlDataSource WorkOf(WebApplication app) =>
        app.Services.GetRequiredKeyedService<NpgsqlDataSource>(DatabasePools.Work);

    /// <summary>The routes exist once the service listens; no database is asked for.</summary>
    private static async Task<int> WriteContractAsync(WebApplication app, string file)
    {
        app.Urls.Clear();
        app.Urls.Add("http://127.0.0.1:0");
        await app.StartAsync();
        await File.WriteAllTextAsync(file, await OpenApiSetup.WriteYamlAsync(app.Services));
        await app.StopAsync();
        return Success;
    }

    /// <summary>Everything a request relies on, before the first is taken.</summary>
    private static async Task PrepareAsync(WebApplication app, CancellationToken ct)
    {
        // Before anything is started: a setting that cannot be right is reported at once.
        app.Services.GetRequiredService<AdministratorKey>();
        app.Services.GetRequiredService<RateLimits>();
        app.Services.GetRequiredService<OpenRequests>();
        app.Services.GetRequiredService<WholeExports>();
        app.Services.GetRequiredService<ICorsPolicyProvider>();
        var withExamples = app.Configuration.Switch("Examples:Load", otherwise: app.Environment.IsDevelopment());
        await app.Services.GetRequiredService<ServiceDatabase>().StartAsync(ct);
        await using var alone = await StartupLock.TakeAsync(WorkOf(app), ct);
        await app.Services.GetRequiredService<ReferenceData>().ApplyAsync(ct);
        await app.Services.GetRequiredService<FrameworkCatalogue>().DeriveAsync(ct);
        await app.Services.GetRequiredService<AgencyKeyRepository>().MakeMissingAsync(ct);
        if (withExamples)
            await app.Services.GetRequiredService<ExampleData>().LoadOnceAsync(ct);
    }

    private static async Task<int> AskHealthAsync(IConfiguration configuration)
    {
        var port = configuration.Text("http_ports")?.Split(';')[0];
        var address = configuration.Text("urls")?.Split(';')[0]
            .Replace("*", "localhost", StringComparison.Ordinal)
            .Replace("+", "localhost", StringComparison.Ordinal)
            ?? (port is null ? PipelineSetup.DefaultAddress : $"http://localhost:{port}");
        using var client = new HttpClient { Timeout = TimeSpan.FromSeconds(3) };
        using var answer = await client.GetAsync(new Uri(new Uri(address), "/health/live"));
        return answer.IsSuccessStatusCode ? Success : Failure;
    }

    /// <summary>One message for what stops the start and is not a defect; null for the rest, which is thrown.</summary>
    private static string? Explain(Exception exception) => exception switch
    {
        LocalServerException or MigrationException or SettingException => exception.Message,
        IOException { InnerException: AddressInUseException } =>
            $"{exception.Message} Another instance may be running; give this one an address of its own: --urls http://localhost:5081",
        PostgresException => $"The database refused: {exception.Message}",
        NpgsqlException => $"The database that ConnectionStrings__Ita names does not answer: {exception.Message}",
        HttpRequestException => $"The service does not answer: {exception.Message}",
        OperationCanceledException => "The start was interrupted.",
        _ => null,
    };
}
