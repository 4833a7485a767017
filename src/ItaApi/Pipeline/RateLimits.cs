using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Threading.RateLimiting;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Values;

namespace ItaApi.Pipeline;

/// <summary>
/// How often a caller may ask: every key has a budget of reads and one of writes, and so has every address that sends no key or one that
/// is not valid. A budget is a bucket of tokens that fills evenly, so that a pause is paid back and no moment exists at which everybody
/// starts anew.
/// </summary>
/// <remarks>
/// Each instance counts for itself. A budget that is whole again and was not asked for a while is forgotten. The framework's own
/// middleware knows no header on success, hence this one.
/// </remarks>
public sealed class RateLimits : IDisposable
{
    public const string Header = "RateLimit";
    public const string PolicyHeader = "RateLimit-Policy";

    /// <summary>What an address may ask without a key; an office, or a dashboard on its wall, may stand behind one address.</summary>
    [Limit("reads from an address without a valid key", Setting = "RateLimit__ReadsPerAddress")]
    public const int ReadsPerAddress = 600;

    /// <summary>Writes need a key, so these are refused anyhow; the budget slows who tries out keys.</summary>
    [Limit("writes from an address without a valid key", Setting = "RateLimit__WritesPerAddress")]
    public const int WritesPerAddress = 60;

    [Limit("reads with a key", Setting = "RateLimit__ReadsPerKey")]
    public const int ReadsPerKey = 1_200;

    /// <summary>One document at a time; whoever has thousands sends an import, which is one write.</summary>
    [Limit("writes with a key", Setting = "RateLimit__WritesPerKey")]
    public const int WritesPerKey = 300;

    [Limit("seconds in which a used-up budget fills again", Setting = "RateLimit__WindowSeconds")]
    public const int WindowSeconds = 60;

    /// <summary>Bytes of an IPv6 address that name a network; whoever has one of its addresses has all of them.</summary>
    private const int NetworkBytes = 8;

    private readonly bool enabled;
    private readonly int window;
    private readonly Policy readsOfAddress;
    private readonly Policy writesOfAddress;
    private readonly Policy readsOfKey;
    private readonly Policy writesOfKey;
    private readonly PartitionedRateLimiter<Budget> budgets;

    public RateLimits(IConfiguration configuration)
    {
        enabled = configuration.Switch("RateLimit:Enabled", otherwise: true);
        window = configuration.PositiveNumber("RateLimit:WindowSeconds", WindowSeconds);
        readsOfAddress = PolicyOf("reads", "RateLimit:ReadsPerAddress", ReadsPerAddress);
        writesOfAddress = PolicyOf("writes", "RateLimit:WritesPerAddress", WritesPerAddress);
        readsOfKey = PolicyOf("reads", "RateLimit:ReadsPerKey", ReadsPerKey);
        writesOfKey = PolicyOf("writes", "RateLimit:WritesPerKey", WritesPerKey);
        // Made once: every look at a budget takes it along.
        Func<Budget, RateLimiter> bucket = BucketOf;
        budgets = PartitionedRateLimiter.Create<Budget, Budget>(budget => RateLimitPartition.Get(budget, bucket));

        Policy PolicyOf(string name, string setting, int usual) => new(name, configuration.PositiveNumber(setting, usual), window);
    }

    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            return next(context);

        var budget = BudgetOf(context);
        var policy = budget.Policy;
        var isWithin = TakeFrom(budget, out var left);
        // What was thrown takes the headers off an answer, so they are written when it starts.
        context.Response.OnStarting(() =>
        {
            policy.Write(context.Response.Headers, left);
            return Task.CompletedTask;
        });

        // A path or method that is not there is told before.
        if (isWithin || context.GetEndpoint() is not RouteEndpoint)
            return next(context);

        context.Response.Headers.RetryAfter = policy.SecondsUntil(1).ToString(CultureInfo.InvariantCulture);
        return ProblemWriter.WriteAsync(context, new Problem("rate_limited")
        {
            Arguments = new Dictionary<string, object?> { ["Limit"] = policy.Limit, ["Seconds"] = window },
        });
    }

    public void Dispose() => budgets.Dispose();

    /// <summary>Counts a request; false when its budget is used up.</summary>
    private bool TakeFrom(Budget budget, out int left)
    {
        using var lease = budgets.AttemptAcquire(budget);
        left = (int)budgets.GetStatistics(budget)!.CurrentAvailablePermits;
        return lease.IsAcquired;
    }

    /// <summary>Nobody stores anything without a scope, so a request that asks for none is a read whatever its method.</summary>
    private Budget BudgetOf(HttpContext http)
    {
        var reads = HttpMethods.IsGet(http.Request.Method)
            || (http.GetEndpoint() is RouteEndpoint endpoint && ScopeRequirement.ScopeOf(endpoint.Metadata) is null);
        return http.User.Identity is CallerIdentity { Caller.Identity: { } key }
            ? new Budget(key, reads ? readsOfKey : writesOfKey)
            : new Budget(NetworkOf(http.Connection.RemoteIpAddress), reads ? readsOfAddress : writesOfAddress);
    }

    private static string NetworkOf(IPAddress? address)
    {
        if (address is { IsIPv4MappedToIPv6: true })
            address = address.MapToIPv4();
        return address is { AddressFamily: AddressFamily.InterNetworkV6 }
            ? Convert.ToHexString(address.GetAddressBytes().AsSpan(0, NetworkBytes))
            : address?.ToString() ?? "none";
    }

    /// <summary>Filled again by the limiter of all budgets, which has the one timer.</summary>
    private TokenBucketRateLimiter BucketOf(Budget budget) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = budget.Policy.Limit,
        TokensPerPeriod = budget.Policy.Limit,
        ReplenishmentPeriod = TimeSpan.FromSeconds(window),
        AutoReplenishment = false,
    });

    /// <param name="Caller">A key, or the network that a caller without a valid one asks from.</param>
    private readonly record struct Budget(string Caller, Policy Policy);

    /// <summary>What a caller may do in a window; one for each kind of caller and of request.</summary>
    /// <param name="name">Its name in the headers.</param>
    /// <param name="limit">Requests that a whole budget holds.</param>
    /// <param name="window">Seconds in which an empty one fills.</param>
    private sealed class Policy(string name, int limit, int window)
    {
        private readonly string told = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit};w={window}");

        public int Limit => limit;

        /// <summary>Seconds, rounded up, until so many tokens have come back.</summary>
        public long SecondsUntil(int tokens) => (((long)tokens * window) + limit - 1) / limit;

        public void Write(IHeaderDictionary headers, int left)
        {
            headers[PolicyHeader] = told;
            headers[Header] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={SecondsUntil(limit - left)}");
        }
    }
}
