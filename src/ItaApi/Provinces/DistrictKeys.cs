using ItaApi.Values.Thai;

namespace ItaApi.Provinces;

/// <summary>The keys by which districts are compared: with or without the word for a district, and the capital's under either of its names.</summary>
public static class DistrictKeys
{
    private static readonly IReadOnlyList<string> EveryProvince = [.. ProvinceDirectory.All.Select(province => province.NameTh)];

    /// <summary>The key of a district that lies in a province; null of none.</summary>
    public static string? Of(string? districtTh, string provinceCode) =>
        districtTh is null ? null : PlaceNames.DistrictKey(districtTh, ProvinceDirectory.Find(provinceCode)!.NameTh);

    /// <summary>The keys that a district somebody looks for may have: in any province, unless one is named.</summary>
    public static string[] Sought(string district, string? provinceCode) =>
        PlaceNames.DistrictKeys(district, provinceCode is null ? EveryProvince : [ProvinceDirectory.Find(provinceCode)!.NameTh]);
}
