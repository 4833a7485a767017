using ItaApi.LocalPostgres;

namespace ItaApi.TestData;

/// <summary>
/// A folder for a throw-away cluster, in a place that PostgreSQL's account can enter when root runs the tests. A file lock
/// beside it lasts as long as the run, so that a later run knows what a killed one left.
/// </summary>
internal sealed class ThrowawayFolder : IAsyncDisposable
{
    private static readonly string Parent = Environment.IsPrivilegedProcess && !OperatingSystem.IsWindows()
        ? "/var/lib/itaapi-tests"
        : System.IO.Path.Combine(System.IO.Path.GetTempPath(), "itaapi-tests-" + Environment.UserName);

    private readonly FileStream held;

    public ThrowawayFolder()
    {
        if (!Directory.Exists(Parent))
        {
            Directory.CreateDirectory(Parent);
            if (!OperatingSystem.IsWindows())
            {
                File.SetUnixFileMode(Parent, (UnixFileMode)Convert.ToInt32("711", 8));
            }
        }

        Path = System.IO.Path.Combine(Parent, Guid.NewGuid().ToString("n")[..8]);
        held = new FileStream(Path + ".lock", FileMode.CreateNew, FileAccess.ReadWrite, FileShare.None);
    }

    /// <summary>Where it is; whoever uses it makes it.</summary>
    public string Path { get; }

    /// <summary>Stops the clusters of killed runs and removes their folders.</summary>
    public static async Task SweepAsync()
    {
        foreach (var left in Directory.Exists(Parent) ? Directory.GetFiles(Parent, "*.lock") : [])
        {
            try
            {
                using var taken = new FileStream(left, FileMode.Open, FileAccess.ReadWrite, FileShare.None);
                await RemoveAsync(System.IO.Path.ChangeExtension(left, null));
                File.Delete(left);
            }
            catch (Exception fault) when (fault is IOException or LocalServerException)
            {
                // Held by a run that goes on, or removed by another that sweeps too.
            }
        }
    }

    public async ValueTask DisposeAsync()
    {
        await RemoveAsync(Path);
        File.Delete(held.Name);
        await held.DisposeAsync();
    }

    private static async Task RemoveAsync(string folder)
    {
        if (!Directory.Exists(folder))
        {
            return;
        }

        // Who joins a cluster and leaves it as the last stops it.
        if (Directory.GetFiles(folder, "postmaster.pid", SearchOption.AllDirectories) is [var running, ..])
        {
            var cluster = System.IO.Path.GetDirectoryName(running)!;
            var options = new LocalServerOptions { DataFolder = System.IO.Path.GetDirectoryName(cluster)!, Say = _ => { } };
            await (await LocalServer.StartAsync(options)).DisposeAsync();
        }

        Directory.Delete(folder, recursive: true);
    }
}
