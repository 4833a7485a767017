namespace ItaApi.Startup;

internal static class StartupSetup
{
    public static IServiceCollection AddStartup(this IServiceCollection services) => services
        .AddSingleton<ReferenceData>()
        .AddSingleton<ExampleData>();
}
