using System.Diagnostics;
using System.Net;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>
/// A bounded load: so many connections, each of which sends its next request when it has the last answer.
/// </summary>
/// <remarks>
/// A client of the project's own rather than wrk: it runs wherever the service does, sends another address and body with every request
/// without a script between, holds every answer to its status, and its cost a request is small and in the table for all to see.
/// </remarks>
internal sealed class Load(IReadOnlyList<byte[]> requests)
{
    private int next = -1;

    /// <summary>Sends requests in turn, going on where the last round stopped, whichever server that was for.</summary>
    public async Task<Round> RunAsync(ServerProcess server, int connections, TimeSpan duration)
    {
        var open = await Task.WhenAll(Enumerable.Range(0, connections).Select(_ => LoadConnection.OpenAsync(server.Address)));
        using var client = Process.GetCurrentProcess();
        var (clientBefore, serverBefore, started) = (client.TotalProcessorTime, server.ProcessorTime, Stopwatch.GetTimestamp());
        var ends = started + (long)(duration.TotalSeconds * Stopwatch.Frequency);

        var times = await Task.WhenAll(open.Select(connection => Task.Run(() => SendUntilAsync(connection, ends))));

        var elapsed = Stopwatch.GetElapsedTime(started);
        var serverTime = server.ProcessorTime - serverBefore;
        client.Refresh();
        var clientTime = client.TotalProcessorTime - clientBefore;
        foreach (var connection in open)
            connection.Dispose();

        long[] all = [.. times.SelectMany(of => of)];
        Array.Sort(all);
        return new Round(all.Length / elapsed.TotalSeconds, At(all, 50), At(all, 99), serverTime / all.Length, clientTime / all.Length);
    }

    private async Task<List<long>> SendUntilAsync(LoadConnection connection, long ends)
    {
        var times = new List<long>(1 << 16);
        for (var started = Stopwatch.GetTimestamp(); started < ends;)
        {
            var request = requests[(int)((uint)Interlocked.Increment(ref next) % (uint)requests.Count)];
            var status = await connection.SendAsync(request);
            if (status != (int)HttpStatusCode.OK)
                throw new InvalidOperationException($"A measured request was answered {status}.");
            var ended = Stopwatch.GetTimestamp();
            times.Add(ended - started);
            started = ended;
        }

        return times;
    }

    private static TimeSpan At(long[] sorted, int percentile) =>
        Stopwatch.GetElapsedTime(0, sorted[(int)((sorted.Length - 1L) * percentile / 100)]);
}

/// <summary>What one round of one server showed.</summary>
/// <param name="Rate">Requests a second.</param>
/// <param name="P50">The time within which half of the answers were there.</param>
/// <param name="P99">The time within which ninety-nine of a hundred were there.</param>
/// <param name="ServerTime">Processor time of the server, a request.</param>
/// <param name="ClientTime">Processor time of the client, a request.</param>
internal sealed record Round(double Rate, TimeSpan P50, TimeSpan P99, TimeSpan ServerTime, TimeSpan ClientTime);
