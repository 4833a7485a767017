using ItaApi.Authentication;
using Microsoft.Extensions.Caching.Memory;

namespace ItaApi.ApiKeys;

/// <summary>
/// Finds the caller of a key. What is found is believed for a second, so that a busy caller costs no query a request; that a key revoked
/// within that second cannot write, on whichever instance, is the database's own check in every write (<c>acting_as</c>).
/// </summary>
public sealed class ApiKeyCache(ApiKeyRepository keys, ApiKeyUses uses, AdministratorKey administrator, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Belief = TimeSpan.FromSeconds(1);

    // Keys nobody knows are remembered too, and not more than so many: who sends ever new ones asks the database, not the memory.
    private readonly MemoryCache known = new(new MemoryCacheOptions { SizeLimit = 10_000 });

    /// <summary>The caller of a key that is valid now; null of any other text.</summary>
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

    /// <summary>Asks again for a key that has changed.</summary>
    public void Forget(string prefix) => known.Remove(prefix);

    public void Dispose() => known.Dispose();
}
