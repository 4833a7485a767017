using System.ComponentModel;
using System.Diagnostics;

namespace ItaApi.LocalPostgres;

/// <summary>The result of a program.</summary>
internal sealed record CommandResult(int ExitCode, string Output, string Error)
{
    public bool Succeeded => ExitCode == 0;

    /// <summary>The error output of the program, trimmed; its standard output if it has none.</summary>
    public string Complaint => (Error.Trim().Length > 0 ? Error : Output).Trim();
}

/// <summary>Runs a program to its end and keeps its output.</summary>
internal static class Command
{
    // Longer than any program needs to deliver its last line after it has ended.
    private static readonly TimeSpan LastWords = TimeSpan.FromSeconds(1);

    /// <summary>
    /// A program that cannot be started is a result with exit code -1. A cancelled program is killed together with its child processes.
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

        // Not until both streams end: on Windows a server started by pg_ctl keeps them open while it runs.
        await Task.WhenAny(Task.WhenAll(output, error), Task.Delay(LastWords, clock, ct));
        return new CommandResult(process.ExitCode, Read(output), Read(error));
    }

    private static string Read(Task<string> stream) => stream.IsCompletedSuccessfully ? stream.Result : "";
}
