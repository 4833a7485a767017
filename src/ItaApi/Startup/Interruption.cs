using System.Runtime.InteropServices;

namespace ItaApi.Startup;

/// <summary>
/// Ctrl-C and SIGTERM as a token, from the program's first line on. The host listens to them only once it runs; before
/// that they would kill the process and leave a PostgreSQL behind that it had just started.
/// </summary>
/// <remarks>
/// While this lives, neither signal ends the process by itself: hand the token to everything that waits, the host
/// included.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Begins to listen.</summary>
    public Interruption() =>
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
        ];

    /// <summary>Cancelled by the first of the signals.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Stops listening; the signals do again what they did before.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed: a signal may be on its way still, and without timer or parent it holds nothing.
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
