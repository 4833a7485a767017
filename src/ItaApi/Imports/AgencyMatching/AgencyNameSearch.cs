using ItaApi.Imports.Rows;
using ItaApi.Provinces;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.AgencyMatching;

/// <summary>An agency with its names.</summary>
internal sealed record NamedAgency
{
    public string Code { get; init; } = "";
    public string NameTh { get; init; } = "";
    public string? ShortNameTh { get; init; }
    public string? DistrictTh { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>
/// Finds an agency of a province by any of its names, with the kind abbreviated or not. A name that fits no agency, or several, is refused
/// with similar agencies; nothing is guessed.
/// </summary>
/// <param name="agencies">The agencies of the province.</param>
/// <param name="provinceTh">The Thai name of the province.</param>
internal sealed class AgencyNameSearch(IReadOnlyList<NamedAgency> agencies, string provinceTh)
{
    [Limit("agencies suggested for a name that is not found")]
    private const int MaxCandidates = 5;

    /// <summary>The most letters in which a misspelt name may differ.</summary>
    private const int LettersAstray = 2;

    private static readonly Dictionary<string, Province> Provinces = ProvinceDirectory.All
        .SelectMany(province => Named(province, province.Code, province.NameTh, province.NameEn))
        .Concat(Named(ProvinceDirectory.Find("10")!, "กรุงเทพฯ", "กรุงเทพ", "กทม."))
        .DistinctBy(named => named.Key)
        .ToDictionary(named => named.Key, named => named.Province, StringComparer.Ordinal);

    private readonly List<Entry> entries = [.. agencies.Select(agency => new Entry(
        agency,
        [.. new[] { agency.NameTh, agency.ShortNameTh }.OfType<string>().Concat(agency.Aliases).Select(AgencyNames.KeyOf).Distinct()],
        agency.DistrictTh is { } district ? PlaceNames.DistrictKey(district, provinceTh) : null))];

    private sealed record Entry(NamedAgency Agency, string[] Keys, string? District);

    /// <summary>The province of a code or of a name in either language, or null.</summary>
    public static Province? FindProvince(string text) => Provinces.GetValueOrDefault(PlaceNames.ProvinceKey(text));

    /// <summary>The agency with this name, or the fault.</summary>
    /// <param name="name">The name in the sheet.</param>
    /// <param name="district">The district in the row. An agency without a recorded district may be in it.</param>
    public (NamedAgency? Agency, RowFault? Fault) Find(string name, string? district)
    {
        var key = AgencyNames.KeyOf(name);
        var districtKey = district is null ? null : PlaceNames.DistrictKey(district, provinceTh);
        var named = entries.Where(entry => entry.Keys.Contains(key, StringComparer.Ordinal)).ToList();
        var here = districtKey is null ? named : [.. named.Where(entry => entry.District is null || entry.District == districtKey)];
        // An agency recorded in the district takes precedence over those without a district.
        if (districtKey is not null
            && here.Count > 1
            && here.Where(entry => entry.District is not null).ToList() is { Count: > 0 } recorded)
        {
            here = recorded;
        }

        return here switch
        {
            [var one] => (one.Agency, null),
            [_, ..] => (null, RowFault.Of("/agencyName", "agency_name_ambiguous", ("PropertyValue", name), ("Candidates", Show(here)))),
            [] => (null, Unknown(name, named.Count > 0 ? named : Near(key))),
        };
    }

    private static IEnumerable<(string Key, Province Province)> Named(Province province, params string[] names) =>
        names.Select(name => (PlaceNames.ProvinceKey(name), province));

    private static RowFault Unknown(string name, List<Entry> similar)
    {
        var candidates = similar.Count == 0 ? null : Show(similar);
        return RowFault.Of(
            "/agencyName",
            "agency_name_unknown",
            ("PropertyValue", name),
            ("Candidates", candidates ?? "none"),
            ("CandidatesTh", candidates ?? "ไม่พบ"));
    }

    /// <summary>Agencies of the same place, whatever their kind, then those whose name differs in a letter or two.</summary>
    private List<Entry> Near(string key)
    {
        var stem = AgencyNames.StemOf(key);
        return [.. entries
            .Select(entry => (Entry: entry, Distance: entry.Keys.Min(other => Distance(stem, AgencyNames.StemOf(other)))))
            .Where(near => near.Distance <= Math.Min(LettersAstray, stem.Length / 3))
            .OrderBy(near => near.Distance).ThenBy(near => near.Entry.Agency.Code, StringComparer.Ordinal)
            .Select(near => near.Entry)];
    }

    private static string Show(List<Entry> found) => string.Join(", ", found.Take(MaxCandidates).Select(entry =>
        entry.Agency.DistrictTh is { } district
            ? $"{entry.Agency.Code} ({entry.Agency.NameTh}, {district})"
            : $"{entry.Agency.Code} ({entry.Agency.NameTh})"));

    /// <summary>The number of letters to add, remove or change to turn one text into the other (Levenshtein).</summary>
    private static int Distance(string one, string other)
    {
        if (Math.Abs(one.Length - other.Length) > LettersAstray)
            return int.MaxValue;

        Span<int> row = stackalloc int[other.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
            }
        }

        return row[^1];
    }
}
