using System.Diagnostics;

namespace ItaApi.Tests.Support;

/// <summary>
/// The service run as the program it is, for what only another process shows: what it writes, how it starts and ends, and what it takes of
/// the machine. It knows the settings it is given and no others, and is in Production unless one says otherwise.
/// </summary>
public sealed class ServiceProgram : IAsyncDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Lines output = new();
    private readonly Lines errors = new();
    private readonly TaskCompletionSource<Uri> address = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task reading;

    private ServiceProgram(Process process, bool readsOutput)
    {
        Process = process;
        reading = Task.WhenAll(
            readsOutput ? ReadAsync(process.StandardOutput, output, _ => { }) : Task.CompletedTask,
            ReadAsync(process.StandardError, errors, FindAddress));
    }

    public Process Process { get; }

    /// <summary>Where it listens.</summary>
    public Uri Address => address.Task.Result;

    /// <summary>What it has written to standard error so far.</summary>
    public IReadOnlyList<string> Errors => errors.Written;

    /// <summary>Starts the service on a free port and waits until it listens.</summary>
    public static Task<ServiceProgram> StartAsync(string connectionString, params (string Name, string Value)[] settings) =>
        StartAsync(readsOutput: true, [("ConnectionStrings__Ita", connectionString), .. settings]);

    /// <summary>Starts the service in the same way, with a standard output that is never read.</summary>
    public static Task<ServiceProgram> StartUnreadAsync(string connectionString, params (string Name, string Value)[] settings) =>
        StartAsync(readsOutput: false, [("ConnectionStrings__Ita", connectionString), .. settings]);

    /// <summary>Starts the service and leaves it to start; it may never listen.</summary>
    public static ServiceProgram Launch(params (string Name, string Value)[] settings) =>
        Launch(["--urls", "http://127.0.0.1:0"], readsOutput: true, settings);

    /// <summary>Runs the program with a command of its own to its end.</summary>
    public static async Task<(int ExitCode, IReadOnlyList<string> Errors)> RunAsync(
        string[] words, params (string Name, string Value)[] settings)
    {
        await using var program = Launch(words, readsOutput: true, settings);
        return (await program.WaitForExitAsync(), program.Errors);
    }

    /// <summary>Waits until it listens.</summary>
    public async Task ListenAsync()
    {
        await Task.WhenAny(address.Task, reading).WaitAsync(Patience, TestContext.Current.CancellationToken);
        Assert.True(address.Task.IsCompleted, $"The service did not start: {string.Join('\n', Errors)}");
    }

    /// <summary>Waits until it has ended by itself.</summary>
    public async Task<int> WaitForExitAsync()
    {
        await Process.WaitForExitAsync(TestContext.Current.CancellationToken).WaitAsync(Patience, TestContext.Current.CancellationToken);
        await reading.WaitAsync(Patience, TestContext.Current.CancellationToken);
        return Process.ExitCode;
    }

    /// <summary>Asks it to end, as a container's host or a terminal does.</summary>
    public void Interrupt()
    {
        using var kill = Process.Start("kill", ["-TERM", Process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)]);
        kill.WaitForExit();
    }

    /// <summary>Ends the service once its log has so many requests, and returns all lines of the log.</summary>
    public async Task<IReadOnlyList<string>> StopAsync(int requests)
    {
        // An answer may reach its caller before the line about it is written.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(Patience);
        while (output.Written.Count(line => line.Contains("\"Route\"", StringComparison.Ordinal)) < requests)
            await Task.Delay(20, patience.Token);
        Process.Kill();
        await reading.WaitAsync(patience.Token);
        return output.Written;
    }

    /// <summary>Ends the service in an orderly way, and returns all lines of its log.</summary>
    public async Task<IReadOnlyList<string>> StopAsync()
    {
        Interrupt();
        Assert.Equal(0, await WaitForExitAsync());
        return output.Written;
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
            Process.Kill();
        await Process.WaitForExitAsync();
        await reading;
        Process.Dispose();
    }

    private static async Task<ServiceProgram> StartAsync(bool readsOutput, (string Name, string Value)[] settings)
    {
        (string, string)[] usual = [("Examples__Load", "false"), ("ITA_ADMIN_KEY", ItaApplication.AdministratorKey)];
        var program = Launch(["--urls", "http://127.0.0.1:0"], readsOutput, [.. usual, .. settings]);
        try
        {
            await program.ListenAsync();
            return program;
        }
        catch
        {
            await program.DisposeAsync();
            throw;
        }
    }

    private static ServiceProgram Launch(string[] words, bool readsOutput, (string Name, string Value)[] settings)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ItaApi.dll"), .. words])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        foreach (var inherited in start.Environment.Keys.Where(IsSetting).ToList())
            start.Environment.Remove(inherited);
        foreach (var (name, value) in settings)
            start.Environment[name] = value;
        return new ServiceProgram(Process.Start(start)!, readsOutput);
    }

    /// <summary>Whether a variable of the test run's own environment would be a setting of the service.</summary>
    private static bool IsSetting(string name) =>
        name.Contains("__", StringComparison.Ordinal)
        || name.StartsWith("ASPNETCORE_", StringComparison.OrdinalIgnoreCase)
        || name.StartsWith("ITA_", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "DOTNET_ENVIRONMENT", StringComparison.OrdinalIgnoreCase)
        || string.Equals(name, "URLS", StringComparison.OrdinalIgnoreCase);

    // Always read along: a program whose output is not read stands still in the end.
    private static Task ReadAsync(StreamReader stream, Lines lines, Action<string> look) => Task.Run(async () =>
    {
        while (await stream.ReadLineAsync() is { } line)
        {
            lines.Add(line);
            look(line);
        }
    });

    /// <summary>The line for a person at a terminal names the port that was free.</summary>
    private void FindAddress(string line)
    {
        if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) is { } found)
            address.TrySetResult(new Uri(found));
    }

    private sealed class Lines
    {
        private readonly List<string> lines = [];

        public IReadOnlyList<string> Written
        {
            get
            {
                lock (lines)
                    return [.. lines];
            }
        }

        public void Add(string line)
        {
            lock (lines)
                lines.Add(line);
        }
    }
}
