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

    /// <summary>A key that the documentation used, so that it is public. It is accepted only in Development.</summary>
    public const string Sample = "for-trying-it-out-on-my-own-machine";

    private readonly byte[]? hash;

    public AdministratorKey(IConfiguration configuration, IHostEnvironment environment)
    {
        var configured = configuration.Text(Setting);
        if (configured is { Length: < MinLength })
        {
            throw new SettingException(
                $"{Setting} has {configured.Length} characters and needs at least {MinLength}. "
                + $"For example: {Setting}=$(openssl rand -base64 32)");
        }

        if (configured == Sample && !environment.IsDevelopment())
        {
            throw new SettingException(
                $"{Setting} is the key of the examples, which is public. Make your own: {Setting}=$(openssl rand -base64 32)");
        }

        if (configured is null && environment.IsDevelopment())
            configured = MadeForThisRun = ApiKeySecret.Create().Text;
        hash = configured is null ? null : ApiKeySecret.HashOf(configured);
    }

    /// <summary>The key made for this run because none was set. The developer sees it at the start.</summary>
    public string? MadeForThisRun { get; }

    /// <summary>Whether there is a key. Without one, only stored keys can write.</summary>
    public bool Exists => hash is not null;

    /// <param name="sentHash">The SHA-256 of the key in the request.</param>
    public bool Matches(ReadOnlySpan<byte> sentHash) => hash is not null && ApiKeySecret.IsSame(hash, sentHash);
}
