using ItaApi.ApiKeys;
using ItaApi.Authentication;
using ItaApi.Configuration;
using ItaApi.Pipeline.Idempotency;
using Microsoft.AspNetCore.Cors.Infrastructure;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Pipeline;

/// <summary>
/// Which pages of other origins a browser lets call the service (CORS). What anybody may read without a key, a page from anywhere may
/// read too; a request with a key, and one that stores, comes only from an origin that is configured (<c>Cors__Origins__0</c>).
/// </summary>
/// <remarks>
/// A header that only a keyed request has makes a browser ask beforehand, and that question names the header: so a foreign page is
/// refused before its user's key is sent. Cookies play no part.
/// </remarks>
public sealed class CorsRules(IConfiguration configuration) : ICorsPolicyProvider
{
    /// <summary>Marks routes for which a browser may ask beforehand; they are then found by the method it asks about.</summary>
    public const string Rules = "cross-origin";

    private const string OriginForm = "needs an origin: scheme, host and port if it is not the usual one, without a path";

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
            ApiKeyAuthentication.Header, HeaderNames.Accept, HeaderNames.AcceptLanguage, HeaderNames.ContentType,
            HeaderNames.IfMatch, HeaderNames.IfNoneMatch, IdempotencyMiddleware.Header, "Prefer")
        .WithExposedHeaders(Exposed)
        .Build();

    public Task<CorsPolicy?> GetPolicyAsync(HttpContext context, string? policyName) =>
        Task.FromResult<CorsPolicy?>(IsOpen(context) ? open : trusted);

    /// <summary>Whether a request, or the one that is asked about beforehand, stores nothing and has no key.</summary>
    private static bool IsOpen(HttpContext http)
    {
        var request = http.Request;
        var asked = request.Headers.AccessControlRequestMethod;
        var isPreflight = HttpMethods.IsOptions(request.Method) && asked.Count > 0;
        var hasKey = isPreflight
            ? request.Headers.GetCommaSeparatedValues(HeaderNames.AccessControlRequestHeaders).Contains(ApiKeyAuthentication.Header, StringComparer.OrdinalIgnoreCase)
            : request.Headers.ContainsKey(ApiKeyAuthentication.Header);
        var method = isPreflight ? asked.ToString() : request.Method;
        return !hasKey && (HttpMethods.IsGet(method) || HttpMethods.IsHead(method) || StoresNothing(http.GetEndpoint()));
    }

    private static bool StoresNothing(Endpoint? endpoint) => endpoint is RouteEndpoint && ScopeRequirement.ScopeOf(endpoint.Metadata) is null;

    private static bool IsOrigin(string text, out string origin)
    {
        origin = text;
        return Uri.TryCreate(text, UriKind.Absolute, out var address) && address.Scheme is "http" or "https" && address.GetLeftPart(UriPartial.Authority) == text;
    }
}
