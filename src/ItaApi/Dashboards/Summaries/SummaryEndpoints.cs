using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Summaries;

public static class SummaryEndpoints
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
        [AsParameters] SummaryQuery query, [AsParameters] CsvQuery csv,
        StampReader stamps, ProvinceYearCache years, FrameworkCatalogue frameworks,
        TimeProvider clock, HttpContext http, CancellationToken ct) =>
        await SumUpAsync(query, csv, provinceCode: null, district: null, stamps, years, frameworks, clock, http, ct);

    /// <summary>Summarize a fiscal year over a province or one of its districts.</summary>
    /// <remarks>The same figures as for the whole country, over the agencies of the province that reported.</remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<Summary>, NotFoundProblem>> GetProvinceSummary(
        [DefaultValue("57")] string provinceCode, [AsParameters] SummaryQuery query,
        [AsParameters] DistrictQuery within, [AsParameters] CsvQuery csv,
        StampReader stamps, ProvinceYearCache years, FrameworkCatalogue frameworks,
        TimeProvider clock, HttpContext http, CancellationToken ct) =>
        ProvinceDirectory.Find(provinceCode) is null
            ? NotFoundProblem.Province(provinceCode)
            : await SumUpAsync(query, csv, provinceCode, within.District, stamps, years, frameworks, clock, http, ct);

    private static async Task<Conditional<Summary>> SumUpAsync(
        SummaryQuery query, CsvQuery csv, string? provinceCode, string? district,
        StampReader stamps, ProvinceYearCache years, FrameworkCatalogue frameworks,
        TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var framework = await frameworks.GetForQueryAsync(query.FiscalYear!.Value, ct);
        var read = ConditionalRead.From(http, framework.Rules.Revision);
        var maxAge = Freshness.Of(framework.Rules.FiscalYear, clock);
        var scope = new StampScope([framework.Rules.FiscalYear], StampSubjects.All, provinceCode);
        if (await read.FindAnsweredAsync<Summary>(maxAge, () => stamps.ReadAsync(scope, ct)) is { } answered)
            return answered;

        var set = await years.ReadAsync(scope, ct);
        var figures = await YearFigures.OfAsync(framework, set.Parts, query.Kind, district, frameworks, ct);
        return new Conditional<Summary>(read, set.Stamp, maxAge)
        {
            Value = () => figures.ToSummary(provinceCode),
            Csv = (body, token) =>
                SummaryCsv.For(framework, csv)
                    .WriteAsync(body, csv, SummaryCsv.Rows(figures.ToSummary(provinceCode)).ToAsyncEnumerable(), token),
        };
    }
}
