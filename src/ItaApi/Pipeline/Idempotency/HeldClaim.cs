using Npgsql;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>A claim while its request works: renewed until it is disposed, then released.</summary>
internal sealed class HeldClaim : IAsyncDisposable
{
    /// <summary>A third of the lease, so that one failure does not lose the claim.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);

    private readonly IdempotencyClaims claims;
    private readonly IdempotentRequest request;
    private readonly Guid claim;
    private readonly PeriodicTimer timer;
    private readonly Task renewal;

    public HeldClaim(IdempotencyClaims claims, IdempotentRequest request, Guid claim, TimeProvider clock)
    {
        (this.claims, this.request, this.claim) = (claims, request, claim);
        timer = new PeriodicTimer(Pause, clock);
        renewal = RenewAsync();
    }

    public async ValueTask DisposeAsync()
    {
        timer.Dispose();
        await renewal;
        try
        {
            await claims.ReleaseAsync(request, claim, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The lease ends by itself.
        }
    }

    private async Task RenewAsync()
    {
        while (await timer.WaitForNextTickAsync())
        {
            try
            {
                await claims.RenewAsync(request, claim, CancellationToken.None);
            }
            catch (NpgsqlException)
            {
                // The next renewal comes before the lease ends.
            }
        }
    }
}
