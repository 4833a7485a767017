namespace ItaApi.Changes;

/// <summary>
/// The newest position of the feed. It is read at most five times a second, however many readers wait, because they all wait for the same
/// position. The database could announce changes (<c>notify</c>), but then every commit would queue for that.
/// </summary>
internal sealed class ChangeFeed(ChangeRepository changes, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim asking = new(1);
    private ChangePosition newest;
    private long? askedAt;

    /// <summary>The newest position that can be listed, as it was at most a fifth of a second ago.</summary>
    public async Task<ChangePosition> FindNewestAsync(CancellationToken ct)
    {
        await asking.WaitAsync(ct);
        try
        {
            if (askedAt is not { } at || clock.GetElapsedTime(at) >= Pause)
            {
                // Taken before the query: a commit during the query must not be assumed to be in its answer.
                var now = clock.GetTimestamp();
                newest = await changes.FindNewestAsync(ct);
                askedAt = now;
            }

            return newest;
        }
        finally
        {
            asking.Release();
        }
    }

    public void Dispose() => asking.Dispose();
}
