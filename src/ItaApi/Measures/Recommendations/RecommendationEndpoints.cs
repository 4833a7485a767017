using ItaApi.Assessments;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Measures.Recommendations;

internal static class RecommendationEndpoints
{
    public static IServiceCollection AddRecommendations(this IServiceCollection services) => services
        .AddSingleton<RecommendationRepository>()
        .AddSingleton<RecommendationFinder>();

    public static void MapRecommendations(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("")
            .WithTags("Results")
            .MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/recommendations", GetRecommendations);

    /// <summary>Get recommendations for each weakness and zero item of an assessment.</summary>
    /// <remarks>
    /// Recommendations come from published plans, then from measures of agencies whose score rose the most. Each has its reason, its
    /// source, and the points of the total that reaching the threshold (for an item: 100) would add. Highest worth first.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    /// <param name="query">The threshold of a weakness.</param>
    private static async Task<Results<Snapshot<RecommendationList>, NotFoundProblem>> GetRecommendations(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, [AsParameters] RecommendationQuery query,
        EvaluationReader stored, RecommendationFinder finder, CancellationToken ct) =>
        await stored.FindAsync(agencyCode, fiscalYear, ct, query.Threshold) is { } found
            ? new Snapshot<RecommendationList>(await finder.ForAsync(found.Evaluation, found.Agency, ct))
            : NotFoundProblem.Assessment(agencyCode, fiscalYear);
}
