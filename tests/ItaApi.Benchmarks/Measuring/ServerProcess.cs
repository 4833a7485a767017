using System.Diagnostics;
using System.Net;
using System.Net.Sockets;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>A server as a process of its own, so that its processor time and memory are its own.</summary>
internal sealed class ServerProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process process;

    private ServerProcess(Process process, IPEndPoint address) => (this.process, Address) = (process, address);

    public IPEndPoint Address { get; }

    /// <summary>From the start of the process to the end of its first answer.</summary>
    public TimeSpan ColdStart { get; private set; }

    public TimeSpan ProcessorTime
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime;
        }
    }

    /// <summary>Resident memory in bytes.</summary>
    public long Memory
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Starts a server on a free port of 127.0.0.1 and asks it until it answers.</summary>
    /// <param name="assembly">The program, run by this machine's <c>dotnet</c>.</param>
    /// <param name="argumentsAt">Its arguments for an address.</param>
    /// <param name="environment">What it is told besides.</param>
    /// <param name="first">The request whose answer ends the cold start.</param>
    public static async Task<ServerProcess> StartAsync(
        string assembly, Func<string, string[]> argumentsAt, IReadOnlyDictionary<string, string> environment, byte[] first)
    {
        var address = new IPEndPoint(IPAddress.Loopback, FreePort());
        var started = Stopwatch.GetTimestamp();
        var server = new ServerProcess(Start(assembly, argumentsAt($"http://{address}"), environment), address);
        try
        {
            await server.AwaitAsync(first, started);
            return server;
        }
        catch
        {
            server.Dispose();
            throw;
        }
    }

    /// <summary>Runs a program to its end.</summary>
    public static async Task RunAsync(string assembly, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        using var process = Start(assembly, arguments, environment);
        await process.WaitForExitAsync();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"{Path.GetFileName(assembly)} {string.Join(' ', arguments)} ended with {process.ExitCode}.");
        }
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            process.Kill();
            process.WaitForExit();
        }

        process.Dispose();
    }

    private static Process Start(string assembly, string[] arguments, IReadOnlyDictionary<string, string> environment)
    {
        var start = new ProcessStartInfo("dotnet", [assembly, .. arguments])
        {
            WorkingDirectory = Path.GetDirectoryName(assembly),
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach (var (name, value) in environment)
            start.Environment[name] = value;

        var process = Process.Start(start)!;
        // The log is written as it is in service, and read as fast as it comes.
        _ = process.StandardOutput.BaseStream.CopyToAsync(Stream.Null);
        _ = process.StandardError.BaseStream.CopyToAsync(Stream.Null);
        return process;
    }

    private async Task AwaitAsync(byte[] first, long started)
    {
        while (Stopwatch.GetElapsedTime(started) < Patience && !process.HasExited)
        {
            try
            {
                using var connection = await LoadConnection.OpenAsync(Address);
                if (await connection.SendAsync(first) == (int)HttpStatusCode.OK)
                {
                    ColdStart = Stopwatch.GetElapsedTime(started);
                    return;
                }
            }
            catch (Exception fault) when (fault is SocketException or IOException)
            {
                // It does not listen yet.
            }

            await Task.Delay(TimeSpan.FromMilliseconds(2));
        }

        throw new InvalidOperationException($"The server at {Address} does not answer.");
    }

    private static int FreePort()
    {
        using var probe = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        probe.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        return ((IPEndPoint)probe.LocalEndPoint!).Port;
    }
}
