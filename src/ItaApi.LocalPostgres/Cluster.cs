using System.Globalization;
using System.Security.Cryptography;
using Npgsql;

namespace ItaApi.LocalPostgres;

/// <summary>The cluster in a data folder: created, started, joined when it runs already, and stopped.</summary>
/// <remarks>
/// It listens on a socket inside its own folder, which only its user can enter, or, where a socket is not available (Windows, a path too
/// long for a socket, a file system without sockets), on a free port of 127.0.0.1. In both cases it requires a password that is stored next
/// to it. The caller of a member must have entered the folder.
/// </remarks>
internal sealed class Cluster(
    Folder folder,
    Programs programs,
    Account account,
    bool durable,
    TimeProvider clock)
{
    private const string Role = "ita";
    private const string DatabaseName = "ita";

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(20);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    // The current start. pg_ctl checks for the server only ten times a second, so connecting meanwhile is faster.
    private Task<CommandResult> starting = Task.FromResult(new CommandResult(0, "", ""));

    private string LogFile => Path.Combine(folder.Cluster, "postgres.log");

    /// <summary>The major version that created the cluster in this folder; null if there is no cluster yet.</summary>
    public static int? MajorOf(Folder folder)
    {
        if (!Directory.Exists(folder.Cluster))
        {
            return null;
        }

        var version = Path.Combine(folder.Cluster, "PG_VERSION");
        return File.Exists(version)
            ? int.Parse(File.ReadAllText(version), CultureInfo.InvariantCulture)
            : throw new LocalServerException(
                $"{folder.Cluster} is not a database cluster: it has no PG_VERSION. Move it, and the service creates a new one.");
    }

    /// <summary>
    /// Creates the cluster under another name and renames it when it is complete, so that an incomplete cluster is never used.
    /// </summary>
    public async Task CreateAsync(CancellationToken ct)
    {
        Folder.WritePrivate(folder.PasswordFile, RandomNumberGenerator.GetHexString(48, lowercase: true));
        await account.GiveAsync(folder.PasswordFile, ct);

        var unfinished = folder.BeginUnfinished("cluster");
        try
        {
            await account.GiveAsync(unfinished, ct);
            await FillAsync(unfinished, ct);
            Directory.Move(unfinished, folder.Cluster);
        }
        catch
        {
            Folder.Discard(unfinished);
            throw;
        }
    }

    /// <summary>Joins the cluster if it runs, else starts it. Returns the connection string of its database.</summary>
    public async Task<string> RunAsync(CancellationToken ct)
    {
        if (await JoinAsync(ct) is { } running)
        {
            return running;
        }

        // Tries again when the obstacle is likely temporary: the last processes of a killed server, a port that was taken in the meantime.
        // Then without the socket.
        bool[] attempts = Settings.AllowSocketIn(folder.Cluster) ? [true, true, false] : [false, false, false];
        var complaint = "";

        foreach (var (attempt, socket) in attempts.Index())
        {
            await Task.Delay(attempt * 10 * Pause, clock, ct);

            // Nothing runs. A file that cannot be read may still be half written; a moment later it is a remnant.
            if (attempt > 0 || Postmaster.Of(folder.Cluster) is not null)
            {
                Postmaster.Forget(folder.Cluster);
            }

            var logged = File.Exists(LogFile) ? new FileInfo(LogFile).Length : 0;
            starting = StartAsync(socket);
            if (await JoinAsync(ct) is { } started)
            {
                return started;
            }

            complaint = $"{(await starting).Complaint}\n{LogSince(logged)}".Trim();
        }

        throw new LocalServerException(
            $"PostgreSQL {programs.Version} did not start with its data in {folder.Cluster}:\n{complaint}");
    }

    /// <summary>Ends all connections and stops the server; does nothing if it does not run. Returns the error, if any.</summary>
    public async Task<string?> StopAsync()
    {
        await starting; // a server that has not written itself down could not be stopped
        if (Postmaster.Of(folder.Cluster) is not { } postmaster || !postmaster.IsAlive())
        {
            return null;
        }

        var stop = await account.RunAsync(
            programs.PgCtl,
            ["stop", "--pgdata", folder.Cluster, "--mode", "fast", "--wait", "--timeout", "60", "--silent"],
            CancellationToken.None);

        return stop.Succeeded ? null : stop.Complaint;
    }

    private async Task FillAsync(string unfinished, CancellationToken ct)
    {
        // The locale C sorts by code point on every machine; a query that needs another order names a collation.
        var initdb = await account.RunAsync(
            programs.InitDb,
            [
                "--pgdata", unfinished, "--username", Role, "--pwfile", folder.PasswordFile, "--auth", "scram-sha-256",
                "--encoding", "UTF8", "--locale", "C", "--no-instructions", .. durable ? Array.Empty<string>() : ["--no-sync"],
            ],
            ct);

        if (!initdb.Succeeded)
        {
            var hint = account.Name is { } name
                ? $"\nStarted by root, PostgreSQL runs as {name}, which must be able to enter {folder.Root}."
                : "";
            throw new LocalServerException(
                $"{programs.InitDb} could not create a database cluster in {folder.Root}: {initdb.Complaint}{hint}");
        }
    }

    // Not cancelled half-way, but limited in time: a longer start, after a crash, is awaited by connecting.
    private Task<CommandResult> StartAsync(bool socket) =>
        account.RunAsync(
            programs.PgCtl,
            [
                "start", "--pgdata", folder.Cluster, "--log", LogFile, "--silent", "--wait", "--timeout", "5",
                "--options", Settings.CommandLine(socket, durable),
            ],
            CancellationToken.None);

    /// <summary>Waits until the server that runs or starts answers; null if there is none.</summary>
    private async Task<string?> JoinAsync(CancellationToken ct)
    {
        var began = clock.GetTimestamp();

        while (true)
        {
            var expected = !starting.IsCompleted;
            if (Postmaster.Of(folder.Cluster) is { Port: { } port } postmaster)
            {
                var connectionString = ConnectionStringOf(postmaster, port);
                var answer = await ServerProbe.AskAsync(connectionString, ct);

                switch (answer.Reply)
                {
                    case ServerReply.Ready:
                        return connectionString;
                    case ServerReply.NotNow:
                        began = clock.GetTimestamp(); // after a crash it replays its log, for as long as that takes
                        break;
                    case var _ when !expected && !postmaster.IsAlive():
                    case ServerReply.NotListening when !expected && postmaster.LooksReplaced():
                        return null;
                    case ServerReply.Refused:
                        throw new LocalServerException(
                            $"The PostgreSQL with its data in {folder.Cluster} refuses the service: {answer.Message}");
                }
            }
            else if (!expected)
            {
                return null;
            }

            if (clock.GetElapsedTime(began) > Patience)
            {
                throw new LocalServerException(
                    $"The PostgreSQL with its data in {folder.Cluster} does not answer. Its log is {LogFile}.");
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    private string ConnectionStringOf(Postmaster postmaster, int port) =>
        new NpgsqlConnectionStringBuilder
        {
            Host = postmaster.ListensOnSocket ? folder.Cluster : "127.0.0.1",
            Port = port,
            Database = DatabaseName,
            Username = Role,
            Password = ReadPassword(),
            // The server offers neither, and asking costs a round trip.
            SslMode = SslMode.Disable,
            GssEncryptionMode = GssEncryptionMode.Disable,
        }.ConnectionString;

    private string ReadPassword()
    {
        try
        {
            return File.ReadAllText(folder.PasswordFile);
        }
        catch (FileNotFoundException fault)
        {
            throw new LocalServerException(
                $"The password of the PostgreSQL in {folder.Root} is missing: restore {folder.PasswordFile}, "
                + $"or move {folder.Cluster} to start with an empty database.",
                fault);
        }
    }

    private string LogSince(long position)
    {
        if (!File.Exists(LogFile))
        {
            return "";
        }

        using var log = new FileStream(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        log.Position = Math.Min(position, log.Length);
        using var reader = new StreamReader(log);
        return reader.ReadToEnd();
    }
}
