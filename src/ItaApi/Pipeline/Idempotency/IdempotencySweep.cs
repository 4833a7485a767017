using Npgsql;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>Deletes expired answers once an hour.</summary>
internal sealed class IdempotencySweep(
    IdempotencyRepository requests, TimeProvider clock, ILogger<IdempotencySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await requests.SweepAsync(stoppingToken);
            }
            catch (NpgsqlException e)
            {
                logger.LogWarning("Expired answers were not deleted: {Reason}", e.Message);
            }
        }
    }
}
