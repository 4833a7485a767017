using ItaApi.Provinces;
using ItaApi.Values.Thai;

namespace ItaApi.Agencies;

/// <summary>The part of an agency that a search reads.</summary>
/// <param name="Code">The code of the agency.</param>
/// <param name="ProvinceCode">The province.</param>
/// <param name="Kind">The kind.</param>
/// <param name="DistrictKey">The key of the district; null when none is recorded.</param>
/// <param name="OfficialCode">The official code; null when it is unknown.</param>
/// <param name="DistrictCode">The code of the district; null when it is unknown.</param>
/// <param name="Codes">Both codes in lower case, separated by <see cref="JoinedTexts.Separator"/>.</param>
/// <param name="Names">The keys of all names, separated in the same way.</param>
internal sealed record AgencyIndexEntry(
    string Code, string ProvinceCode, AgencyKind Kind, string? DistrictKey, string? OfficialCode, string? DistrictCode,
    string Codes, string Names);

/// <summary>A row of <c>agency</c> for the index.</summary>
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
        $"{Code}{JoinedTexts.Separator}{OfficialCode}".ToLowerInvariant(),
        string.Join(JoinedTexts.Separator, AllNames.Select(AgencyNames.KeyOf).Distinct(StringComparer.Ordinal)));

    private IEnumerable<string> AllNames => new[] { NameTh, NameEn, ShortNameTh }.OfType<string>().Concat(Aliases);
}
