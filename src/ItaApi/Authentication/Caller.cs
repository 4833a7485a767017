using System.Security.Claims;

namespace ItaApi.Authentication;

/// <summary>The sender of a request, as identified by its key. The history records it.</summary>
/// <param name="KeyId">The key; null for the administrator's key, which is configured and not stored, and for the service itself.</param>
/// <param name="KeyName">The name of the key.</param>
/// <param name="Scopes">What the key permits; with an empty list, only reading.</param>
/// <param name="Provinces">The provinces in which the caller can write; null for every province.</param>
internal sealed record Caller(Guid? KeyId, string KeyName, IReadOnlyList<Scope> Scopes, string[]? Provinces)
{
    /// <summary>The header in which a key is sent.</summary>
    public const string KeyHeader = "X-Api-Key";

    /// <summary>Who sends the configured key.</summary>
    public static readonly Caller Administrator = new(null, "administrator", [Scope.Admin], null);

    public static readonly Caller Anonymous = new(null, "anonymous", [], []);

    /// <summary>The service itself, when it writes without a request.</summary>
    public static readonly Caller Service = new(null, "service", [Scope.Admin], null);

    /// <summary>The agencies that it may write for in addition to those of its provinces.</summary>
    public string[] Agencies { get; init; } = [];

    /// <summary>Distinguishes callers for whom something is kept; null for a request without a key.</summary>
    public string? Identity { get; } = KeyId?.ToString() ?? (Scopes.Count > 0 ? KeyName : null);

    public bool Has(Scope scope) => Scopes.Contains(scope) || Scopes.Contains(Scope.Admin);

    public bool MayWriteIn(string provinceCode) => Provinces is null || Provinces.Contains(provinceCode, StringComparer.Ordinal);

    /// <summary>Whether it may write the data of an agency of a province.</summary>
    public bool MayWrite(string provinceCode, string agencyCode) =>
        MayWriteIn(provinceCode) || Agencies.Contains(agencyCode, StringComparer.Ordinal);

    /// <summary>Whether the key permits changing the data of an agency of a province.</summary>
    public bool Writes(string provinceCode, string agencyCode) => Has(Scope.Write) && MayWrite(provinceCode, agencyCode);

    /// <summary>The caller that the authentication found.</summary>
    public static Caller Of(HttpContext http) => (http.User.Identity as CallerIdentity)?.Caller ?? Anonymous;

    public static ValueTask<Caller?> BindAsync(HttpContext http) => ValueTask.FromResult<Caller?>(Of(http));
}

/// <summary>A caller in the form that the framework's authorization uses.</summary>
/// <param name="caller">The caller.</param>
/// <param name="scheme">The authentication that found the caller.</param>
internal sealed class CallerIdentity(Caller caller, string scheme) : ClaimsIdentity(scheme)
{
    public Caller Caller { get; } = caller;
}
