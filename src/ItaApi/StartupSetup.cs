using ItaApi.Database;

namespace ItaApi;

public static class StartupSetup
{
    public static IServiceCollection AddStartup(this IServiceCollection services) => services
        .AddSingleton<ReferenceData>()
        .AddSingleton<ExampleData>();
}
