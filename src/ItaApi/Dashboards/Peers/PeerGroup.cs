using ItaApi.Agencies;
using ItaApi.Dashboards.Figures;
using ItaApi.Scoring;

namespace ItaApi.Dashboards.Peers;

/// <summary>An agency among those that it is compared with.</summary>
internal sealed class PeerGroup
{
    private const int BetterPeersShown = 5;

    private readonly AgencyYear own;
    private readonly IReadOnlyList<AgencyYear> all;

    private PeerGroup(AgencyYear own, IReadOnlyList<AgencyYear> all)
    {
        (this.own, this.all) = (own, all);
        Total = Standing(own.Result!.Total, [.. all.Select(agency => agency.Result!.Total)]);
        Indicators = [.. (own.Result.Scores ?? []).Select(IndicatorAt)];
        NearestBetter =
        [
            .. all.Where(agency => agency.Result!.Total > own.Result.Total)
                .OrderBy(agency => agency.Result!.Total)
                .ThenBy(agency => agency.Code, StringComparer.Ordinal)
                .Take(BetterPeersShown),
        ];
    }

    public int Count => all.Count;
    public PeerStanding Total { get; }
    public IReadOnlyList<IndicatorStanding> Indicators { get; }

    /// <summary>The agencies with the next higher totals, nearest first.</summary>
    public IReadOnlyList<AgencyYear> NearestBetter { get; }

    /// <summary>The group of an agency; null when the agency has no result.</summary>
    /// <param name="parts">The agencies of a year, in the province or the country.</param>
    /// <param name="district">Only agencies in this district, if given.</param>
    /// <param name="kind">Only agencies of this kind, if given; the agency itself is always in the group.</param>
    public static PeerGroup? Of(string agencyCode, IEnumerable<ProvinceYear> parts, string? district, AgencyKind? kind)
    {
        var reported = parts.SelectMany(part => part.Agencies).Where(agency => agency.Result is not null).ToList();
        return reported.Find(agency => agency.Code == agencyCode) is { } own
            ? new PeerGroup(own, [.. reported.Where(agency => agency == own || IsAlike(agency))])
            : null;

        bool IsAlike(AgencyYear agency) =>
            (district is null || agency.DistrictTh == district) && (kind is null || agency.Kind == kind);
    }

    /// <summary>An agency with a higher total, and the indicators in which it is better.</summary>
    public BetterPeer Describe(AgencyYear agency, PeerName name) => new()
    {
        AgencyCode = agency.Code,
        NameTh = name.NameTh,
        Kind = agency.Kind,
        ProvinceCode = name.ProvinceCode,
        DistrictTh = agency.DistrictTh,
        Total = agency.Result!.Total.ToDecimal(),
        BetterAt =
        [
            .. (own.Result!.Scores ?? []).Zip(agency.Result.Scores ?? [])
                .Select((scores, index) => new BetterIndicator
                {
                    Number = index + 1,
                    Score = scores.Second.ToDecimal(),
                    Difference = scores.Second.ToDecimal() - scores.First.ToDecimal(),
                })
                .Where(indicator => indicator.Difference > 0)
                .OrderByDescending(indicator => indicator.Difference)
                .ThenBy(indicator => indicator.Number),
        ],
    };

    private IndicatorStanding IndicatorAt(Score score, int index)
    {
        IReadOnlyList<Score> scores =
        [
            .. from agency in all
               where agency.Result!.Scores?.Length > index
               select agency.Result!.Scores![index],
        ];
        var standing = Standing(score, scores);
        return new IndicatorStanding
        {
            Number = index + 1,
            N = scores.Count,
            Score = standing.Score,
            Rank = standing.Rank,
            Percentile = standing.Percentile,
            Median = standing.Median,
            Best = standing.Best,
        };
    }

    /// <param name="scores">The scores of all, the agency's own among them.</param>
    private static PeerStanding Standing(Score own, IReadOnlyList<Score> scores)
    {
        var distribution = new ScoreDistribution();
        foreach (var score in scores)
            distribution.Add(score);
        return new PeerStanding
        {
            Score = own.ToDecimal(),
            Rank = scores.Count(score => score > own) + 1,
            Percentile = YearFigures.Percent(scores.Count(score => score < own), scores.Count - 1),
            Median = distribution.Median!.Value.ToDecimal(),
            Best = distribution.Max!.Value.ToDecimal(),
        };
    }
}
