using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>
/// The keys by which an agency is compared and sorted. They are stored with the agency, and statements compare stored keys.
/// </summary>
/// <param name="NameKey">Equal for all spellings of a name, with the kind in full or abbreviated.</param>
/// <param name="DistrictKey">Equal for all names of the district; null when none is recorded.</param>
/// <param name="SortKey">Sorts in the order of a Thai dictionary.</param>
internal sealed record AgencyKeys(string NameKey, string? DistrictKey, string SortKey)
{
    public static AgencyKeys Of(string nameTh, string? districtTh, string provinceCode) => new(
        AgencyNames.KeyOf(nameTh),
        DistrictKeys.Of(districtTh, provinceCode),
        ThaiOrder.KeyOf(nameTh));
}
