using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>A query with a text, prepared for searching many agencies.</summary>
internal sealed class AgencySearch
{
    private readonly AgencyListQuery query;
    private readonly string[]? districts;
    private readonly string code;

    /// <summary>The key of the text as a name, and its key as a part of a name, whose first letters are not an abbreviated kind.</summary>
    private readonly string[] names;

    public AgencySearch(AgencyListQuery query)
    {
        this.query = query;
        districts = query.District is { } district ? DistrictKeys.Sought(district, query.Province) : null;
        code = query.Q!.Trim().ToLowerInvariant();
        string[] keys = [AgencyNames.KeyOf(query.Q), AgencyNames.PartKeyOf(query.Q)];
        names = [.. keys.Where(key => key.Length > 0).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The matching agencies from a position on, in the order of their codes.</summary>
    public IEnumerable<AgencyIndexEntry> Find(AgencyIndexSnapshot snapshot, int from)
    {
        (JoinedTexts Texts, string Part)[] wanted = [(snapshot.Codes, code), .. names.Select(name => (snapshot.Names, name))];
        var next = wanted.Select(text => text.Texts.FindNext(text.Part, from)).ToArray();
        while (next.Min() is var place && place < snapshot.Entries.Length)
        {
            if (Fits(snapshot.Entries[place]))
                yield return snapshot.Entries[place];

            for (var i = 0; i < next.Length; i++)
            {
                if (next[i] == place)
                    next[i] = wanted[i].Texts.FindNext(wanted[i].Part, place + 1);
            }
        }
    }

    private bool Fits(AgencyIndexEntry entry) =>
        (query.Province is null || entry.ProvinceCode == query.Province)
        && (query.Kind is null || entry.Kind == query.Kind)
        && (districts is null || (entry.DistrictKey is { } district && districts.Contains(district, StringComparer.Ordinal)))
        && (query.OfficialCode is null || entry.OfficialCode == query.OfficialCode)
        && (query.DistrictCode is null || entry.DistrictCode == query.DistrictCode);
}
