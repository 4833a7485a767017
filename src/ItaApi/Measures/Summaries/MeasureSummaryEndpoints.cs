using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Measures.Summaries;

internal static class MeasureSummaryEndpoints
{
    public static IServiceCollection AddMeasureSummaries(this IServiceCollection services) => services
        .AddSingleton<MeasureSummaryRepository>()
        .AddSingleton<MeasureSummaries>();

    public static void MapMeasureSummaries(this IEndpointRouteBuilder routes)
    {
        var summaries = routes.MapGroup("").WithTags("Measures");

        summaries.MapGet("/agencies/{agencyCode}/measures/summary", GetMeasureSummary);
        summaries.MapGet("/provinces/{provinceCode}/measures/summary", GetProvinceMeasureSummary);
    }

    /// <summary>Get the status of an agency's measures of a year, and the weaknesses without a measure.</summary>
    /// <remarks>
    /// Counts by status and by indicator, and the measures without progress: still planned and without a report. For each year that the
    /// measures are based on: its weaknesses and zero items that no measure names, and the measures that name none of them.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="query">The year of the measures.</param>
    private static async Task<Results<Snapshot<MeasureSummary>, NotFoundProblem>> GetMeasureSummary(
        [AgencyCode] string agencyCode, [AsParameters] MeasureSummaryQuery query, MeasureSummaries summaries, CancellationToken ct) =>
        await summaries.FindAsync(agencyCode, query.ImplementFiscalYear!.Value, ct) is { } summary
            ? new Snapshot<MeasureSummary>(summary)
            : NotFoundProblem.Agency(agencyCode);

    /// <summary>Get the status of a province's measures of a year, and the weaknesses without a measure.</summary>
    /// <remarks>
    /// Counts over the agencies of the province, and the agencies without any measure. For each year that the measures are based on: the
    /// number of agencies without a measure for each weakness or zero item.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    /// <param name="query">The year of the measures.</param>
    private static async Task<Results<Snapshot<ProvinceMeasureSummary>, NotFoundProblem>> GetProvinceMeasureSummary(
        string provinceCode, [AsParameters] MeasureSummaryQuery query, MeasureSummaries summaries, CancellationToken ct) =>
        ProvinceDirectory.Find(provinceCode) is not null
            ? new Snapshot<ProvinceMeasureSummary>(await summaries.SummarizeAsync(provinceCode, query.ImplementFiscalYear!.Value, ct))
            : NotFoundProblem.Province(provinceCode);
}
