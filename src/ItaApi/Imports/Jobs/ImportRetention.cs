using ItaApi.Configuration;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>Once an hour, deletes finished imports that are older than the service keeps them, with their rows and results.</summary>
internal sealed class ImportRetention(
    ImportLeases imports, IConfiguration configuration, TimeProvider clock, ILogger<ImportRetention> logger) : BackgroundService
{
    /// <summary>The days that the outcome of an import is kept.</summary>
    public const int DefaultKeepDays = 90;

    private static readonly TimeSpan Pause = TimeSpan.FromHours(1);

    private readonly TimeSpan kept = TimeSpan.FromDays(configuration.PositiveNumber("Imports:KeepDays", DefaultKeepDays));

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        do
        {
            try
            {
                while (await imports.ForgetAsync(clock.GetUtcNow() - kept, stoppingToken) > 0)
                {
                }
            }
            catch (NpgsqlException e)
            {
                logger.LogWarning("Old imports were not deleted: {Reason}", e.Message);
            }
        }
        while (await timer.WaitForNextTickAsync(stoppingToken));
    }
}
