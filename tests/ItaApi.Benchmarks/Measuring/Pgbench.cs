using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Npgsql;

namespace ItaApi.Benchmarks.Measuring;

/// <summary>PostgreSQL's own load generator, for the floor's statements without any server between.</summary>
internal static partial class Pgbench
{
    /// <summary>Transactions a second, each one statement prepared once; null where there is no pgbench.</summary>
    /// <param name="script">Statements and drawn variables in pgbench's own language.</param>
    public static async Task<double?> RunAsync(string script, string connectionString, int connections, TimeSpan duration)
    {
        var database = new NpgsqlConnectionStringBuilder(connectionString);
        var file = Path.GetTempFileName();
        try
        {
            await File.WriteAllTextAsync(file, script);
            string[] arguments =
            [
                "--no-vacuum", "--protocol=prepared", $"--client={connections}",
                $"--jobs={Math.Min(connections, Environment.ProcessorCount)}",
                $"--time={Math.Max(1, (int)duration.TotalSeconds)}", $"--file={file}", "-h",
                database.Host!, "-p", $"{database.Port}", "-U", database.Username!, database.Database!,
            ];
            var start = new ProcessStartInfo("pgbench", arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            start.Environment["PGPASSWORD"] = database.Password;

            using var pgbench = Process.Start(start)!;
            var complaint = pgbench.StandardError.ReadToEndAsync();
            var output = await pgbench.StandardOutput.ReadToEndAsync();
            await pgbench.WaitForExitAsync();
            return Rate().Match(output) is { Success: true } rate
                ? double.Parse(rate.Groups["tps"].ValueSpan, CultureInfo.InvariantCulture)
                : throw new InvalidOperationException($"pgbench failed: {await complaint}");
        }
        catch (Win32Exception)
        {
            return null;
        }
        finally
        {
            File.Delete(file);
        }
    }

    [GeneratedRegex(@"^tps = (?<tps>[0-9.]+)", RegexOptions.Multiline | RegexOptions.CultureInvariant)]
    private static partial Regex Rate();
}
