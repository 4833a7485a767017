using ItaApi.Authentication;
using ItaApi.Configuration;

namespace ItaApi.ApiKeys;

/// <summary>
/// The first administrator's key: what <c>ITA_ADMIN_KEY</c> says or, for a developer who set none, one made for this run. It is not stored,
/// so it is changed by starting the service with another.
/// </summary>
public sealed class AdministratorKey
{
    public const string Setting = "ITA_ADMIN_KEY";
    public const int MinLength = 32;

    private readonly byte[]? hash;

    public AdministratorKey(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration[Setting];
        if (configured is { Length: > 0 and < MinLength })
            throw new SettingException($"{Setting} has {configured.Length} characters and needs at least {MinLength}. For example: {Setting}=$(openssl rand -base64 32)");

        if (string.IsNullOrEmpty(configured) && environment.IsDevelopment())
            configured = MadeForThisRun = ApiKeySecret.Create().Text;
        hash = string.IsNullOrEmpty(configured) ? null : ApiKeySecret.HashOf(configured);
    }

    /// <summary>The key that was made because none was set; shown to the developer at the start.</summary>
    public string? MadeForThisRun { get; }

    public Caller Caller { get; } = new(null, "administrator", [Scope.Admin], null);

    /// <param name="sentHash">The SHA-256 of the key that was sent.</param>
    public bool Matches(ReadOnlySpan<byte> sentHash) => hash is not null && ApiKeySecret.IsSame(hash, sentHash);
}
