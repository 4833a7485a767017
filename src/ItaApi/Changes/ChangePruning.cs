using ItaApi.Configuration;
using Npgsql;

namespace ItaApi.Changes;

/// <summary>Deletes changes that are older than the service keeps, once an hour.</summary>
internal sealed class ChangePruning(
    ChangeRepository changes, IConfiguration configuration, TimeProvider clock, ILogger<ChangePruning> logger) : BackgroundService
{
    /// <summary>The days that changes are kept, so that readers can catch up: a yearly cycle and a month.</summary>
    public const int DefaultKeepDays = 400;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly TimeSpan kept = TimeSpan.FromDays(configuration.PositiveNumber("Changes:KeepDays", DefaultKeepDays));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await changes.PruneAsync(clock.GetUtcNow() - kept, stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.LogWarning("Old changes were not deleted: {Reason}", e.Message);
            }
        }
    }
}
