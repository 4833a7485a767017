using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace ItaApi.LocalPostgres;

/// <summary>One installation of PostgreSQL's server programs.</summary>
/// <param name="Folder">The folder of all three programs.</param>
/// <param name="Version">The version as PostgreSQL prints it, for example <c>15.13</c>.</param>
/// <param name="Major">Its first number. A cluster works only with its own major version.</param>
internal sealed partial record Programs(string Folder, string Version, int Major)
{
    /// <summary>The oldest major version that the service's SQL supports.</summary>
    public const int OldestMajor = 14;

    private static readonly string Suffix = OperatingSystem.IsWindows() ? ".exe" : "";

    public string InitDb => Path.Combine(Folder, "initdb" + Suffix);

    public string PgCtl => Path.Combine(Folder, "pg_ctl" + Suffix);

    /// <summary>Every installation in these places, once each, in the order of the places. They are examined only when requested.</summary>
    public static async IAsyncEnumerable<Programs> InAsync(
        IEnumerable<string> places,
        TimeProvider clock,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var folder in places.Select(Resolve).OfType<string>().Distinct())
        {
            var postgres = new ProcessStartInfo(Path.Combine(folder, "postgres" + Suffix), ["--version"]);
            var answer = await Command.RunAsync(postgres, clock, ct);

            if (answer.Succeeded && VersionLine().Match(answer.Output) is { Success: true } line)
            {
                yield return new Programs(
                    folder,
                    line.Groups["version"].Value,
                    int.Parse(line.Groups["major"].ValueSpan, CultureInfo.InvariantCulture));
            }
        }
    }

    /// <summary>
    /// Where PostgreSQL is usually found: on <c>PATH</c>, then in the folders of Debian's and PGDG's packages, Homebrew, Postgres.app and
    /// the Windows installer, which keep several versions and do not add them to <c>PATH</c>.
    /// </summary>
    public static IEnumerable<string> UsualPlaces()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        var programFiles = Environment.GetFolderPath(Environment.SpecialFolder.ProgramFiles);

        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Concat(NewestFirst("/usr/lib/postgresql", "*"))
            .Concat(NewestFirst("/usr", "pgsql-*"))
            .Concat(NewestFirst("/opt/homebrew/opt", "postgresql@*"))
            .Concat(NewestFirst("/usr/local/opt", "postgresql@*"))
            .Concat(NewestFirst("/Applications/Postgres.app/Contents/Versions", "*"))
            .Concat(NewestFirst(Path.Combine(programFiles, "PostgreSQL"), "*"));
    }

    private static IEnumerable<string> NewestFirst(string parent, string pattern) =>
        Directory.Exists(parent)
            ? Directory.EnumerateDirectories(parent, pattern)
                .OrderByDescending(folder => int.TryParse(
                    Path.GetFileName(folder).Split('@', '-')[^1], NumberStyles.None, CultureInfo.InvariantCulture, out var major)
                        ? major
                        : 0)
                .Select(folder => Path.Combine(folder, "bin"))
            : [];

    /// <summary>
    /// The real folder of the programs: those on <c>PATH</c> are often links to it, and pg_ctl looks for the server in its own folder.
    /// </summary>
    private static string? Resolve(string place)
    {
        var initdb = new FileInfo(Path.Combine(place, "initdb" + Suffix));
        if (!initdb.Exists)
        {
            return null;
        }

        var folder = (initdb.ResolveLinkTarget(returnFinalTarget: true) as FileInfo ?? initdb).DirectoryName!;
        return File.Exists(Path.Combine(folder, "pg_ctl" + Suffix)) && File.Exists(Path.Combine(folder, "postgres" + Suffix))
            ? folder
            : null;
    }

    // "postgres (PostgreSQL) 15.13 (Debian 15.13-0+deb12u1)", "postgres (PostgreSQL) 19devel"
    [GeneratedRegex(@"\(PostgreSQL\) (?<version>(?<major>[0-9]+)[^\s]*)", RegexOptions.CultureInvariant)]
    private static partial Regex VersionLine();
}
