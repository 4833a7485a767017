using ItaApi.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.ApiKeys;

/// <summary>
/// Finds the caller of a key. A lookup is trusted for one second, so that a busy caller does not cost a query for each request. A key
/// revoked within that second still cannot write on any instance: the database checks the key in every write (<c>acting_as</c>).
/// </summary>
internal sealed class ApiKeyCache(ApiKeyRepository keys, ApiKeyUses uses, AdministratorKey administrator, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    // Unknown keys are remembered too, up to this number: a flood of new keys loads the database and not the memory.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The caller of a key that is valid now; null for any other text.</summary>
    public async ValueTask<Caller?> FindAsync(string text, CancellationToken ct)
    {
        var hash = ApiKeySecret.HashOf(text);
        if (administrator.Matches(hash))
            return administrator.Caller;
        if (ApiKeySecret.Parse(text) is not { } secret)
            return null;

        if (!known.TryGetValue(secret.Prefix, out StoredApiKey? stored))
        {
            stored = await keys.FindAsync(secret.Prefix, ct);
            known.Set(secret.Prefix, stored, new MemoryCacheEntryOptions { AbsoluteExpirationRelativeToNow = Belief, Size = 1 });
        }

        var now = clock.GetUtcNow();
        if (stored is null || !ApiKeySecret.IsSame(stored.Hash, hash) || !stored.IsValidAt(now))
            return null;

        uses.Note(stored.Id, now);
        return stored.Caller;
    }

    /// <summary>Discards what is known of a key that has changed.</summary>
    public void Forget(string prefix) => known.Remove(prefix);

    public void Dispose() => known.Dispose();
}
