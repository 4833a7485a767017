using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Distributions;
using ItaApi.Dashboards.Figures;
using ItaApi.Dashboards.Rankings;
using ItaApi.Dashboards.Submissions;
using ItaApi.Dashboards.Summaries;
using ItaApi.Dashboards.Trends;

namespace ItaApi.Dashboards;

public static class DashboardSetup
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton<AnswerCache>()
        .AddSingleton<StampReader>()
        .AddSingleton<ProvinceYearCache>()
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
}
