using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Pipeline.Idempotency;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Pipeline;

/// <summary>
/// The pages of other origins that a browser allows to call the service (CORS). Public data can be read by a page of any origin. A request
/// with a key or one that stores is accepted only from a configured origin (<c>Cors__Origins__0</c>).
/// </summary>
/// <remarks>
/// A header that only requests with a key have makes a browser send a preflight request, which names the header. A page of a foreign origin
/// is therefore refused before the user's key is sent. Cookies are not used.
/// </remarks>
internal sealed class CorsRules(IConfiguration configuration) : ICorsPolicyProvider
{
    /// <summary>Marks routes that accept preflight requests; these are matched by the method they ask about.</summary>
    public const string Rules = "cross-origin";

    private const string OriginForm = "must be an origin: scheme, host and, unless it is the default, port, without a path";

    private static readonly string[] Exposed =
    [
        HeaderNames.ETag, HeaderNames.Link, HeaderNames.Location, HeaderNames.RetryAfter, HeaderNames.ContentDisposition, HeaderNames.Allow,
        RateLimits.Header, RateLimits.PolicyHeader, IdempotencyMiddleware.ReplayedHeader,
    ];

    private readonly CorsPolicy open = new CorsPolicyBuilder()
        .AllowAnyOrigin()
        .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post)
        .WithHeaders(HeaderNames.Accept, HeaderNames.AcceptLanguage, HeaderNames.ContentType, HeaderNames.IfNoneMatch)
        .WithExposedHeaders(Exposed)
        .Build();

    private readonly CorsPolicy trusted = new CorsPolicyBuilder()
        .WithOrigins([.. configuration.List<string>("Cors:Origins", IsOrigin, OriginForm, "https://dashboard.example.go.th")])
        .WithMethods(HttpMethods.Get, HttpMethods.Head, HttpMethods.Post, HttpMethods.Put, HttpMethods.Delete)
        .WithHeaders(
            Caller.KeyHeader, HeaderNames.Accept, HeaderNames.AcceptLanguage, HeaderNames.ContentType,
            HeaderNames.IfMatch, HeaderNames.IfNoneMatch, IdempotencyMiddleware.Header, "Prefer")
        .WithExposedHeaders(Exposed)
        .Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult<CorsPolicy?>(IsOpen(context) ? open : trusted);

    /// <summary>Whether a request, or the request that a preflight asks about, stores nothing and has no key.</summary>
    private static bool IsOpen(HttpContext http)
    {
        var request = http.Request;
        var asked = request.Headers.AccessControlRequestMethod;
        var isPreflight = HttpMethods.IsOptions(request.Method) && asked.Count > 0;
        var hasKey = isPreflight
            ? request.Headers.GetCommaSeparatedValues(HeaderNames.AccessControlRequestHeaders)
                .Contains(Caller.KeyHeader, StringComparer.OrdinalIgnoreCase)
            : request.Headers.ContainsKey(Caller.KeyHeader);
        var method = isPreflight ? asked.ToString() : request.Method;
        return !hasKey && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || StoresNothing(http.GetEndpoint()));
    }

    private static bool StoresNothing(Endpoint? endpoint) =>
        endpoint is RouteEndpoint && ScopeRequirement.ScopeOf(endpoint.Metadata) is null;

    private static bool IsOrigin(string text, out string origin)
    {
        origin = text;
        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme is "http" or "https"
            && address.GetLeftPart(UriPartial.Authority) == text;
    }
}
