using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>A query with a text, prepared for comparing it with many agencies.</summary>
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

    public bool Matches(AgencyIndexEntry entry) =>
        (query.Province is null || entry.ProvinceCode == query.Province)
        && (query.Kind is null || entry.Kind == query.Kind)
        && (districts is null || (entry.DistrictKey is { } district && districts.Contains(district, StringComparer.Ordinal)))
        && (query.OfficialCode is null || entry.OfficialCode == query.OfficialCode)
        && (query.DistrictCode is null || entry.DistrictCode == query.DistrictCode)
        && (entry.Codes.Contains(code, StringComparison.Ordinal) || IsNamed(entry));

    private bool IsNamed(AgencyIndexEntry entry)
    {
        foreach (var name in names)
        {
            if (entry.Names.Contains(name, StringComparison.Ordinal))
                return true;
        }

        return false;
    }
}
