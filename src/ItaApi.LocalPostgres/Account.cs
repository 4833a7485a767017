using System.Diagnostics;

namespace ItaApi.LocalPostgres;

/// <summary>
/// The account that runs PostgreSQL's programs. PostgreSQL refuses to run as root, so a service started by root runs them as
/// <c>postgres</c> or, if that account does not exist, as <c>nobody</c>. Any other user runs them directly.
/// </summary>
/// <remarks>
/// The folder around the cluster then stays root's, so that the other account cannot put a link where root writes. Only the cluster and its
/// password belong to that account.
/// </remarks>
internal sealed class Account
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    // The variables that a program needs; the other account must not see the rest of root's environment.
    private static readonly string[] Inherited = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"];

    private readonly string? name;
    private readonly TimeProvider clock;

    private Account(string? name, TimeProvider clock)
    {
        this.name = name;
        this.clock = clock;
    }

    /// <summary>
    /// Whether the service runs as root on a system where that matters. On Windows the programs drop the rights themselves.
    /// </summary>
    public static bool MustChange => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The name of the account; null for that of the service.</summary>
    public string? Name => name;

    /// <summary>
    /// The account for the cluster in this folder. It is stored there, because the cluster belongs to it even after a package has added a
    /// better account.
    /// </summary>
    public static Account For(Folder folder, TimeProvider clock)
    {
        if (!MustChange)
        {
            return new Account(null, clock);
        }

        var chosen = File.Exists(folder.AccountFile) ? File.ReadAllText(folder.AccountFile) : "";
        if (chosen.Length == 0)
        {
            chosen = Candidates.FirstOrDefault(Exists)
                ?? throw new LocalServerException(
                    "PostgreSQL does not run as root, and neither the account 'postgres' nor 'nobody' exists to run it. "
                    + "Start the service as an ordinary user, or set ConnectionStrings__Ita.");
            Folder.WritePrivate(folder.AccountFile, chosen);
        }

        return new Account(chosen, clock);
    }

    /// <summary>Runs a PostgreSQL program as this account, in an environment that cannot change its behaviour.</summary>
    public Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            // The account may not have access to the service's working folder; it has access to the program's.
            WorkingDirectory = Path.GetDirectoryName(program),
        };

        foreach (var variable in start.Environment.Keys.ToList())
        {
            // PGDATA, PGPORT and similar variables would redirect the programs.
            if (variable.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
                || (name is not null && !Inherited.Contains(variable)))
            {
                start.Environment.Remove(variable);
            }
        }

        // English messages; and on macOS, a server that does not become multithreaded by reading the locale.
        start.Environment["LC_ALL"] = "C";

        if (name is not null)
        {
            start.UserName = name;
        }

        if (OperatingSystem.IsWindows())
        {
            // Ctrl-C is for the service, which then stops PostgreSQL. On other systems pg_ctl detaches the server.
            start.CreateNewProcessGroup = true;
        }

        return Command.RunAsync(start, clock, ct);
    }

    /// <summary>Gives a file or folder that the service created to this account.</summary>
    public async Task GiveAsync(string path, CancellationToken ct)
    {
        if (name is null)
        {
            return;
        }

        var chown = await Command.RunAsync(new ProcessStartInfo("chown", [name, path]), clock, ct);
        if (!chown.Succeeded)
        {
            throw new LocalServerException($"{path} could not be given to the account {name}: {chown.Complaint}");
        }
    }

    private static bool Exists(string account) =>
        File.ReadLines("/etc/passwd").Any(line => line.StartsWith(account + ":", StringComparison.Ordinal));
}
