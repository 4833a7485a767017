using ItaApi.Http.Problems;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// Carries out imports in the background: large ones, and those of instances that were killed. One at a time, because an import uses all
/// that the database can give; another instance takes the next.
/// </summary>
internal sealed class ImportWorker(
    ImportLeases claims, ImportRunner work, TimeProvider clock, ILogger<ImportWorker> logger) : BackgroundService
{
    /// <summary>How often imports of other instances are looked up; those of this instance begin at once.</summary>
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    private readonly SemaphoreSlim called = new(0);

    /// <summary>Signals that there is work.</summary>
    public void Call() => called.Release();

    public override void Dispose()
    {
        called.Dispose();
        base.Dispose();
    }

    /// <summary>Carries out a claimed import that a caller waits for. If it fails, it will be tried again.</summary>
    public async Task RunAsync(ImportJob job, CancellationToken ct)
    {
        try
        {
            await work.RunAsync(job, ct);
            await claims.SweepAsync(CancellationToken.None);
        }
        catch (Exception fault) when (fault is OperationCanceledException || IsOfTheDatabase(fault))
        {
            // The service stops, or the database is unavailable: the next worker continues at the last batch.
            logger.LogInformation("Import {ImportId} was interrupted and will be resumed: {Reason}", job.Id, fault.Message);
            await ReleaseAsync(job);
            throw;
        }
        catch (Exception fault)
        {
            logger.LogError(fault, "Import {ImportId} failed", job.Id);
            await claims.FailAsync(job, CancellationToken.None);
            await ReleaseAsync(job);
        }
    }

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        var tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
        var call = called.WaitAsync(stoppingToken);
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                while (await claims.ClaimAsync(stoppingToken) is { } job)
                    await RunAsync(job, stoppingToken);

                if (await Task.WhenAny(tick, call) == tick)
                    tick = timer.WaitForNextTickAsync(stoppingToken).AsTask();
                else
                    call = called.WaitAsync(stoppingToken);
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                return;
            }
            catch (Exception fault)
            {
                // Any exception: one that leaves this method would end the service.
                logger.LogWarning(IsOfTheDatabase(fault) ? null : fault, "Imports are waiting: {Reason}", fault.Message);
                await Task.Delay(Pause, clock, CancellationToken.None);
            }
        }
    }

    private async Task ReleaseAsync(ImportJob job)
    {
        try
        {
            await claims.ReleaseAsync(job, CancellationToken.None);
        }
        catch (NpgsqlException)
        {
            // The lease ends by itself.
        }
    }

    private static bool IsOfTheDatabase(Exception fault) =>
        DatabaseProblems.From(fault) is { Status: StatusCodes.Status503ServiceUnavailable };
}
