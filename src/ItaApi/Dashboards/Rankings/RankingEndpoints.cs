using System.Runtime.CompilerServices;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Provinces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Rankings;

public static class RankingEndpoints
{
    public static void MapRankings(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/rankings", ListRankings);

    /// <summary>Rank the agencies of a fiscal year by their totals.</summary>
    /// <remarks>
    /// Highest total first, equal totals by agency code. Every page has the ranks over the whole filtered set. A cursor belongs to one
    /// state of the ranking: when the ranking has changed, the answer is 409, and the client starts again without a cursor. A CSV without
    /// <c>limit</c> contains the whole set.
    /// </remarks>
    private static async Task<Results<Conditional<Page<RankingRow>>, ConflictProblem>> ListRankings(
        [AsParameters] RankingQuery query, [AsParameters] PageQuery paging, [AsParameters] CsvQuery csv,
        StampReader stamps, RankingRepository rankings, FrameworkCatalogue frameworks,
        TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        var framework = await frameworks.GetForQueryAsync(query.FiscalYear!.Value, ct);
        var read = ConditionalRead.From(http, framework.Rules.Revision);
        var page = PageRequest.From(http, paging);
        var after = RankingPlace.From(page.After);
        var maxAge = Freshness.Of(framework.Rules.FiscalYear, clock);

        Task<string> ReadStampAsync() => stamps.ReadAsync(RankingRepository.ScopeOf(query), ct);
        if (await read.FindAnsweredAsync<Page<RankingRow>>(maxAge, ReadStampAsync) is { } answered)
            return answered;

        var whole = read.AsCsv && paging.Limit is null;
        var rows = rankings.StreamAsync(query, after, whole ? null : page.Fetch, ct).GetAsyncEnumerator(ct);
        try
        {
            await rows.MoveNextAsync();
            var first = rows.Current;
            if (after is not null && after.Stamp != first.Stamp)
                return ConflictProblem.RankingChanged();

            if (whole)
            {
                var source = rows;
                rows = null;
                return new Conditional<Page<RankingRow>>(read, first.Stamp, maxAge)
                {
                    Value = () => throw new InvalidOperationException("The whole ranking is sent as CSV only."),
                    Csv = (body, token) => Sheet(csv, framework).WriteAsync(body, csv, RestAsync(source, token), token),
                    Source = source,
                };
            }

            List<RankingRow> items = [];
            await foreach (var row in RestAsync(rows, ct))
                items.Add(row);
            var answer = page.ToPage(
                items,
                row => new RankingPlace(first.Stamp, row.Total, row.AgencyCode).ToParts(),
                page.Count ? first.RankOf : null);
            return new Conditional<Page<RankingRow>>(read, first.Stamp, maxAge)
            {
                Value = () => answer,
                Csv = (body, token) => Sheet(csv, framework).WriteAsync(body, csv, answer.Items.ToAsyncEnumerable(), token),
            };
        }
        finally
        {
            if (rows is not null)
                await rows.DisposeAsync();
        }
    }

    /// <summary>The first row, which was read for its stamp, if it is an agency, and the rows after it.</summary>
    private static async IAsyncEnumerable<RankingRow> RestAsync(
        IAsyncEnumerator<RankedAgency> rows, [EnumeratorCancellation] CancellationToken ct)
    {
        do
        {
            ct.ThrowIfCancellationRequested();
            if (rows.Current.AgencyCode is not null)
                yield return rows.Current.ToRow();
        }
        while (await rows.MoveNextAsync());
    }

    private static CsvTable<RankingRow> Sheet(CsvQuery query, YearFramework framework) => new CsvTable<RankingRow>()
        .Number("fiscal_year", _ => framework.Rules.FiscalYear)
        .Number("rank", row => row.Rank)
        .Number("rank_of", row => row.RankOf)
        .Code("agency_code", row => row.AgencyCode)
        .Text("name_th", row => row.NameTh)
        .Code("kind", row => row.Kind)
        .Labels(query, "kind", row => row.Kind.ToName())
        .Code("province_code", row => row.ProvinceCode)
        .Labels(query, "province", row => ProvinceDirectory.NameOf(row.ProvinceCode))
        .Text("district_th", row => row.DistrictTh)
        .Number("total", row => row.Total)
        .Code("grade", row => row.Grade)
        .Labels(query, "grade", row => new[] { framework }.GradeName(framework.Rules.FiscalYear, row.Grade))
        .Number("change", row => row.Change);
}
