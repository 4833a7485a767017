namespace ItaApi.Values.Thai;

/// <summary>Names of districts and provinces, with or without the word for what they are in front of them.</summary>
public static class PlaceNames
{
    /// <summary>The first part of the name of a capital's district, which stands for the whole where the province is known.</summary>
    private const string Capital = "เมือง";

    private static readonly string[] DistrictWords = ["กิ่งอำเภอ", "กิ่งอ.", "อำเภอ", "เขต", "อ."];
    private static readonly string[] ProvinceWords = ["จังหวัด", "จ."];

    /// <summary>The key of a district of a province. The district of the province's capital has one key, however it is named.</summary>
    /// <param name="district">As it is written.</param>
    /// <param name="provinceTh">The Thai name of the province it lies in.</param>
    public static string DistrictKey(string district, string provinceTh) => InProvince(Bare(district, DistrictWords), Bare(provinceTh, ProvinceWords));

    /// <summary>The name of a district of a province without the word for a district, and the capital's in full.</summary>
    public static string DistrictName(string district, string provinceTh)
    {
        var name = district.Trim();
        var word = DistrictWords.FirstOrDefault(word => name.Length > word.Length && name.StartsWith(word, StringComparison.Ordinal));
        var bare = word is null ? name : name[word.Length..].Trim();
        return ThaiKey.Of(bare) == Capital ? $"{Capital}{provinceTh}" : bare;
    }

    /// <summary>The keys a district may have in any of some provinces.</summary>
    public static string[] DistrictKeys(string district, IEnumerable<string> provincesTh)
    {
        var bare = Bare(district, DistrictWords);
        return [.. provincesTh.Select(province => InProvince(bare, Bare(province, ProvinceWords))).Distinct(StringComparer.Ordinal)];
    }

    /// <summary>The key of a province.</summary>
    public static string ProvinceKey(string province) => Bare(province, ProvinceWords);

    // Of one province the capital's district has the province's name alone (พระนครศรีอยุธยา).
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
