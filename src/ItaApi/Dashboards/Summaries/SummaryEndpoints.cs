using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Summaries;

internal static class SummaryEndpoints
{
    public static void MapSummaries(this IEndpointRouteBuilder routes)
    {
        var summaries = routes.MapGroup("").WithTags("Dashboards");

        summaries.MapGet("/summary", GetSummary);
        summaries.MapGet("/provinces/{provinceCode}/summary", GetProvinceSummary);
    }

    /// <summary>Summarize a fiscal year over the whole country.</summary>
    /// <remarks>
    /// Coverage, total, grades, instruments, indicators, measures, and whether the national target is met. A median is linearly
    /// interpolated between the ordered scores. Every figure is exact until it is rounded.
    /// </remarks>
    private static async Task<Conditional<Summary>> GetSummary(
        [AsParameters] SummaryQuery query, [AsParameters] CsvQuery csv, FigureReader figures, HttpContext http, CancellationToken ct) =>
        await SumUpAsync(
            provinceCode: null, new ProvinceSummaryQuery { FiscalYear = query.FiscalYear, Kind = query.Kind }, csv, figures, http, ct);

    /// <summary>Summarize a fiscal year over a province or one of its districts.</summary>
    /// <remarks>The same figures as for the whole country, over the agencies of the province that reported.</remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<Summary>, NotFoundProblem>> GetProvinceSummary(
        [DefaultValue("57")] string provinceCode, [AsParameters] ProvinceSummaryQuery query, [AsParameters] CsvQuery csv,
        FigureReader figures, HttpContext http, CancellationToken ct) =>
        ProvinceDirectory.Find(provinceCode) is null
            ? NotFoundProblem.Province(provinceCode)
            : await SumUpAsync(provinceCode, query, csv, figures, http, ct);

    private static async Task<Conditional<Summary>> SumUpAsync(
        string? provinceCode, ProvinceSummaryQuery query, CsvQuery csv, FigureReader figures, HttpContext http, CancellationToken ct)
    {
        var scope = new StampScope([query.FiscalYear!.Value], StampSubjects.All, provinceCode);
        var read = await figures.OpenAsync<Summary>(http, scope, ct);
        if (read.Answered is { } answered)
            return answered;

        var (stamp, sums) = await figures.SumUpAsync(read.Framework, scope, query.Kind, query.District, ct);
        return read.Answer(stamp, Answer, WriteCsvAsync);

        Summary Answer() => sums.ToSummary(provinceCode);

        Task WriteCsvAsync(Stream body, CancellationToken token) =>
            SummaryCsv.For(read.Framework, csv).WriteAsync(body, csv, SummaryCsv.Rows(Answer()).ToAsyncEnumerable(), token);
    }
}
