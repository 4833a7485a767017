using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Submissions;

internal static class SubmissionEndpoints
{
    public static void MapSubmissions(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/provinces/{provinceCode}/submissions", GetSubmissions);

    /// <summary>List the agencies of a province that have submitted results, a plan or progress, and those that have not.</summary>
    /// <remarks>
    /// An agency counts in the years in which it exists, with its kind in the year. An agency without a plan is missing for progress too. A
    /// measure counts as progress when it is no longer planned, or has a report. Only results need a framework of the year. A CSV has one
    /// row for each agency.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<SubmissionList>, NotFoundProblem>> GetSubmissions(
        [DefaultValue("57")] string provinceCode, [AsParameters] SubmissionQuery query, [AsParameters] CsvQuery csv,
        SubmissionReader submissions, HttpContext http, CancellationToken ct) =>
        ProvinceDirectory.Find(provinceCode) is null
            ? NotFoundProblem.Province(provinceCode)
            : await submissions.ReadAsync(provinceCode, query, csv, http, ct);
}
