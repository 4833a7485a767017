using ItaApi.Frameworks;
using ItaApi.Http;

namespace ItaApi.Dashboards;

public static class DashboardSetup
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton<ProvinceStamps>()
        .AddSingleton<ProvinceYears>()
        .AddSingleton<TrendRepository>()
        .AddSingleton<RankingRepository>()
        .AddSingleton<SubmissionRepository>();

    public static void MapDashboards(this IEndpointRouteBuilder routes)
    {
        routes.MapSummaries();
        routes.MapRankings();
        routes.MapTrends();
        routes.MapSubmissions();
        routes.MapDistributions();
    }

    /// <summary>The newest rules of a year a query asks for.</summary>
    /// <exception cref="ProblemException">The year has none.</exception>
    internal static async ValueTask<YearFramework> GetForQueryAsync(this FrameworkCatalogue frameworks, int fiscalYear, CancellationToken ct) =>
        await frameworks.FindAsync(fiscalYear, ct)
        ?? throw new ProblemException(Problem.Invalid(frameworks.UnknownYear("fiscalYear", fiscalYear)));
}
