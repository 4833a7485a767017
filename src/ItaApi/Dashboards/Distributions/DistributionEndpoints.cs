using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Distributions;

internal static class DistributionEndpoints
{
    public static void MapDistributions(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/indicators/{number}/distribution", GetDistribution);

    /// <summary>Get the distribution of an indicator's scores.</summary>
    /// <remarks>
    /// Mean, quantiles and ten bins over the country, a province or a district, and over one kind of agency. A CSV has one row.
    /// </remarks>
    /// <param name="number">The official number of the indicator.</param>
    private static async Task<Results<Conditional<Distribution>, NotFoundProblem>> GetDistribution(
        [DefaultValue(7)] int number, [AsParameters] DistributionQuery query, [AsParameters] CsvQuery csv,
        FigureReader figures, HttpContext http, CancellationToken ct)
    {
        var fiscalYear = query.FiscalYear!.Value;
        var scope = new StampScope([fiscalYear], StampSubjects.OfScores, query.Province);
        var read = await figures.OpenAsync<Distribution>(http, scope, ct);
        if (read.Framework.Rules.FindIndicator(number) is not { } indicator)
            return NotFoundProblem.Indicator(number, fiscalYear);
        if (read.Answered is { } answered)
            return answered;

        var (stamp, sums) = await figures.SumUpAsync(read.Framework, scope, query.Kind, query.District, ct);
        return read.Answer(
            stamp,
            Answer,
            (body, token) => Sheet(csv, read.Framework).WriteAsync(body, csv, new[] { Answer() }.ToAsyncEnumerable(), token));

        Distribution Answer() => Distribution.Of(number, fiscalYear, sums.Indicators[indicator.Index]);
    }

    private static CsvTable<Distribution> Sheet(CsvQuery query, YearFramework framework)
    {
        var sheet = new CsvTable<Distribution>()
            .Number("number", row => row.Number)
            .Labels(query, "indicator", row =>
            {
                var indicator = framework.Document.Indicators[row.Number - 1];
                return new Words(indicator.NameEn, indicator.NameTh);
            })
            .Number("fiscal_year", row => row.FiscalYear)
            .Number("n", row => row.N)
            .Number("mean", row => row.Mean)
            .Number("p10", row => row.Quantiles?.P10)
            .Number("p25", row => row.Quantiles?.P25)
            .Number("p50", row => row.Quantiles?.P50)
            .Number("p75", row => row.Quantiles?.P75)
            .Number("p90", row => row.Quantiles?.P90);
        for (var i = 0; i < DistributionBin.Number; i++)
        {
            var bin = i;
            sheet.Number($"from_{bin * DistributionBin.Number}_to_{(bin + 1) * DistributionBin.Number}", row => row.Bins[bin].Count);
        }

        return sheet;
    }
}
