using System.Collections.Concurrent;

namespace ItaApi.ApiKeys;

/// <summary>Writes down when keys were last used, once a minute for all of them and once more at the end.</summary>
public sealed class ApiKeyUses(ApiKeyRepository keys, TimeProvider clock, ILogger<ApiKeyUses> logger) : BackgroundService
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
            // The service ends; StopAsync writes what is left.
        }
    }

    private async Task WriteAsync(CancellationToken ct)
    {
        var taken = Take();
        if (taken.Count == 0)
            return;

        try
        {
            await keys.NoteUseAsync(taken, ct);
        }
        // A host that is stopped twice at once may have closed the database by now.
        catch (Exception e) when (e is Npgsql.NpgsqlException or ObjectDisposedException)
        {
            logger.LogWarning("When {Count} keys were last used was not written down: {Reason}", taken.Count, e.Message);
        }
    }

    private Dictionary<Guid, DateTimeOffset> Take()
    {
        Dictionary<Guid, DateTimeOffset> taken = [];
        foreach (var id in uses.Keys)
        {
            if (uses.TryRemove(id, out var at))
                taken[id] = at;
        }

        return taken;
    }
}
