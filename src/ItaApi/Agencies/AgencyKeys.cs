using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>What an agency is compared and sorted by. Made here and stored beside the agency; a statement compares stored keys.</summary>
/// <param name="NameKey">Equal for all spellings of a name, its kind in full or abbreviated.</param>
/// <param name="DistrictKey">Equal for all ways to name the district; null if none is recorded.</param>
/// <param name="SortKey">Sorts as a Thai dictionary does.</param>
public sealed record AgencyKeys(string NameKey, string? DistrictKey, string SortKey)
{
    public static AgencyKeys Of(string nameTh, string? districtTh, string provinceCode) => new(
        AgencyNames.KeyOf(nameTh),
        DistrictKeys.Of(districtTh, provinceCode),
        ThaiOrder.KeyOf(nameTh));
}
