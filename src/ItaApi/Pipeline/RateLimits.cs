using System.Globalization;
using System.Threading.RateLimiting;
using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Values;

namespace ItaApi.Pipeline;

/// <summary>
/// Limits how often a caller may send requests. Every key has a budget for reads and one for writes; so has every address that sends no key
/// or an invalid one. A budget is a token bucket that fills evenly, so that a pause is credited, and no moment exists at which all callers
/// start again.
/// </summary>
/// <remarks>
/// Each instance counts for itself. A full budget that is not used for a while is discarded. The framework's middleware sends no headers on
/// success, so this class replaces it.
/// </remarks>
internal sealed class RateLimits : IDisposable
{
    public const string Header = "RateLimit";
    public const string PolicyHeader = "RateLimit-Policy";

    /// <summary>An office or a dashboard on a wall may share one address.</summary>
    [Limit("reads from an address without a valid key", Setting = "RateLimit__ReadsPerAddress")]
    public const int ReadsPerAddress = 600;

    /// <summary>Writes need a key, so these are refused anyway; the budget slows down guessing keys.</summary>
    [Limit("writes from an address without a valid key", Setting = "RateLimit__WritesPerAddress")]
    public const int WritesPerAddress = 60;

    [Limit("reads with a key", Setting = "RateLimit__ReadsPerKey")]
    public const int ReadsPerKey = 1_200;

    /// <summary>One document at a time; a client with thousands sends an import, which is one write.</summary>
    [Limit("writes with a key", Setting = "RateLimit__WritesPerKey")]
    public const int WritesPerKey = 300;

    [Limit("seconds in which a used-up budget fills again", Setting = "RateLimit__WindowSeconds")]
    public const int WindowSeconds = 60;

    private readonly bool enabled;
    private readonly int window;
    private readonly Policy readsOfAddress;
    private readonly Policy writesOfAddress;
    private readonly Policy readsOfKey;
    private readonly Policy writesOfKey;
    private readonly Policy lookupsOfAddress;
    private readonly PartitionedRateLimiter<Budget> budgets;
    private readonly KnownKeys keys;

    public RateLimits(IConfiguration configuration, KnownKeys keys)
    {
        this.keys = keys;
        enabled = configuration.Switch("RateLimit:Enabled", otherwise: true);
        window = configuration.PositiveNumber("RateLimit:WindowSeconds", WindowSeconds);
        readsOfAddress = PolicyOf("reads", "RateLimit:ReadsPerAddress", ReadsPerAddress);
        writesOfAddress = PolicyOf("writes", "RateLimit:WritesPerAddress", WritesPerAddress);
        // A valid key that is new here costs one, too; afterwards it is known.
        lookupsOfAddress = PolicyOf("lookups", "RateLimit:ReadsPerAddress", ReadsPerAddress);
        readsOfKey = PolicyOf("reads", "RateLimit:ReadsPerKey", ReadsPerKey);
        writesOfKey = PolicyOf("writes", "RateLimit:WritesPerKey", WritesPerKey);
        // Made once, because every use of a budget needs it.
        Func<Budget, RateLimiter> bucket = BucketOf;
        budgets = PartitionedRateLimiter.Create<Budget, Budget>(budget => RateLimitPartition.Get(budget, bucket));

        Policy PolicyOf(string name, string setting, int usual) => new(name, configuration.PositiveNumber(setting, usual), window);
    }

    /// <summary>
    /// Before a key is looked up: a key that is not known is looked up only while its address has something left. Otherwise a flood of
    /// invented keys would reach the database although each of them is refused.
    /// </summary>
    public Task AdmitKeyAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled
            || context.GetEndpoint() is not RouteEndpoint
            || !context.Request.Headers.ContainsKey(Caller.KeyHeader)
            || KnownCaller(context) is not null)
        {
            return next(context);
        }

        var budget = OfAddress(context, readsOfAddress, writesOfAddress);
        if (LeftOf(budget) > 0 && TakeFrom(budget with { Policy = lookupsOfAddress }, out _))
            return next(context);

        budget.Policy.Write(context.Response.Headers, left: 0);
        return RefuseAsync(context, budget.Policy);
    }

    /// <summary>Counts a request, once its caller is known.</summary>
    public Task InvokeAsync(HttpContext context, RequestDelegate next)
    {
        if (!enabled || !context.Request.Path.StartsWithSegments("/v1", StringComparison.OrdinalIgnoreCase))
            return next(context);

        var budget = BudgetOf(context);
        var policy = budget.Policy;
        var isWithin = TakeFrom(budget, out var left);
        // An exception clears the headers of an answer, so they are written when it starts.
        context.Response.OnStarting(() =>
        {
            policy.Write(context.Response.Headers, left);
            return Task.CompletedTask;
        });

        // A path or method that does not exist is answered before this limit.
        if (isWithin || context.GetEndpoint() is not RouteEndpoint)
            return next(context);

        return RefuseAsync(context, policy);
    }

    private Task RefuseAsync(HttpContext context, Policy policy)
    {
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
        left = LeftOf(budget);
        return lease.IsAcquired;
    }

    private int LeftOf(Budget budget) => (int)(budgets.GetStatistics(budget)?.CurrentAvailablePermits ?? budget.Policy.Limit);

    private Budget BudgetOf(HttpContext http)
    {
        // A path that does not exist is answered without authentication.
        var caller = http.User.Identity is CallerIdentity identity ? identity.Caller
            : http.GetEndpoint() is RouteEndpoint ? null
            : KnownCaller(http);
        return caller?.Identity is { } key
            ? new Budget(key, IsRead(http) ? readsOfKey : writesOfKey)
            : OfAddress(http, readsOfAddress, writesOfAddress);
    }

    private static Budget OfAddress(HttpContext http, Policy reads, Policy writes) =>
        new(CallerKey.NetworkOf(http.Connection.RemoteIpAddress), IsRead(http) ? reads : writes);

    /// <summary>No request without a scope stores anything, so a request that needs none is a read, whatever its method.</summary>
    private static bool IsRead(HttpContext http) =>
        HttpMethods.IsGet(http.Request.Method)
        || (http.GetEndpoint() is RouteEndpoint endpoint && ScopeRequirement.ScopeOf(endpoint.Metadata) is null);

    private Caller? KnownCaller(HttpContext http) =>
        http.Request.Headers[Caller.KeyHeader] is [{ } text] ? keys.Find(text) : null;

    /// <summary>Refilled by the limiter of all budgets, which has the only timer.</summary>
    private TokenBucketRateLimiter BucketOf(Budget budget) => new(new TokenBucketRateLimiterOptions
    {
        TokenLimit = budget.Policy.Limit,
        TokensPerPeriod = budget.Policy.Limit,
        ReplenishmentPeriod = TimeSpan.FromSeconds(window),
        AutoReplenishment = false,
    });

    /// <param name="Caller">A key, or the network of a caller without a valid one.</param>
    private readonly record struct Budget(string Caller, Policy Policy);

    /// <summary>The requests of a caller in a window; one policy for each kind of caller and request.</summary>
    /// <param name="name">The name in the headers.</param>
    /// <param name="limit">The requests of a full budget.</param>
    /// <param name="window">The seconds in which an empty budget fills.</param>
    private sealed class Policy(string name, int limit, int window)
    {
        private readonly string policyHeader = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";q={limit};w={window}");

        public int Limit => limit;

        /// <summary>The seconds, rounded up, until this number of tokens is available.</summary>
        public long SecondsUntil(int tokens) => (((long)tokens * window) + limit - 1) / limit;

        public void Write(IHeaderDictionary headers, int left)
        {
            headers[PolicyHeader] = policyHeader;
            headers[Header] = string.Create(CultureInfo.InvariantCulture, $"\"{name}\";r={left};t={SecondsUntil(limit - left)}");
        }
    }
}
