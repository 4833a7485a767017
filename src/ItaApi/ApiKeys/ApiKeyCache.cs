using ItaApi.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.ApiKeys;

/// <summary>
/// Finds the caller of a key. A lookup is trusted for one second, so that a busy caller does not cost a query for each request. A key
/// revoked within that second still cannot write on any instance: the database checks the key in every write (<c>acting_as</c>).
/// </summary>
internal sealed class ApiKeyCache(
    ApiKeyRepository keys, ApiKeyUses uses, KnownKeys valid, AdministratorKey administrator, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    // Unknown keys are remembered too, up to this number. RateLimits bounds how many an address may have looked up.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The caller of a key that is valid now; null for any other text.</summary>
    public async ValueTask<Caller?> FindAsync(string text, CancellationToken ct)
    {
        var hash = ApiKeySecret.HashOf(text);
        if (administrator.Matches(hash))
            return Caller.Administrator;
        if (ApiKeySecret.Parse(text) is not { } secret)
            return null;

        if (!known.TryGetValue(secret.Prefix, out StoredApiKey? stored))
        {
            stored = await keys.FindAsync(secret.Prefix, ct);
            known.Set(secret.Prefix, stored, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Belief, Size = 1 });
        }

        var now = clock.GetUtcNow();
        // Another secret with the same prefix says nothing about the key.
        if (stored is not null && !ApiKeySecret.IsSame(stored.Hash, hash))
            return null;
        if (stored is null || !stored.IsValidAt(now))
        {
            valid.Forget(secret.Prefix);
            return null;
        }

        valid.Remember(secret.Prefix, stored);
        uses.Note(stored.Id, now);
        return stored.Caller;
    }

    /// <summary>Discards what is known of a key that has changed.</summary>
    public void Forget(string prefix)
    {
        known.Remove(prefix);
        valid.Forget(prefix);
    }

    public void Dispose() => known.Dispose();
}
