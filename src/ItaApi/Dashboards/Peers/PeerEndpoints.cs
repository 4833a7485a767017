using ItaApi.Dashboards.Caching;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Peers;

internal static class PeerEndpoints
{
    public static void MapPeers(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/agencies/{agencyCode}/peers", GetPeers);

    /// <summary>Compare the result of an agency with those of its district, its province or the country.</summary>
    /// <remarks>
    /// Rank, percentile, median and best of the total and of each indicator, and the agencies with the next higher totals with what they
    /// are better at. A CSV has one row for the total, with number 0, and one for each indicator.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Conditional<PeerComparison>, NotFoundProblem>> GetPeers(
        [AgencyCode] string agencyCode, [AsParameters] PeerQuery query, [AsParameters] CsvQuery csv,
        PeerReader peers, HttpContext http, CancellationToken ct) =>
        await peers.FindAsync(agencyCode, query, csv, http, ct) switch
        {
            (false, _) => NotFoundProblem.Agency(agencyCode),
            (true, null) => NotFoundProblem.Assessment(agencyCode, query.FiscalYear!.Value),
            (_, { } comparison) => comparison,
        };
}
