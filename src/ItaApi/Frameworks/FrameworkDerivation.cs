using Npgsql;

namespace ItaApi.Frameworks;

/// <summary>
/// Checks once an hour whether a new fiscal year has begun, and adds the rules of the year after it. Otherwise a list of years would
/// depend on whether somebody has already requested that year.
/// </summary>
internal sealed class FrameworkDerivation(
    FrameworkCatalogue frameworks, TimeProvider clock, ILogger<FrameworkDerivation> logger) : BackgroundService
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
            logger.LogWarning("The rules of the next fiscal year could not be added: {Reason}", e.Message);
        }
    }
}
