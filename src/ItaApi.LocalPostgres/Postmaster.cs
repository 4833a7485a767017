using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace ItaApi.LocalPostgres;

/// <summary>The server process of a cluster, as recorded in <c>postmaster.pid</c>.</summary>
/// <param name="ProcessId">The process; after a crash, the former process.</param>
/// <param name="StartedAt">When it started, to the second.</param>
/// <param name="Port">The port it listens on; null when it has not opened one yet.</param>
/// <param name="ListensOnSocket">Whether it listens on a socket in the folder of the cluster; otherwise on 127.0.0.1.</param>
internal sealed record Postmaster(int ProcessId, DateTimeOffset StartedAt, int? Port, bool ListensOnSocket)
{
    // The file and the system give the start to within a second or two; a reused number is at least a restart later.
    private static readonly TimeSpan SameStart = TimeSpan.FromSeconds(30);

    /// <summary>The server of this cluster; null if none is recorded.</summary>
    public static Postmaster? Of(string cluster)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(PidFile(cluster));
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // 1 process, 2 data folder, 3 start in Unix seconds, 4 port, 5 socket folder. Lines are added during the start.
        return Number(lines, 0) is { } process && Number(lines, 2) is { } seconds
            ? new Postmaster(
                (int)process,
                DateTimeOffset.FromUnixTimeSeconds(seconds),
                (int?)Number(lines, 3),
                lines.Length > 4 && lines[4].Length > 0)
            : null;
    }

    /// <summary>
    /// Deletes what a killed server left when the system still has a process with its number: another process that reuses it, or the
    /// remains of the server that no parent collected (in a container without an init). PostgreSQL would refuse to start.
    /// </summary>
    public static void Forget(string cluster)
    {
        File.Delete(PidFile(cluster));
        foreach (var socketLock in Directory.EnumerateFiles(cluster, ".s.PGSQL.*.lock"))
        {
            File.Delete(socketLock);
        }
    }

    /// <summary>Whether a PostgreSQL process has this number.</summary>
    public bool IsAlive() => Look(process =>
        process.ProcessName.StartsWith("postgres", StringComparison.Ordinal)
        // A process that has ended but was not collected has no memory.
        && process.WorkingSet64 > 0);

    /// <summary>
    /// Whether the process with this number is another than the recorded one, by its start. Only together with other evidence: after the
    /// clock was set, a server does not look like itself.
    /// </summary>
    public bool LooksReplaced() => !Look(process =>
        (process.StartTime.ToUniversalTime() - StartedAt.UtcDateTime).Duration() < SameStart);

    private bool Look(Func<Process, bool> question)
    {
        try
        {
            using var process = Process.GetProcessById(ProcessId);
            return question(process);
        }
        catch (Exception fault) when (fault is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false; // no such process, or gone while it was looked at, or not ours to look at
        }
    }

    private static string PidFile(string cluster) => Path.Combine(cluster, "postmaster.pid");

    private static long? Number(string[] lines, int index) =>
        index < lines.Length && long.TryParse(lines[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}
