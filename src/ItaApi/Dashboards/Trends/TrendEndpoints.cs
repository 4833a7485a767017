using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Trends;

internal static class TrendEndpoints
{
    public static void MapTrends(this IEndpointRouteBuilder routes)
    {
        var trends = routes.MapGroup("").WithTags("Dashboards");

        trends.MapGet("/agencies/{agencyCode}/trend", GetAgencyTrend);
        trends.MapGet("/provinces/{provinceCode}/trend", GetProvinceTrend);
    }

    /// <summary>Get the results of an agency from year to year.</summary>
    /// <remarks>
    /// Total, grade and indicators of every year that has an assessment, each with its change from the year before, and whether the rules
    /// changed between two points.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Conditional<AgencyTrend>, NotFoundProblem>> GetAgencyTrend(
        [AgencyCode] string agencyCode, [AsParameters] CsvQuery csv, TrendReader trends, HttpContext http, CancellationToken ct) =>
        await trends.FindAsync(agencyCode, csv, http, ct) is { } trend ? trend : NotFoundProblem.Agency(agencyCode);

    /// <summary>Get the results of a province from year to year.</summary>
    /// <remarks>
    /// Mean, median, coverage and share passed of every year in which an agency reported, each with its change from the year before, the
    /// change over the agencies that reported in both years, and whether the rules changed between two points.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<ProvinceTrend>, NotFoundProblem>> GetProvinceTrend(
        [DefaultValue("57")] string provinceCode, [AsParameters] ProvinceTrendQuery query, [AsParameters] CsvQuery csv,
        TrendReader trends, HttpContext http, CancellationToken ct) =>
        ProvinceDirectory.Find(provinceCode) is null
            ? NotFoundProblem.Province(provinceCode)
            : await trends.ReadAsync(provinceCode, query, csv, http, ct);
}
