using ItaApi.Dashboards.Caching;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Rankings;

internal static class RankingEndpoints
{
    public static void MapRankings(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/rankings", ListRankings);

    /// <summary>Rank the agencies of a fiscal year by their totals.</summary>
    /// <remarks>
    /// Highest total first, equal totals by agency code. Every page has the ranks over the whole filtered set. A cursor belongs to one
    /// state of the ranking: when the ranking has changed, the answer is 409, and the client starts again without a cursor. A CSV without
    /// <c>limit</c> contains the whole set.
    /// </remarks>
    private static async Task<Results<Conditional<Page<RankingRow>>, ConflictProblem>> ListRankings(
        [AsParameters] RankingQuery query, [AsParameters] PageQuery paging, [AsParameters] CsvQuery csv,
        RankingReader rankings, HttpContext http, CancellationToken ct) =>
        await rankings.ReadAsync(query, paging, csv, http, ct) is { } ranking ? ranking : ConflictProblem.RankingChanged();
}
