using System.Diagnostics;

namespace ItaApi.Tests.Support;

/// <summary>The service run as the program it is, for what only another process shows: what it writes, and what it takes of the machine.</summary>
public sealed class ServiceProgram : IAsyncDisposable
{
    private readonly List<string> lines = [];
    private readonly Task reading;

    private ServiceProgram(Process process, Uri address)
    {
        Process = process;
        Address = address;
        // Always read along: a program whose output nobody takes stands still.
        reading = Task.Run(async () =>
        {
            while (await process.StandardOutput.ReadLineAsync() is { } line)
            {
                lock (lines)
                    lines.Add(line);
            }
        });
    }

    public Process Process { get; }
    public Uri Address { get; }

    public static async Task<ServiceProgram> StartAsync(string connectionString, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo("dotnet", [Path.Combine(AppContext.BaseDirectory, "ItaApi.dll"), "--urls", "http://127.0.0.1:0"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            WorkingDirectory = AppContext.BaseDirectory,
        };
        start.Environment["ConnectionStrings__Ita"] = connectionString;
        start.Environment["Examples__Load"] = "false";
        start.Environment["ITA_ADMIN_KEY"] = ItaApplication.AdministratorKey;
        foreach (var (name, value) in environment)
            start.Environment[name] = value;
        var process = Process.Start(start)!;
        while (await process.StandardError.ReadLineAsync(TestContext.Current.CancellationToken) is { } line)
        {
            // The line for a person at a terminal names the port that was free.
            if (line.Split(' ').FirstOrDefault(word => word.StartsWith("http://127.0.0.1:", StringComparison.Ordinal)) is { } address)
                return new ServiceProgram(process, new Uri(address));
        }

        throw new InvalidOperationException("The service did not start.");
    }

    /// <summary>Ends the service once it has told of so many requests, and returns all that it wrote.</summary>
    public async Task<IReadOnlyList<string>> StopAsync(int requests)
    {
        // An answer may reach its caller before the line about it is written.
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(TestContext.Current.CancellationToken);
        patience.CancelAfter(TimeSpan.FromSeconds(30));
        while (Count() < requests)
            await Task.Delay(20, patience.Token);
        Process.Kill();
        await reading.WaitAsync(patience.Token);
        return lines;

        int Count()
        {
            lock (lines)
                return lines.Count(line => line.Contains("\"Route\"", StringComparison.Ordinal));
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (!Process.HasExited)
            Process.Kill();
        await Process.WaitForExitAsync();
        await reading;
        Process.Dispose();
    }
}
