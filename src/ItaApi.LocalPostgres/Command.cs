using System.ComponentModel;
using System.Diagnostics;

namespace ItaApi.LocalPostgres;

/// <summary>What a program left behind.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>What the program complained of, as one trimmed text.</summary>
    public string Complaint => (Error.Trim().Length > 0 ? Error : Output).Trim();
}

/// <summary>Runs a program to its end and keeps what it printed.</summary>
internal static class Command
{
    // Longer than any program needs to hand over its last line once it has ended.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A program that cannot be started at all is a result like any other, with exit code -1. A cancelled one is killed,
    /// together with the programs it started.
    /// </summary>
    public static async Task<CommandResult> RunAsync(
        ProcessStartInfo start, TimeProvider clock, CancellationToken ct)
    {
        start.UseShellExecute = false;
        start.RedirectStandardInput = true;
        start.RedirectStandardOutput = true;
        start.RedirectStandardError = true;

        using var process = new Process { StartInfo = start };
        try
        {
            process.Start();
        }
        catch (Win32Exception fault)
        {
            return new CommandResult(-1, "", fault.Message);
        }

        process.StandardInput.Close();
        var output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
        var error = process.StandardError.ReadToEndAsync(CancellationToken.None);

        try
        {
            await process.WaitForExitAsync(ct);
        }
        catch (OperationCanceledException)
        {
            process.Kill(entireProcessTree: true);
            throw;
        }

        // Not until both streams end: on Windows a server that pg_ctl started holds them open for as long as it runs.
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(LastWords, clock, ct));
        return new CommandResult(process.ExitCode, Read(output), Read(error));
    }

    private static string Read(Task<string> stream) => stream.IsCompletedSuccessfully ? stream.Result : "";
}
