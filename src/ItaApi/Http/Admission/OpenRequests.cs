using System.Threading.RateLimiting;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Http.Admission;

/// <summary>
/// Bounds the requests that one caller has open at once; a budget of requests a minute does not bound how long each takes.
/// </summary>
internal sealed class OpenRequests : IDisposable
{
    [Limit("requests open at once, of one caller", Setting = "Limits__OpenPerCaller")]
    public const int PerCaller = 256;

    private readonly int limit;
    private readonly PartitionedRateLimiter<HttpContext> permits;

    public OpenRequests(IConfiguration configuration)
    {
        limit = configuration.PositiveNumber("Limits:OpenPerCaller", PerCaller);
        var ofCaller = Concurrency.Of(limit);
        permits = PartitionedRateLimiter.Create<HttpContext, string>(
            http => RateLimitPartition.GetConcurrencyLimiter(CallerKey.Of(http), _ => ofCaller));
    }

    /// <exception cref="ProblemException">The caller has too many open.</exception>
    public async Task InvokeAsync(HttpContext http, RequestDelegate next)
    {
        if (http.GetEndpoint() is not RouteEndpoint)
        {
            await next(http);
            return;
        }

        using var permit = permits.AttemptAcquire(http);
        if (!permit.IsAcquired)
        {
            throw new ProblemException(new Problem("too_many_open_requests")
            {
                Arguments = new Dictionary<string, object?> { ["Max"] = limit },
            });
        }

        await next(http);
    }

    public void Dispose() => permits.Dispose();
}
