namespace ItaApi.Startup;

public static class StartupSetup
{
    public static IServiceCollection AddStartup(this IServiceCollection services) => services
        .AddSingleton<ReferenceData>()
        .AddSingleton<ExampleData>();
}
