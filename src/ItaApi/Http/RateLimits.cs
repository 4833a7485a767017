using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ItaApi.ApiKeys;

namespace ItaApi.Http;

/// <summary>
/// How often a caller may ask: every key has a budget of reads and one of writes, and so has every address that sends no key or one that
/// is not valid. A budget is a bucket of tokens that fills evenly, so that a pause is paid back and no moment exists at which everybody
/// starts anew.
/// </summary>
/// <remarks>
/// Each instance counts for itself. A budget that is whole again and was not asked for a while is forgotten. The framework's own
/// middleware knows no header on success, hence this one.
/// </remarks>
public sealed class RateLimits : IMiddleware, IDisposable
{
    public const string Header = "RateLimit";
    public const string PolicyHeader = "RateLimit-Policy";

    /// <summary>What an address may ask without a key; an office, or a dashboard on its wall, may stand behind one address.</summary>
    public const int ReadsPerAddress = 600;

    /// <summary>Writes need a key, so these are refused anyhow; the budget slows who tries out keys.</summary>
    public const int WritesPerAddress = 60;

    public const int ReadsPerKey = 1_200;

    /// <summary>One document at a time; whoever has thousands sends an import, which is one write.</summary>
    public const int WritesPerKey = 300;

    public const int WindowSeconds = 60;

    /// <summary>Bytes of an IPv6 address that name a network; whoever has one of its addresses has all of them.</summary>
    private const int NetworkBytes = 8;

    private readonly bool enabled;
    private readonly int window;
    private readonly (int Reads, int Writes) perAddress;
    private readonly (int Reads, int Writes) perKey;
    private readonly PartitionedRateLimiter<Budget> budgets;

    public RateLimits(IConfiguration configuration)
    {
        enabled = configuration.Switch("RateLimit:Enabled", otherwise: true);
        window = configuration.PositiveNumber("RateLimit:WindowSeconds", WindowSeconds);
        perAddress = (
            configuration.PositiveNumber("RateLimit:ReadsPerAddress", ReadsPerAddress),
            configuration.PositiveNumber("RateLimit:WritesPerAddress", WritesPerAddress));
        perKey = (
            configuration.PositiveNumber("RateLimit:ReadsPerKey", ReadsPerKey),
            configuration.PositiveNumber("RateLimit:WritesPerKey", WritesPerKey));
        budgets = PartitionedRateLimiter.Create<Budget, Budget>(budget => RateLimitPartition.GetTokenBucketLimiter(budget, BucketOf));
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            return next(context);

        var budget = BudgetOf(context);
        using var lease = budgets.AttemptAcquire(budget);
        var left = (int)budgets.GetStatistics(budget)!.CurrentAvailablePermits;
        // What was thrown takes the headers off an answer, so they are written when it starts.
        context.Response.OnStarting(() =>
        {
            Write(context.Response, budget, left);
            return Task.CompletedTask;
        });

        // A path or method that is not there is told before.
        if (lease.IsAcquired || context.GetEndpoint() is not RouteEndpoint)
            return next(context);

        context.Response.Headers.RetryAfter = Ceiling(1, budget.Limit).ToString(CultureInfo.InvariantCulture);
        return Problems.WriteAsync(context, new Problem("rate_limited")
        {
            Arguments = new Dictionary<string, object?> { ["Limit"] = budget.Limit, ["Seconds"] = window },
        });
    }

    public void Dispose() => budgets.Dispose();

    /// <summary>Nobody stores anything without a scope, so a request that asks for none is a read whatever its method.</summary>
    private Budget BudgetOf(HttpContext http)
    {
        var reads = HttpMethods.IsGet(http.Request.Method)
            || (http.GetEndpoint() is RouteEndpoint endpoint && ScopeRequirement.ScopeOf(endpoint.Metadata) is null);
        var caller = http.User.Identity is CallerIdentity { Caller: var known } ? known : null;
        var (readLimit, writeLimit) = caller is null ? perAddress : perKey;
        return new Budget(caller is null ? NetworkOf(http.Connection.RemoteIpAddress) : $"key {caller.Identity}", reads ? "reads" : "writes", reads ? readLimit : writeLimit);
    }

    private static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address?.ToString() ?? "none";
    }

    private TokenBucketRateLimiterOptions BucketOf(Budget budget) => new()
    {
        TokenLimit = budget.Limit,
        TokensPerPeriod = budget.Limit,
        ReplenishmentPeriod = TimeSpan.FromSeconds(window),
        AutoReplenishment = false,
    };

    private void Write(HttpResponse response, Budget budget, int left)
    {
        response.Headers[PolicyHeader] = string.Create(CultureInfo.InvariantCulture, $"\"{budget.Policy}\";q={budget.Limit};w={window}");
        response.Headers[Header] = string.Create(CultureInfo.InvariantCulture, $"\"{budget.Policy}\";r={left};t={Ceiling(budget.Limit - left, budget.Limit)}");
    }

    /// <summary>Seconds, rounded up, until so many tokens of a budget have come back.</summary>
    private int Ceiling(int tokens, int limit) => (int)Math.Ceiling((decimal)tokens * window / limit);

    /// <param name="Caller">A key, or the network that a caller without a valid one asks from.</param>
    /// <param name="Policy">The budget's name in the headers.</param>
    /// <param name="Limit">Requests that a whole budget holds.</param>
    private readonly record struct Budget(string Caller, string Policy, int Limit);
}
