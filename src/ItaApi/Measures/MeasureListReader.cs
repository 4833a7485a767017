using ItaApi.Agencies;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;

namespace ItaApi.Measures;

/// <summary>Reads pages of measures.</summary>
internal sealed class MeasureListReader(MeasureListRepository lists, AgencyRepository agencies, FrameworkCatalogue frameworks)
{
    public Task<Page<Measure>> ListAsync(MeasureListQuery query, MeasurePlaceQuery place, PageRequest page, CancellationToken ct) =>
        ListAsync(query, place, agencyCode: null, page, ct);

    /// <summary>The measures of an agency; null when there is no such agency.</summary>
    public async Task<Page<Measure>?> FindAsync(string agencyCode, MeasureListQuery query, PageRequest page, CancellationToken ct)
    {
        var found = await ListAsync(query, new MeasurePlaceQuery(), agencyCode, page, ct);
        return found.Items.Count > 0 || await agencies.ExistsAsync(agencyCode, ct) ? found : null;
    }

    private async Task<Page<Measure>> ListAsync(
        MeasureListQuery query, MeasurePlaceQuery place, string? agencyCode, PageRequest page, CancellationToken ct)
    {
        var items = query.Indicator is { } indicator ? await FindItemsAsync(indicator, ct) : [];
        var found = await lists.ListAsync(query, items, place, agencyCode, MeasureKey.From(page.After), page.Fetch, ct);
        var count = page.Count ? await lists.CountAsync(query, items, place, agencyCode, ct) : (long?)null;
        return page.ToPage(found, measure => MeasureKey.Of(measure).ToParts(), count);
    }

    /// <summary>The items of an indicator in every year: a measure for one of them is a measure for the indicator.</summary>
    private async ValueTask<IReadOnlyList<YearItem>> FindItemsAsync(int indicator, CancellationToken ct) =>
    [
        .. from framework in await frameworks.ListNewestAsync(ct)
           from item in framework.ItemsOf(indicator)
           select new YearItem(framework.Rules.FiscalYear, item),
    ];
}
