using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>An agency as a search looks at it.</summary>
/// <param name="Code">Its code.</param>
/// <param name="ProvinceCode">Its province.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="DistrictKey">The key of its district, if one is recorded.</param>
/// <param name="OfficialCode">Its official code, if it is known.</param>
/// <param name="DistrictCode">The code of its district, if it is known.</param>
/// <param name="Codes">Its codes in lower case, a line each.</param>
/// <param name="Names">The keys of its names, a line each.</param>
internal sealed record AgencyIndexEntry(
    string Code, string ProvinceCode, AgencyKind Kind, string? DistrictKey, string? OfficialCode, string? DistrictCode, string Codes, string Names);

/// <summary>A row of <c>agency</c> as the index reads it.</summary>
internal sealed record AgencyIndexRow
{
    public string Code { get; init; } = "";
    public string? OfficialCode { get; init; }
    public string? DistrictCode { get; init; }
    public string NameTh { get; init; } = "";
    public string? NameEn { get; init; }
    public string? ShortNameTh { get; init; }
    public AgencyKind Kind { get; init; }
    public string ProvinceCode { get; init; } = "";
    public string? DistrictTh { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];

    public AgencyIndexEntry ToEntry() => new(
        Code,
        ProvinceCode,
        Kind,
        DistrictKeys.Of(DistrictTh, ProvinceCode),
        OfficialCode,
        DistrictCode,
        $"{Code}\n{OfficialCode}".ToLowerInvariant(),
        string.Join('\n', new[] { NameTh, NameEn, ShortNameTh }.OfType<string>().Concat(Aliases).Select(AgencyNames.KeyOf).Distinct(StringComparer.Ordinal)));
}
