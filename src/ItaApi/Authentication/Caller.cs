using System.Security.Claims;

namespace ItaApi.Authentication;

/// <summary>Who sends a request, as far as its key says; the history names it.</summary>
/// <param name="KeyId">The key; null of the administrator's, which is configured and not stored, and of the service itself.</param>
/// <param name="KeyName">What the key is called.</param>
/// <param name="Scopes">What it may do; an empty list only reads.</param>
/// <param name="Provinces">The provinces it may write in; null for every province.</param>
public sealed record Caller(Guid? KeyId, string KeyName, IReadOnlyList<Scope> Scopes, string[]? Provinces)
{
    public static readonly Caller Anonymous = new(null, "anonymous", [], []);

    /// <summary>The service itself, where it writes without being asked.</summary>
    public static readonly Caller Service = new(null, "service", [Scope.Admin], null);

    /// <summary>Tells callers apart where something is kept for one of them; null of who sent no key.</summary>
    public string? Identity { get; } = KeyId?.ToString() ?? (Scopes.Count > 0 ? KeyName : null);

    public bool Has(Scope scope) => Scopes.Contains(scope) || Scopes.Contains(Scope.Admin);

    public bool MayWriteIn(string provinceCode) => Provinces is null || Provinces.Contains(provinceCode, StringComparer.Ordinal);

    /// <summary>The caller whom the authentication found.</summary>
    public static Caller Of(HttpContext http) => (http.User.Identity as CallerIdentity)?.Caller ?? Anonymous;

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult<Caller?>(Of(http));
}

/// <summary>A caller as the framework's authorization takes it.</summary>
/// <param name="caller">Who calls.</param>
/// <param name="scheme">The authentication that found the caller.</param>
public sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(scheme)
{
    public Caller Caller { get; } = caller;
}
