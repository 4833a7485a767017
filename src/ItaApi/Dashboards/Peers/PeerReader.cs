using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Faults;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Peers;

/// <summary>Reads the comparison of an agency with others.</summary>
internal sealed class PeerReader(DashboardReader dashboards, ProvinceYearCache years, PeerRepository agencies)
{
    /// <returns>Whether there is such an agency; and the comparison, null when the agency has no result of the year.</returns>
    /// <exception cref="ProblemException">The year has no framework, or the agency no district to compare it in.</exception>
    public async Task<(bool IsKnown, Conditional<PeerComparison>? Comparison)> FindAsync(
        string agencyCode, PeerQuery query, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
        if (await agencies.FindPlaceAsync(agencyCode, ct) is not { } place)
            return (false, null);

        var within = query.Within ?? PeerArea.Province;
        if (within == PeerArea.District && place.DistrictTh is null)
            throw new ProblemException(Problem.Invalid(new RequestFault("within", "agency_without_district")));

        var year = query.FiscalYear!.Value;
        var scope = new StampScope([year], StampSubjects.OfScores, within == PeerArea.Country ? null : place.ProvinceCode);
        var read = await dashboards.OpenAsync<PeerComparison>(http, scope, ct);
        if (read.Answered is { } answered)
            return (true, answered);

        var set = await years.ReadAsync(scope, ct);
        if (PeerGroup.Of(agencyCode, set.Parts, within == PeerArea.District ? place.DistrictTh : null, query.Kind) is not { } group)
            return (true, null);

        var named = await agencies.ListNamesAsync([.. group.NearestBetter.Select(agency => agency.Code)], year, ct);
        return (true, read.Answer(
            set.Stamp,
            Answer,
            (body, token) => Sheet().WriteAsync(body, csv, RowsOf(Answer()).ToAsyncEnumerable(), token)));

        PeerComparison Answer() => new()
        {
            AgencyCode = agencyCode,
            Scope = new PeerScope
            {
                FiscalYear = year,
                Within = within,
                ProvinceCode = scope.ProvinceCode,
                DistrictTh = within == PeerArea.District ? place.DistrictTh : null,
                Kind = query.Kind,
            },
            N = group.Count,
            Total = group.Total,
            Indicators = group.Indicators,
            NearestBetter = [.. group.NearestBetter.Select(agency => group.Describe(agency, named[agency.Code]))],
        };
    }

    private static IEnumerable<IndicatorStanding> RowsOf(PeerComparison comparison) => comparison.Indicators.Prepend(new IndicatorStanding
    {
        Number = 0,
        N = comparison.N,
        Score = comparison.Total.Score,
        Rank = comparison.Total.Rank,
        Percentile = comparison.Total.Percentile,
        Median = comparison.Total.Median,
        Best = comparison.Total.Best,
    });

    private static CsvTable<IndicatorStanding> Sheet() => new CsvTable<IndicatorStanding>()
        .Number("number", row => row.Number)
        .Number("n", row => row.N)
        .Number("score", row => row.Score)
        .Number("rank", row => row.Rank)
        .Number("percentile", row => row.Percentile)
        .Number("median", row => row.Median)
        .Number("best", row => row.Best);
}
