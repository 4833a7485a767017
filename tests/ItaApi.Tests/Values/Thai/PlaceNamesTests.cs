using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>A row is one way in which a place is named.</summary>
public sealed class PlaceNamesTests
{
    [Theory]
    [InlineData("จุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("จุฬาภรณ์ ", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("อ.จุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("อ. จุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("อำเภอ จุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("อ\u0E4D\u0E32เภอจุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("กิ่งอำเภอจุฬาภรณ์", "นครศรีธรรมราช", "จุฬาภรณ์")]
    [InlineData("เขตพระนคร", "กรุงเทพมหานคร", "พระนคร")]
    [InlineData("เมือง", "เชียงราย", "เมืองเชียงราย")]
    [InlineData("อ.เมือง", "เชียงราย", "เมืองเชียงราย")]
    [InlineData("อำเภอเมืองเชียงราย", "จังหวัดเชียงราย", "เมืองเชียงราย")]
    [InlineData("เมือง", "พระนครศรีอยุธยา", "เมืองพระนครศรีอยุธยา")]
    [InlineData("พระนครศรีอยุธยา", "พระนครศรีอยุธยา", "เมืองพระนครศรีอยุธยา")]
    [InlineData("เมืองสรวง", "ร้อยเอ็ด", "เมืองสรวง")]
    public void A_district_has_one_key_however_it_is_named(string district, string province, string key) =>
        Assert.Equal(key, PlaceNames.DistrictKey(district, province));

    [Theory]
    [InlineData("เมือง", "เมืองพะเยา", "เมืองเชียงราย")]
    [InlineData("เมืองเชียงราย", "เมืองเชียงราย")]
    [InlineData("อ.แม่ใจ", "แม่ใจ")]
    [InlineData("พะเยา", "เมืองพะเยา", "พะเยา")]
    public void Without_a_province_a_district_may_be_that_of_any(string district, params string[] keys) =>
        Assert.Equal(keys, PlaceNames.DistrictKeys(district, ["พะเยา", "เชียงราย"]));

    [Theory]
    [InlineData("เชียงราย")]
    [InlineData("จ.เชียงราย")]
    [InlineData("จังหวัด เชียงราย")]
    public void A_province_has_one_key(string province) => Assert.Equal("เชียงราย", PlaceNames.ProvinceKey(province));

    [Theory]
    [InlineData("จังหาร")]
    [InlineData("จะนะ")]
    [InlineData("อุ้มผาง")]
    public void Letters_that_begin_a_name_are_no_word_for_a_place(string district) =>
        Assert.Equal(district, PlaceNames.DistrictKey(district, "ร้อยเอ็ด"));
}
