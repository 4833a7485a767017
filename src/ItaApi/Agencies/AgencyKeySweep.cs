using Npgsql;

namespace ItaApi.Agencies;

/// <summary>Adds the keys of agencies that an earlier release stores while this one replaces it.</summary>
internal sealed class AgencyKeySweep(AgencyKeyRepository keys, TimeProvider clock, ILogger<AgencyKeySweep> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(5);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await SweepAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }

    private async Task SweepAsync(CancellationToken ct)
    {
        try
        {
            if (await keys.MakeMissingAsync(ct) is > 0 and var made)
                logger.LogInformation("The keys of {Count} agencies that another release stored were added", made);
        }
        catch (NpgsqlException e)
        {
            logger.LogWarning("The keys of agencies could not be added: {Reason}", e.Message);
        }
    }
}
