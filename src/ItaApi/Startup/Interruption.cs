using System.Runtime.InteropServices;

namespace ItaApi.Startup;

/// <summary>
/// Ctrl-C and SIGTERM as a token, from the first line of the program. The host handles them only once it runs; before that they would kill
/// the process and leave a PostgreSQL running that it had just started.
/// </summary>
/// <remarks>
/// Until it is disposed, neither signal ends the process by itself: pass the token to everything that waits, the host included.
/// </remarks>
internal sealed class Interruption : IDisposable
{
    private readonly CancellationTokenSource source = new();
    private readonly PosixSignalRegistration[] registrations;

    /// <summary>Starts handling the signals.</summary>
    public Interruption() =>
        registrations =
        [
            PosixSignalRegistration.Create(PosixSignal.SIGINT, Interrupt),
            PosixSignalRegistration.Create(PosixSignal.SIGTERM, Interrupt),
        ];

    /// <summary>Cancelled by the first signal.</summary>
    public CancellationToken Token => source.Token;

    /// <summary>Stops handling the signals; they then act as before.</summary>
    public void Dispose()
    {
        foreach (var registration in registrations)
        {
            registration.Dispose();
        }

        // The source is not disposed: a signal may still arrive, and without a timer or parent it holds no resources.
    }

    private void Interrupt(PosixSignalContext context)
    {
        context.Cancel = true;
        source.Cancel();
    }
}
