namespace ItaApi.Changes;

/// <summary>
/// How far the feed goes. Asked at most five times a second, however many readers wait: they wait for the same thing. The
/// database could say when something happens (<c>notify</c>), but then every commit would queue for that.
/// </summary>
public sealed class ChangeFeed(ChangeRepository changes, TimeProvider clock) : IDisposable
{
    public static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    private readonly SemaphoreSlim asking = new(1);
    private ChangePosition newest;
    private long? askedAt;

    /// <summary>The newest place that may be told, as it was a fifth of a second ago or later.</summary>
    public async Task<ChangePosition> FindNewestAsync(CancellationToken ct)
    {
        await asking.WaitAsync(ct);
        try
        {
            if (askedAt is not { } at || clock.GetElapsedTime(at) >= Pause)
            {
                // Before asking: what is committed while the answer is on its way must not be believed to be in it.
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
