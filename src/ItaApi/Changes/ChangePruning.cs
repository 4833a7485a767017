using Npgsql;

namespace ItaApi.Changes;

/// <summary>Forgets changes older than the service is to keep, once an hour.</summary>
public sealed class ChangePruning(ChangeRepository changes, IConfiguration configuration, TimeProvider clock, ILogger<ChangePruning> logger) : BackgroundService
{
    /// <summary>Days that changes are kept for readers to catch up; a year's cycle and a month.</summary>
    public const int DefaultKeepDays = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        var kept = TimeSpan.FromDays(configuration.GetValue("Changes:KeepDays", DefaultKeepDays));
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await changes.PruneAsync(clock.GetUtcNow() - kept, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.LogWarning("Old changes were not pruned: {Reason}", e.Message);
            }
        }
    }
}
