namespace ItaApi.Values.Thai;

/// <summary>Names of districts and provinces, with or without the word อำเภอ, เขต or จังหวัด in front of them.</summary>
internal static class PlaceNames
{
    /// <summary>The first part of the name of a capital's district, which is short for the whole name within the province.</summary>
    private const string Capital = "เมือง";

    private static readonly string[] DistrictWords = ["กิ่งอำเภอ", "กิ่งอ.", "อำเภอ", "เขต", "อ."];
    private static readonly string[] ProvinceWords = ["จังหวัด", "จ."];

    /// <summary>The key of a district of a province. The district of the capital has one key for all of its names.</summary>
    /// <param name="district">The name as written.</param>
    /// <param name="provinceTh">The Thai name of the province.</param>
    public static string DistrictKey(string district, string provinceTh) =>
        InProvince(Bare(district, DistrictWords), Bare(provinceTh, ProvinceWords));

    /// <summary>The name of a district without the word for a district; that of a capital's district in full.</summary>
    public static string DistrictName(string district, string provinceTh)
    {
        var name = district.Trim();
        var word = DistrictWords.FirstOrDefault(word => name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal));
        var bare = word is null ? name : name[word.Length..].Trim();
        return ThaiKey.Of(bare) == Capital ? $"{Capital}{provinceTh}" : bare;
    }

    /// <summary>The keys that a district can have in some provinces.</summary>
    public static string[] DistrictKeys(string district, IEnumerable<string> provincesTh)
    {
        var bare = Bare(district, DistrictWords);
        return [.. provincesTh.Select(province => InProvince(bare, Bare(province, ProvinceWords))).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The key of a province.</summary>
    public static string ProvinceKey(string province) => Bare(province, ProvinceWords);

    // In one province, the capital's district has the name of the province alone (พระนครศรีอยุธยา).
    private static string InProvince(string district, string province) =>
        district == Capital || district == province ? Capital + province : district;

    private static string Bare(string place, string[] words)
    {
        var key = ThaiKey.Of(place);
        foreach (var word in words)
        {
            if (key.Length > word.Length && key.StartsWith(word, StringComparison.Ordinal))
                return ThaiKey.Squeeze(key.AsSpan(word.Length));
        }

        return ThaiKey.Squeeze(key);
    }
}
