using System.Runtime.CompilerServices;
using System.Security.Claims;
using System.Text.Encodings.Web;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Http.Problems;
using ItaApi.Values;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authorization;
using Microsoft.Extensions.Options;

namespace ItaApi.ApiKeys;

/// <summary>
/// Reads <c>X-Api-Key</c>. Reading needs no key, but an invalid key is rejected on every route, so that a client learns of it before its
/// first write.
/// </summary>
internal sealed class ApiKeyAuthentication(
    IOptionsMonitor<AuthenticationSchemeOptions> options, ILoggerFactory logger, UrlEncoder encoder, ApiKeyCache keys)
    : AuthenticationHandler<AuthenticationSchemeOptions>(options, logger, encoder)
{
    public new const string Scheme = "ApiKey";

    /// <summary>The result of authentication by caller, because the same callers return.</summary>
    private static readonly ConditionalWeakTable<Caller, AuthenticateResult> Known = [];

    /// <summary>
    /// Admits a request without a key or with a valid one. A path or method that does not exist is answered before this check.
    /// </summary>
    public static bool IsNoInvalidKey(AuthorizationHandlerContext context) =>
        context.Resource is not HttpContext http
        || http.GetEndpoint() is not RouteEndpoint
        || http.User.Identity is CallerIdentity
        || !http.Request.Headers.ContainsKey(Caller.KeyHeader);

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        var sent = Request.Headers[Caller.KeyHeader];
        // A path or method that does not exist is answered without asking who wants to know.
        if (sent.Count == 0 || Context.GetEndpoint() is not RouteEndpoint)
            return AuthenticateResult.NoResult();

        return sent is [{ } text] && await keys.FindAsync(text, Context.RequestAborted) is { } caller
            ? Known.GetValue(
                caller,
                static caller =>
                    AuthenticateResult.Success(new AuthenticationTicket(new ClaimsPrincipal(new CallerIdentity(caller, Scheme)), Scheme)))
            : AuthenticateResult.Fail("The key is unknown, expired or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = Scheme;
        return ProblemWriter.WriteAsync(
            Context, new Problem(Request.Headers.ContainsKey(Caller.KeyHeader) ? "invalid_api_key" : "api_key_required"));
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ProblemWriter.WriteAsync(Context, new Problem("scope_missing")
        {
            Arguments = new Dictionary<string, object?> { ["Scope"] = ScopeRequirement.ScopeOf(Context.GetEndpoint()!.Metadata)?.ToCode() },
        });
}
