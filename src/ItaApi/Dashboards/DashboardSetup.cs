using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Distributions;
using ItaApi.Dashboards.Figures;
using ItaApi.Dashboards.Peers;
using ItaApi.Dashboards.Rankings;
using ItaApi.Dashboards.Submissions;
using ItaApi.Dashboards.Summaries;
using ItaApi.Dashboards.Trends;

namespace ItaApi.Dashboards;

internal static class DashboardSetup
{
    public static IServiceCollection AddDashboards(this IServiceCollection services) => services
        .AddSingleton<AnswerCache>()
        .AddSingleton<StampReader>()
        .AddSingleton<DashboardReader>()
        .AddSingleton<ProvinceYearCache>()
        .AddSingleton<FigureReader>()
        .AddSingleton<TrendRepository>()
        .AddSingleton<TrendReader>()
        .AddSingleton<RankingRepository>()
        .AddSingleton<RankingReader>()
        .AddSingleton<PeerRepository>()
        .AddSingleton<PeerReader>()
        .AddSingleton<SubmissionRepository>()
        .AddSingleton<SubmissionReader>();

    public static void MapDashboards(this IEndpointRouteBuilder routes)
    {
        routes.MapSummaries();
        routes.MapRankings();
        routes.MapTrends();
        routes.MapPeers();
        routes.MapSubmissions();
        routes.MapDistributions();
    }
}
