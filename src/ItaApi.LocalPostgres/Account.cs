using System.Diagnostics;

namespace ItaApi.LocalPostgres;

/// <summary>
/// The account PostgreSQL's programs run as. PostgreSQL refuses to run as root, so a service started by root runs them as
/// <c>postgres</c> or, where that account does not exist, as <c>nobody</c>; any other user runs them as itself.
/// </summary>
/// <remarks>
/// The folder around the cluster then stays root's, so that the lesser account can put no link where root writes. Only
/// the cluster and its password belong to that account.
/// </remarks>
internal sealed class Account
{
    private static readonly string[] Candidates = ["postgres", "nobody"];

    // What a program needs of its surroundings; everything else in root's environment is none of the other account's business.
    private static readonly string[] Inherited = ["PATH", "LD_LIBRARY_PATH", "TMPDIR"];

    private readonly string? name;
    private readonly TimeProvider clock;

    private Account(string? name, TimeProvider clock)
    {
        this.name = name;
        this.clock = clock;
    }

    /// <summary>Whether the service runs as root on a system where that matters; on Windows the programs drop the rights themselves.</summary>
    public static bool MustChange => !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess;

    /// <summary>The account's name; null for the service's own.</summary>
    public string? Name => name;

    /// <summary>
    /// The account for the cluster in this folder: once chosen it is kept there, since the cluster belongs to it even
    /// after a package has added a better one.
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
                    "PostgreSQL does not run as root, and there is neither an account postgres nor nobody to run it as. "
                    + "Start the service as an ordinary user, or set ConnectionStrings__Ita.");
            Folder.WritePrivate(folder.AccountFile, chosen);
        }

        return new Account(chosen, clock);
    }

    /// <summary>Runs one of PostgreSQL's programs as this account, in an environment that cannot change what it does.</summary>
    public Task<CommandResult> RunAsync(string program, IEnumerable<string> arguments, CancellationToken ct)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            // The service's own working folder may be closed to the account; the program's never is.
            WorkingDirectory = Path.GetDirectoryName(program),
        };

        foreach (var variable in start.Environment.Keys.ToList())
        {
            // PGDATA, PGPORT and their like would redirect the programs.
            if (variable.StartsWith("PG", StringComparison.OrdinalIgnoreCase)
                || (name is not null && !Inherited.Contains(variable)))
            {
                start.Environment.Remove(variable);
            }
        }

        // English messages, and on macOS a server that does not turn multithreaded while it asks for the locale.
        start.Environment["LC_ALL"] = "C";

        if (name is not null)
        {
            start.UserName = name;
        }

        if (OperatingSystem.IsWindows())
        {
            // Ctrl-C is for the service, which then stops PostgreSQL itself. Elsewhere pg_ctl detaches the server.
            start.CreateNewProcessGroup = true;
        }

        return Command.RunAsync(start, clock, ct);
    }

    /// <summary>Gives a file or folder that the service made to this account.</summary>
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
