using System.Runtime.CompilerServices;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Frameworks;
using ItaApi.Http.Admission;
using ItaApi.Http.Answers;
using ItaApi.Http.Requests;
using ItaApi.Provinces;

namespace ItaApi.Dashboards.Rankings;

/// <summary>Reads rankings: a page of one, or as CSV the whole of it.</summary>
internal sealed class RankingReader(DashboardReader dashboards, RankingRepository rankings, WholeExports exports)
{
    /// <returns>Null if the ranking has changed since the cursor was issued.</returns>
    public async Task<Conditional<Page<RankingRow>>?> ReadAsync(
        RankingQuery query, PageQuery paging, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var after = RankingPlace.From(page.After);
        var read = await dashboards.OpenAsync<Page<RankingRow>>(http, RankingRepository.ScopeOf(query), ct);
        if (read.Answered is { } answered)
            return answered;

        var whole = read.Read.AsCsv && paging.Limit is null;
        if (whole)
            exports.Enter(http);
        var rows = rankings.StreamAsync(query, after, whole ? null : page.Fetch, ct).GetAsyncEnumerator(ct);
        try
        {
            await rows.MoveNextAsync();
            var first = rows.Current;
            if (after is not null && after.Stamp != first.Stamp)
                return null;

            if (whole)
            {
                var source = rows;
                rows = null;
                return new Conditional<Page<RankingRow>>(read.Read, first.Stamp, read.MaxAge)
                {
                    Value = () => throw new InvalidOperationException("The whole ranking is sent as CSV only."),
                    Csv = (body, token) => Sheet(csv, read.Framework).WriteAsync(body, csv, RestAsync(source, token), token),
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
            return read.Answer(
                first.Stamp,
                () => answer,
                (body, token) => Sheet(csv, read.Framework).WriteAsync(body, csv, answer.Items.ToAsyncEnumerable(), token));
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
