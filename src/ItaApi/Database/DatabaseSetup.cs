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
            .AddSingleton<NpgsqlDataSource>(provider => provider.GetRequiredService<ServiceDatabase>().Source);
    }
}
