using System.ComponentModel;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Trends;

public static class TrendEndpoints
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
        [AgencyCode] string agencyCode, [AsParameters] CsvQuery csv, TrendRepository trends,
        FrameworkCatalogue frameworks, HttpContext http, CancellationToken ct)
    {
        // Each assessment is shown by the revision that scored it, which the stamp includes.
        var read = ConditionalRead.From(http, rules: "0");
        if (await trends.FindAsync(agencyCode, ct) is not var (stamp, years))
            return NotFoundProblem.Agency(agencyCode);

        var points = read.IsAnswered(stamp) ? [] : await TrendPoints.PointsAsync(years, frameworks, ct);
        var names = await frameworks.ListNewestAsync(ct);
        return new Conditional<AgencyTrend>(read, stamp, Freshness.OfTheYearUnderWay)
        {
            Value = () => new AgencyTrend { AgencyCode = agencyCode, Points = points },
            Csv = (body, token) =>
                TrendCsv.OfAgency(agencyCode, points, csv, names).WriteAsync(body, csv, points.ToAsyncEnumerable(), token),
        };
    }

    /// <summary>Get the results of a province from year to year.</summary>
    /// <remarks>
    /// Mean, median, coverage and share passed of every year in which an agency reported, each with its change from the year before, and
    /// whether the rules changed between two points.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<ProvinceTrend>, NotFoundProblem>> GetProvinceTrend(
        [DefaultValue("57")] string provinceCode, [AsParameters] ProvinceTrendQuery query, [AsParameters] CsvQuery csv,
        StampReader stamps, ProvinceYearCache years, FrameworkCatalogue frameworks, HttpContext http, CancellationToken ct)
    {
        if (ProvinceDirectory.Find(provinceCode) is null)
            return NotFoundProblem.Province(provinceCode);

        var rules = await frameworks.ListNewestAsync(ct);
        var read = ConditionalRead.From(http, string.Join('.', rules.Select(framework => framework.Rules.Revision)));
        var scope = new StampScope([.. rules.Select(framework => framework.Rules.FiscalYear)], StampSubjects.OfCoverage, provinceCode);
        if (await read.FindAnsweredAsync<ProvinceTrend>(Freshness.OfTheYearUnderWay, () => stamps.ReadAsync(scope, ct)) is { } answered)
            return answered;

        var set = await years.ReadAsync(scope, ct);
        var points = await TrendPoints.PointsAsync(set, rules, query.Kind, frameworks, ct);
        return new Conditional<ProvinceTrend>(read, set.Stamp, Freshness.OfTheYearUnderWay)
        {
            Value = () => new ProvinceTrend { ProvinceCode = provinceCode, Points = points },
            Csv = (body, token) => TrendCsv.OfProvince(provinceCode, points).WriteAsync(body, csv, points.ToAsyncEnumerable(), token),
        };
    }
}
