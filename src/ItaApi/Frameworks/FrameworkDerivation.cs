using Npgsql;

namespace ItaApi.Frameworks;

/// <summary>
/// Looks once an hour whether the fiscal year has turned, so that the year after it has rules before the first request for it; without
/// it, the years that a list shows would depend on who asked for one.
/// </summary>
public sealed class FrameworkDerivation(FrameworkCatalogue frameworks, TimeProvider clock, ILogger<FrameworkDerivation> logger) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        try
        {
            while (await timer.WaitForNextTickAsync(stoppingToken))
                await DeriveAsync(stoppingToken);
        }
        catch (OperationCanceledException)
        {
            // The service ends.
        }
    }

    private async Task DeriveAsync(CancellationToken ct)
    {
        try
        {
            await frameworks.DeriveAsync(ct);
        }
        catch (NpgsqlException e)
        {
            logger.LogWarning("The rules of the year to come were not added: {Reason}", e.Message);
        }
    }
}
