using System.Threading.RateLimiting;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Http.Admission;

/// <summary>
/// Bounds the whole exports that are open at once. Each is kept in a temporary file until its client has read it, so that one caller with
/// many slow connections would otherwise use up the disk, and what other callers may have.
/// </summary>
internal sealed class WholeExports : IDisposable
{
    [Limit("whole exports at once, of all callers", Setting = "Limits__ExportsAtOnce")]
    public const int AtOnce = 8;

    [Limit("whole exports at once, of one caller", Setting = "Limits__ExportsPerCaller")]
    public const int PerCaller = 4;

    [Limit("bytes of a whole export", Setting = "Limits__ExportBytes")]
    public const int Bytes = 256 * 1_048_576;

    private readonly int perCaller;
    private readonly PartitionedRateLimiter<HttpContext> permits;

    public WholeExports(IConfiguration configuration)
    {
        MaxBytes = configuration.PositiveNumber("Limits:ExportBytes", Bytes);
        perCaller = configuration.PositiveNumber("Limits:ExportsPerCaller", PerCaller);
        var ofCaller = Concurrency.Of(perCaller);
        var ofAll = Concurrency.Of(configuration.PositiveNumber("Limits:ExportsAtOnce", AtOnce));
        permits = PartitionedRateLimiter.CreateChained(
            PartitionedRateLimiter.Create<HttpContext, string>(
                http => RateLimitPartition.GetConcurrencyLimiter(CallerKey.Of(http), _ => ofCaller)),
            PartitionedRateLimiter.Create<HttpContext, string>(
                _ => RateLimitPartition.GetConcurrencyLimiter("all", _ => ofAll)));
    }

    public int MaxBytes { get; }

    /// <summary>Admits a whole export, which counts until its response is complete. Before the first statement of the export.</summary>
    /// <exception cref="ProblemException">Too many are open.</exception>
    public void Enter(HttpContext http)
    {
        var permit = permits.AttemptAcquire(http);
        http.Response.RegisterForDispose(permit);
        if (!permit.IsAcquired)
        {
            throw new ProblemException(new Problem("too_many_exports")
            {
                Arguments = new Dictionary<string, object?> { ["Max"] = perCaller },
            });
        }
    }

    public void Dispose() => permits.Dispose();
}
