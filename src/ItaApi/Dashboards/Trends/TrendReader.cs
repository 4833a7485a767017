using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Trends;

/// <summary>Reads trends: all fiscal years of an agency or a province.</summary>
internal sealed class TrendReader(StampReader stamps, ProvinceYearCache years, TrendRepository trends, FrameworkCatalogue frameworks)
{
    /// <summary>An agency's trend; null when there is no such agency.</summary>
    public async Task<Conditional<AgencyTrend>?> FindAsync(string agencyCode, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
        // Each assessment is shown by the revision that scored it, which the stamp includes.
        var read = ConditionalRead.From(http, rules: "0");
        if (await trends.FindAsync(agencyCode, ct) is not var (stamp, scores))
            return null;

        var points = read.IsAnswered(stamp) ? [] : await TrendPoints.PointsAsync(scores, frameworks, ct);
        var names = await frameworks.ListNewestAsync(ct);
        return new Conditional<AgencyTrend>(read, stamp, Freshness.OfTheYearUnderWay)
        {
            Value = () => new AgencyTrend { AgencyCode = agencyCode, Points = points },
            Csv = (body, token) =>
                TrendCsv.OfAgency(agencyCode, points, csv, names).WriteAsync(body, csv, points.ToAsyncEnumerable(), token),
        };
    }

    /// <summary>The trend of a province that is known.</summary>
    public async Task<Conditional<ProvinceTrend>> ReadAsync(
        string provinceCode, ProvinceTrendQuery query, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
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
