using System.Threading.RateLimiting;

namespace ItaApi.Http.Admission;

/// <summary>A bound on what is open at once, which refuses what comes on top: a client that waits in a queue is open too.</summary>
internal static class Concurrency
{
    public static ConcurrencyLimiterOptions Of(int permits) => new() { PermitLimit = permits, QueueLimit = 0 };
}
