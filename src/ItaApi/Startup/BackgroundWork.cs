using ItaApi.Agencies;
using ItaApi.ApiKeys;
using ItaApi.Changes;
using ItaApi.Frameworks;
using ItaApi.Imports.Jobs;
using ItaApi.Pipeline.Idempotency;

namespace ItaApi.Startup;

/// <summary>
/// What the service does besides answering, all of it in one place. Only who serves does it: the other commands may have no database.
/// </summary>
internal static class BackgroundWork
{
    public static IServiceCollection AddBackgroundWork(this IServiceCollection services, string[] args) => Commands.IsServing(args)
        ? services
            .AddHostedService(provider => provider.GetRequiredService<ApiKeyUses>())
            .AddHostedService<AgencyKeySweep>()
            .AddHostedService<IdempotencySweep>()
            .AddHostedService<ChangePruning>()
            .AddHostedService<FrameworkDerivation>()
            .AddHostedService<ImportRetention>()
            .AddHostedService(provider => provider.GetRequiredService<ImportWorker>())
        : services;
}
