using ItaApi.Values.Thai;

namespace ItaApi.Provinces;

/// <summary>
/// The keys by which districts are compared. The word for a district does not count, and the district of a capital has one key for both of
/// its names.
/// </summary>
internal static class DistrictKeys
{
    private static readonly IReadOnlyList<string> EveryProvince = [.. ProvinceDirectory.All.Select(province => province.NameTh)];

    /// <summary>The key of a district of a province; null for null.</summary>
    public static string? Of(string? districtTh, string provinceCode) =>
        districtTh is null ? null : PlaceNames.DistrictKey(districtTh, ProvinceDirectory.Find(provinceCode)!.NameTh);

    /// <summary>The keys that a requested district can have, in one province or in all.</summary>
    public static string[] Sought(string district, string? provinceCode) =>
        PlaceNames.DistrictKeys(district, provinceCode is null ? EveryProvince : [ProvinceDirectory.Find(provinceCode)!.NameTh]);
}
