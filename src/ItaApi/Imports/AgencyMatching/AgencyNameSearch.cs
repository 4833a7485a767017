using System.Globalization;
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

    /// <summary>Names that differ in this many letters can look alike.</summary>
    private const int LettersAlike = 2;

    /// <summary>The letters of a name that are compared; no name of a place is longer.</summary>
    private const int LongestCompared = 60;

    private static readonly string[] ProvinceWords = ["จังหวัด", "จ."];

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

    /// <summary>The provinces that a title mentions, by code: after the word for a province, or as a word by itself.</summary>
    public static IReadOnlyList<string> FindProvincesIn(string title)
    {
        var text = ThaiKey.WithBlanks(title);
        HashSet<string> found = new(StringComparer.Ordinal);
        foreach (var word in ProvinceWords)
        {
            for (var at = text.IndexOf(word, StringComparison.Ordinal); at >= 0; at = text.IndexOf(word, at + 1, StringComparison.Ordinal))
            {
                var rest = ThaiKey.Squeeze(text.AsSpan(at + word.Length));
                var name = Provinces.Keys.Where(key => rest.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length);
                if (name is { Length: > 2 })
                    found.Add(Provinces[name].Code);
            }
        }

        foreach (var word in text.Split(' '))
        {
            if (word.Length > 2 && Provinces.TryGetValue(PlaceNames.ProvinceKey(word), out var province))
                found.Add(province.Code);
        }

        return [.. found];
    }

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
        var key = AgencyNames.KeyOf(name);
        return RowFault.Of(
            "/agencyName",
            "agency_name_unknown",
            ("PropertyValue", name),
            ("Candidates", similar.Count == 0 ? ["none"] : Show(similar, thai: false, key)),
            ("CandidatesTh", similar.Count == 0 ? ["ไม่พบ"] : Show(similar, thai: true, key)));
    }

    /// <summary>The agencies whose names of places are nearest, whatever their kind and however far they are.</summary>
    private List<Entry> Near(string key)
    {
        var stem = AgencyNames.StemOf(key);
        stem = stem.Length <= LongestCompared ? stem : stem[..LongestCompared];
        List<(Entry Entry, int Distance)> nearest = [];
        foreach (var entry in entries)
        {
            // What is farther than those that are kept need not be known exactly.
            var limit = nearest.Count < MaxCandidates ? LongestCompared : nearest[^1].Distance - 1;
            var distance = entry.Keys.Min(other => Distance(stem, AgencyNames.StemOf(other), limit));
            if (distance > limit && nearest.Count == MaxCandidates)
                continue;

            var place = nearest.FindIndex(known => known.Distance > distance);
            nearest.Insert(place < 0 ? nearest.Count : place, (entry, distance));
            if (nearest.Count > MaxCandidates)
                nearest.RemoveAt(MaxCandidates);
        }

        return [.. nearest.Select(near => near.Entry)];
    }

    private static string[] Show(List<Entry> found, bool thai = false, string? written = null) =>
        [.. found.Take(MaxCandidates).Select(entry =>
        {
            var shown = new[] { entry.Agency.NameTh, entry.Agency.DistrictTh, written is null ? null : Difference(written, entry, thai) };
            return $"{entry.Agency.Code} ({string.Join(", ", shown.OfType<string>())})";
        })];

    /// <summary>How a name differs from one that may look the same: by its letters and their numbers.</summary>
    private static string? Difference(string written, Entry entry, bool thai)
    {
        var own = AgencyNames.StemOf(written);
        var other = entry.Keys.Select(AgencyNames.StemOf).MinBy(stem => Distance(own, stem, LongestCompared))!;
        if (own == other || Distance(own, other, LettersAlike) > LettersAlike)
            return null;

        var start = own.AsSpan().CommonPrefixLength(other);
        var end = 0;
        while (end < Math.Min(own.Length, other.Length) - start && own[^(end + 1)] == other[^(end + 1)])
            end++;
        var (has, lacks) = (Letters(other[start..^end], thai), Letters(own[start..^end], thai));
        return thai ? $"มี {has} แทน {lacks}" : $"has {has} in place of {lacks}";
    }

    private static string Letters(string text, bool thai) => text.Length == 0
        ? thai ? "ไม่มีอักษร" : "nothing"
        : string.Join(' ', text.Select(letter => string.Create(CultureInfo.InvariantCulture, $"'{letter}' U+{(int)letter:X4}")));

    /// <summary>
    /// The number of letters to add, remove or change to turn one text into the other (Levenshtein); any greater number beyond the limit.
    /// </summary>
    private static int Distance(string one, string other, int limit)
    {
        if (Math.Abs(one.Length - other.Length) > limit)
            return int.MaxValue;

        var row = new int[other.Length + 1];
        for (var j = 0; j < row.Length; j++)
            row[j] = j;
        for (var i = 1; i <= one.Length; i++)
        {
            var diagonal = row[0];
            var least = row[0] = i;
            for (var j = 1; j < row.Length; j++)
            {
                var change = one[i - 1] == other[j - 1] ? diagonal : diagonal + 1;
                diagonal = row[j];
                row[j] = Math.Min(change, Math.Min(row[j], row[j - 1]) + 1);
                least = Math.Min(least, row[j]);
            }

            if (least > limit)
                return int.MaxValue;
        }

        return row[^1];
    }
}
