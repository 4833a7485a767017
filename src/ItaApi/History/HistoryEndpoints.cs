using ItaApi.Agencies;
using ItaApi.Assessments;
using ItaApi.Authentication;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Measures;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.History;

internal static class HistoryEndpoints
{
    public static IServiceCollection AddHistory(this IServiceCollection services) => services
        .AddSingleton<HistoryRepository>()
        .AddSingleton<HistoryReader>();

    public static void MapHistory(this IEndpointRouteBuilder routes)
    {
        var history = routes.MapGroup("").WithTags("History");

        history.MapGet("/agencies/{agencyCode}/history", ListAgencyHistory);
        history.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/history", ListAssessmentHistory);
        history.MapGet("/measures/{measureId}/history", ListMeasureHistory);
    }

    /// <summary>List the changes of an agency, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the agency: a deletion is its newest version. Only a key that may write the agency is shown the history of a
    /// deleted agency, what was before its last creation, and the keys. With `version`, the answer has only that version, with the agency
    /// as it was in that version.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Agency>>>, NotFoundProblem>> ListAgencyHistory(
        [AgencyCode] string agencyCode, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryReader history, Caller caller, HttpContext http, CancellationToken ct) =>
        await history.FindAgencyAsync(agencyCode, query, PageOf(http, paging), caller, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Agency>>>(page) { DependsOnKey = true }
            : NotFound(query, NotFoundProblem.Agency(agencyCode));

    /// <summary>List the changes of an assessment, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the assessment: a deletion is its newest version. Only a key that may write the assessment is shown the
    /// history of a deleted assessment, what was before its last creation, and the keys. With `version`, the answer has only that
    /// version, with the assessment and its result as they were in that version.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Assessment>>>, NotFoundProblem>> ListAssessmentHistory(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryReader history, Caller caller, HttpContext http, CancellationToken ct) =>
        await history.FindAssessmentAsync(agencyCode, fiscalYear, query, PageOf(http, paging), caller, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Assessment>>>(page)
            : NotFound(query, NotFoundProblem.Assessment(agencyCode, fiscalYear));

    /// <summary>List the changes of a measure and its reports, newest first: by whom, when, and what.</summary>
    /// <remarks>
    /// The history outlasts the measure: a deletion is its newest version. Only a key that may write the measure is shown the history of
    /// a deleted measure, what was before its last creation, and the keys. With `version`, the answer has only that version, with the
    /// measure as it was in that version.
    /// </remarks>
    /// <param name="measureId">The id of the measure.</param>
    private static async Task<Results<Snapshot<Page<HistoryEntry<Measure>>>, NotFoundProblem>> ListMeasureHistory(
        Guid measureId, [AsParameters] HistoryQuery query, [AsParameters] PageQuery paging,
        HistoryReader history, Caller caller, HttpContext http, CancellationToken ct) =>
        await history.FindMeasureAsync(measureId, query, PageOf(http, paging), caller, ct) is { } page
            ? new Snapshot<Page<HistoryEntry<Measure>>>(page)
            : NotFound(query, NotFoundProblem.Measure(measureId));

    /// <summary>The answer depends on the key, which a shared cache has to know.</summary>
    private static PageRequest PageOf(HttpContext http, PageQuery paging)
    {
        http.Response.Headers.Append(HeaderNames.Vary, Caller.KeyHeader);
        return PageRequest.From(http, paging);
    }

    private static NotFoundProblem NotFound(HistoryQuery query, NotFoundProblem missing) =>
        query.Version is { } version ? NotFoundProblem.Version(version) : missing;
}
