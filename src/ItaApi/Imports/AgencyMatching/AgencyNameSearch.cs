using ItaApi.Imports.Rows;
using ItaApi.Provinces;
using ItaApi.Values;

namespace ItaApi.Imports.AgencyMatching;

/// <summary>An agency as a sheet may name it.</summary>
public sealed record NamedAgency
{
    public string Code { get; init; } = "";
    public string NameTh { get; init; } = "";
    public string? ShortNameTh { get; init; }
    public string? DistrictTh { get; init; }
    public IReadOnlyList<string> Aliases { get; init; } = [];
}

/// <summary>
/// Finds the agency a sheet means among those of a province: by any of its names, kinds abbreviated or not. A name that fits none, or
/// more than one, is refused with those that come near it; nothing is guessed.
/// </summary>
public sealed class AgencyNameSearch(IReadOnlyList<NamedAgency> agencies)
{
    [Limit("agencies suggested for a name that is not found")]
    private const int MaxCandidates = 5;

    /// <summary>Letters by which a misspelt name may differ from the one shown.</summary>
    private const int LettersAstray = 2;

    private static readonly Dictionary<string, Province> Provinces = ProvinceDirectory.All
        .SelectMany(province => new[] { province.Code, province.NameTh, province.NameEn }.Select(name => (Key: AgencyNameKeys.ProvinceKey(name), Province: province)))
        .Concat(new[] { "กรุงเทพฯ", "กทม." }.Select(name => (Key: AgencyNameKeys.ProvinceKey(name), Province: ProvinceDirectory.Find("10")!)))
        .DistinctBy(named => named.Key)
        .ToDictionary(named => named.Key, named => named.Province, StringComparer.Ordinal);

    private readonly List<Entry> entries = [.. agencies.Select(agency => new Entry(
        agency,
        [.. new[] { agency.NameTh, agency.ShortNameTh }.OfType<string>().Concat(agency.Aliases).Select(AgencyNameKeys.Key).Distinct()],
        agency.DistrictTh is { } district ? AgencyNameKeys.DistrictKey(district) : null))];

    private sealed record Entry(NamedAgency Agency, string[] Keys, string? District);

    /// <summary>The province of a code or of a name in either language, or null.</summary>
    public static Province? FindProvince(string text) => Provinces.GetValueOrDefault(AgencyNameKeys.ProvinceKey(text));

    /// <summary>The agency of this name, or why none can be named.</summary>
    /// <param name="name">As the sheet has it.</param>
    /// <param name="district">The district beside it; an agency of which none is recorded may lie in it.</param>
    public (NamedAgency? Agency, RowFault? Fault) Find(string name, string? district)
    {
        var key = AgencyNameKeys.Key(name);
        var districtKey = district is null ? null : AgencyNameKeys.DistrictKey(district);
        var named = entries.Where(entry => entry.Keys.Contains(key, StringComparer.Ordinal)).ToList();
        var here = districtKey is null ? named : [.. named.Where(entry => entry.District is null || entry.District == districtKey)];
        // One that is recorded in the district goes before those that might be.
        if (districtKey is not null && here.Count > 1 && here.Where(entry => entry.District is not null).ToList() is { Count: > 0 } recorded)
            here = recorded;

        return here switch
        {
            [var one] => (one.Agency, null),
            [_, ..] => (null, RowFault.Of("/agencyName", "agency_name_ambiguous", ("PropertyValue", name), ("Candidates", Show(here)))),
            [] => (null, Unknown(name, named.Count > 0 ? named : Near(key))),
        };
    }

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

    /// <summary>Those of the same place whatever their kind, then those a letter or two away.</summary>
    private List<Entry> Near(string key)
    {
        var stem = AgencyNameKeys.Stem(key);
        return [.. entries
            .Select(entry => (Entry: entry, Distance: entry.Keys.Min(other => Distance(stem, AgencyNameKeys.Stem(other)))))
            .Where(near => near.Distance <= Math.Min(LettersAstray, stem.Length / 3))
            .OrderBy(near => near.Distance).ThenBy(near => near.Entry.Agency.Code, StringComparer.Ordinal)
            .Select(near => near.Entry)];
    }

    private static string Show(List<Entry> found) => string.Join(", ", found.Take(MaxCandidates).Select(entry =>
        entry.Agency.DistrictTh is { } district
            ? $"{entry.Agency.Code} ({entry.Agency.NameTh}, {district})"
            : $"{entry.Agency.Code} ({entry.Agency.NameTh})"));

    /// <summary>Letters to add, drop or change to make one of the other (Levenshtein).</summary>
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
