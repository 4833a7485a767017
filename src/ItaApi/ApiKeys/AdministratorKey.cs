using ItaApi.Authentication;
using ItaApi.Configuration;

namespace ItaApi.ApiKeys;

/// <summary>
/// The first administrator's key: the value of <c>ITA_ADMIN_KEY</c>, or, for a developer who set none, a key made for this run. It is not
/// stored; restarting the service with another value replaces it.
/// </summary>
internal sealed class AdministratorKey
{
    public const string Setting = "ITA_ADMIN_KEY";
    public const int MinLength = 32;

    private readonly byte[]? hash;

    public AdministratorKey(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration[Setting];
        if (configured is { Length: > 0 and < MinLength })
            {
            throw new SettingException(
                $"{Setting} has {configured.Length} characters and needs at least {MinLength}. "
                + $"For example: {Setting}=$(openssl rand -base64 32)");
        }

        if (string.IsNullOrEmpty(configured) && environment.IsDevelopment())
            configured = MadeForThisRun = ApiKeySecret.Create().Text;
        hash = string.IsNullOrEmpty(configured) ? null : ApiKeySecret.HashOf(configured);
    }

    /// <summary>The key made for this run because none was set. The developer sees it at the start.</summary>
    public string? MadeForThisRun { get; }

    public Caller Caller { get; } = new(null, "administrator", [Scope.Admin], null);

    /// <param name="sentHash">The SHA-256 of the key in the request.</param>
    public bool Matches(ReadOnlySpan<byte> sentHash) => hash is not null && ApiKeySecret.IsSame(hash, sentHash);
}
