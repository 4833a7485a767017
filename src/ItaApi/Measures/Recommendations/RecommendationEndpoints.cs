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

    /// <summary>Get recommendations from an assessment: what its own result says, and what can be done.</summary>
    /// <remarks>
    /// A group for each indicator, with its worth in points of the total. Its findings are the agency's own: items with score zero and the
    /// assessor's comments, items that the score proves to be zero, questions below the threshold, notes. Its actions each name their
    /// source: the document's own notes and comments, what an item needs to be counted, measures of agencies whose score rose, and a
    /// catalogue of practices. An agency's own measures and documents are never recommended to it.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    /// <param name="query">The threshold of a weakness.</param>
    private static async Task<Results<Snapshot<RecommendationList>, NotFoundProblem>> GetRecommendations(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, [AsParameters] RecommendationQuery query,
        AssessmentRepository assessments, EvaluationReader evaluations, RecommendationFinder finder, CancellationToken ct)
    {
        // The whole assessment: its notes and its source are recommended from.
        if (await assessments.FindAsync(agencyCode, fiscalYear, ct) is not { } row)
            return NotFoundProblem.Assessment(agencyCode, fiscalYear);

        var evaluation = await evaluations.EvaluateAsync(row, ct, query.Threshold);
        return new Snapshot<RecommendationList>(await finder.ForAsync(evaluation, row.ToAgency(), ct));
    }
}
