using Npgsql;

namespace ItaApi.Agencies;

/// <summary>Makes the keys of agencies that a service of an earlier release writes while this one replaces it.</summary>
public sealed class AgencyKeySweep(AgencyKeyRepository keys, TimeProvider clock, ILogger<AgencyKeySweep> logger) : BackgroundService
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
                logger.LogInformation("The keys of {Count} agencies were made, which another release wrote", made);
        }
        catch (NpgsqlException e)
        {
            logger.LogWarning("Keys of agencies were not made: {Reason}", e.Message);
        }
    }
}
