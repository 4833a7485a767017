using System.Globalization;
using System.Runtime.CompilerServices;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Database;
using ItaApi.Provinces;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Dashboards.Rankings;

internal sealed class RankingRepository(
    NpgsqlDataSource database, [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource work)
{
    /// <summary>
    /// The ranked agencies after a place, in order, streamed. Ranks are over the whole set, whatever the place and the limit. The first row
    /// always has the stamp, and has nothing else when there are no agencies.
    /// </summary>
    /// <param name="after">The place to continue from. When its stamp is not current, no agency is read.</param>
    public async IAsyncEnumerable<RankedAgency> StreamAsync(
        RankingQuery query, RankingPlace? after, int? limit, [EnumeratorCancellation] CancellationToken ct)
    {
        // The stamp is a scalar subquery, so that no row is read when it differs from the stamp of the place.
        var scope = ScopeOf(query);
        var sql = $"""
            with whole as materialized (
                {scope.Select}
            ), ranked as (
                select a.agency_code, a.total, rank() over (order by a.total desc)::int as rank, count(*) over ()::int as rank_of
                from assessment a
                join agency g on g.code = a.agency_code
                {WhereClause.Where(
                    (true, "a.fiscal_year = @fiscalYear"),
                    (query.Province is not null, "g.province_code = @provinceCode"),
                    (query.District is not null, AgencyKeySql.IsInDistrict("g.code")),
                    (query.Kind is not null, "a.agency_kind = @kind"),
                    (after is not null, "(select stamp from whole) = @afterStamp"))}
            ), page as (
                select agency_code, total, rank, rank_of
                from ranked
                {WhereClause.Where((after is not null, "(total < @afterTotal or (total = @afterTotal and agency_code > @afterCode))"))}
                order by total desc, agency_code
                limit @limit::int
            )
            select whole.stamp, p.rank, p.rank_of, p.agency_code, a.agency_name_th, a.agency_kind,
                   g.province_code, g.district_th, p.total, a.grade,
                   p.total - earlier.total as change
            from whole
            left join page p on true
            left join assessment a on a.agency_code = p.agency_code and a.fiscal_year = @fiscalYear
            left join agency g on g.code = p.agency_code
            left join assessment earlier on earlier.agency_code = p.agency_code and earlier.fiscal_year = @fiscalYear - 1
            order by p.total desc, p.agency_code
            """;

        await using var connection = await (limit is null ? work : database).OpenConnectionAsync(ct);
        var parameters = new
        {
            query.FiscalYear,
            scope.ProvinceCode,
            scope.FirstYear,
            scope.LastYear,
            districts = query.District is { } district ? DistrictKeys.Sought(district, query.Province) : null,
            kind = query.Kind?.ToCode(),
            afterStamp = after?.Stamp,
            afterTotal = after?.Total,
            afterCode = after?.AgencyCode,
            limit,
        };
        await foreach (var row in connection.StreamAsync<RankedAgency>(sql, parameters, ct))
            yield return row;
    }

    /// <summary>The data a ranking depends on; a change is against the year before.</summary>
    public static StampScope ScopeOf(RankingQuery query) =>
        new([query.FiscalYear!.Value - 1, query.FiscalYear.Value], StampSubjects.OfScores, query.Province);
}

/// <summary>The place from which a ranking continues, in one state of the ranking.</summary>
internal sealed record RankingPlace(string Stamp, decimal Total, string AgencyCode)
{
    public static RankingPlace? From(IReadOnlyList<string>? parts) =>
        parts is null ? null : new RankingPlace(parts[0], decimal.Parse(parts[1], CultureInfo.InvariantCulture), parts[2]);

    public string[] ToParts() => [Stamp, Total.ToString(CultureInfo.InvariantCulture), AgencyCode];
}

/// <summary>A ranked agency; without a code when the row has only the stamp.</summary>
internal sealed record RankedAgency
{
    public string Stamp { get; init; } = "";
    public int Rank { get; init; }
    public int RankOf { get; init; }
    public string? AgencyCode { get; init; }
    public string AgencyNameTh { get; init; } = "";
    public AgencyKind AgencyKind { get; init; }
    public string ProvinceCode { get; init; } = "";
    public string? DistrictTh { get; init; }
    public decimal Total { get; init; }
    public string? Grade { get; init; }
    public decimal? Change { get; init; }

    public RankingRow ToRow() => new()
    {
        Rank = Rank,
        RankOf = RankOf,
        AgencyCode = AgencyCode!,
        NameTh = AgencyNameTh,
        Kind = AgencyKind,
        ProvinceCode = ProvinceCode,
        DistrictTh = DistrictTh,
        Total = Total,
        Grade = Grade,
        Change = Change,
    };
}
