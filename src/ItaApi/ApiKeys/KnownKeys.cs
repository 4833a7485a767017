using ItaApi.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.ApiKeys;

/// <summary>
/// Keys that were valid when they were last looked up. Being known identifies who pays for a request and admits to nothing: the key may
/// have been revoked since, and is looked up again all the same.
/// </summary>
internal sealed class KnownKeys(AdministratorKey administrator) : IDisposable
{
    private static readonly TimeSpan Memory = TimeSpan.FromHours(24);

    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The caller of a known key; null for any other text.</summary>
    public Caller? Find(string text)
    {
        var hash = ApiKeySecret.HashOf(text);
        if (administrator.Matches(hash))
            return Caller.Administrator;

        return ApiKeySecret.Parse(text) is { } secret
            && known.TryGetValue(secret.Prefix, out StoredApiKey? stored)
            && ApiKeySecret.IsSame(stored!.Hash, hash)
            ? stored.Caller
            : null;
    }

    public void Remember(string prefix, StoredApiKey key) =>
        known.Set(prefix, key, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Memory, Size = 1 });

    public void Forget(string prefix) => known.Remove(prefix);

    public void Dispose() => known.Dispose();
}
