using System.Collections.Concurrent;

namespace ItaApi.ApiKeys;

/// <summary>
/// Stores when keys were last used, once a minute for all keys and once more when the service stops. A write that fails is repeated.
/// </summary>
internal sealed class ApiKeyUses(ApiKeyRepository keys, TimeProvider clock, ILogger<ApiKeyUses> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<Guid, DateTimeOffset> uses = [];

    public void Note(Guid keyId, DateTimeOffset at) => uses[keyId] = at;

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await WriteAsync(cancellationToken);
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await WriteAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service is stopping; StopAsync stores the rest.
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        KeyValuePair<Guid, DateTimeOffset>[] noted = [.. uses];
        if (noted.Length == 0)
            return;

        try
        {
            await keys.NoteUseAsync(noted, ct);
        }
        // A host that is stopped twice at once may have closed the database already.
        catch (Exception e) when (e is Npgsql.NpgsqlException or ObjectDisposedException)
        {
            logger.LogWarning("The last uses of {Count} keys were not stored: {Reason}", noted.Length, e.Message);
            return;
        }

        // Removed only after the write: a use that was not stored, or that came meanwhile, is stored the next time.
        foreach (var use in noted)
            uses.TryRemove(use);
    }
}
