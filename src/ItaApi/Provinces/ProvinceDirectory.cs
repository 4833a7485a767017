using System.Collections.Frozen;
using CsvHelper;
using ItaApi.Faults;

namespace ItaApi.Provinces;

/// <summary>
/// The 77 provinces. They change only by act of parliament, so they are part of the service (<c>provinces.csv</c>): reading them needs no
/// database, and a corrected name makes another build, which the entity tags of all answers name.
/// </summary>
internal static class ProvinceDirectory
{
    /// <summary>Every province, by code.</summary>
    public static IReadOnlyList<Province> All { get; } = Load();

    private static readonly FrozenDictionary<string, Province> ByCode = All.ToFrozenDictionary(
        province => province.Code, StringComparer.Ordinal);

    public static Province? Find(string code) => ByCode.GetValueOrDefault(code);

    /// <summary>The name of a province in both languages; null if no province has this code.</summary>
    public static Words? NameOf(string code) => Find(code) is { } province ? new Words(province.NameEn, province.NameTh) : null;

    private static List<Province> Load()
    {
        using var stream = typeof(ProvinceDirectory).Assembly.GetManifestResourceStream("ItaApi.Provinces.provinces.csv")
            ?? throw new InvalidOperationException("provinces.csv is not embedded in the service.");
        using var text = new StreamReader(stream);
        using var csv = CsvReader.FromText(text.ReadToEnd());
        List<Province> provinces = [];
        csv.ReadHeader();
        while (csv.Read())
        {
            provinces.Add(new Province
            {
                Code = csv.GetString("code"),
                IsoCode = csv.GetString("iso_3166_2"),
                NameTh = csv.GetString("name_th"),
                NameEn = csv.GetString("name_en"),
                RegionTh = csv.GetString("region_th"),
                RegionEn = csv.GetString("region_en"),
            });
        }

        return [.. provinces.OrderBy(province => province.Code, StringComparer.Ordinal)];
    }
}
