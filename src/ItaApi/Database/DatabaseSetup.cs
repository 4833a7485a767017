using Npgsql;

namespace ItaApi.Database;

internal static class DatabaseSetup
{
    public static IServiceCollection AddDatabase(this IServiceCollection services)
    {
        DapperSetup.Apply();
        return services
            .AddSingleton(TimeProvider.System)
            .AddSingleton<ServiceDatabase>()
            .AddSingleton<NpgsqlDataSource>(provider => provider.GetRequiredService<ServiceDatabase>().Pools.Source)
            .AddKeyedSingleton<NpgsqlDataSource>(
                DatabasePools.Work, (provider, _) => provider.GetRequiredService<ServiceDatabase>().Pools.WorkSource)
            .AddKeyedSingleton<NpgsqlDataSource>(
                DatabasePools.Probes, (provider, _) => provider.GetRequiredService<ServiceDatabase>().Pools.ProbeSource);
    }
}
