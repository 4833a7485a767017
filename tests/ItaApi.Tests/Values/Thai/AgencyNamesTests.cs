using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>A row is one way in which documents write the kind of an agency in front of its place.</summary>
public sealed class AgencyNamesTests
{
    [Theory]
    [InlineData("อบต.น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("อบต. น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("อบต น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("อบตน้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("อ.บ.ต.น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("\u200Bอบต.\u00A0น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("องค์การบริหารส่วนตำบล น้ำบ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("องค์การบริหารส่วนต\u0E4D\u0E32บลน\u0E49\u0E4D\u0E32บ่อ", "องค์การบริหารส่วนตำบลน้ำบ่อ")]
    [InlineData("อบจ.กระบี่", "องค์การบริหารส่วนจังหวัดกระบี่")]
    [InlineData("ทต.เเม่เงิน", "เทศบาลตำบลแม่เงิน")]
    [InlineData("ทต แม่เงิน", "เทศบาลตำบลแม่เงิน")]
    [InlineData("ท.ต.แม่เงิน", "เทศบาลตำบลแม่เงิน")]
    [InlineData("ทม.เมืองพล", "เทศบาลเมืองเมืองพล")]
    [InlineData("ทน.หาดใหญ่", "เทศบาลนครหาดใหญ่")]
    [InlineData("เทศบาลเมืองสุไหงโก-ลก", "เทศบาลเมืองสุไหงโกลก")]
    [InlineData("เทศบาลตำบลเขาวัว\u2013พลอยแหวน", "เทศบาลตำบลเขาวัวพลอยแหวน")]
    [InlineData("เมืองพัทยา", "เมืองพัทยา")]
    [InlineData("อบต", "องค์การบริหารส่วนตำบล")]
    [InlineData("ทน.", "เทศบาลนคร")]
    public void The_key_has_the_kind_in_full_and_no_blanks(string name, string key) => Assert.Equal(key, AgencyNames.KeyOf(name));

    [Theory]
    [InlineData("ทตัวเมือง")]
    [InlineData("ทนายความ")]
    [InlineData("อบตั้ง")]
    [InlineData("บ้านอบต.")]
    public void Letters_that_begin_a_word_are_no_kind(string name) => Assert.Null(AgencyNames.KindOf(AgencyNames.KeyOf(name)));

    [Theory]
    [InlineData("อบต.น้ำบ่อ", "น้ำบ่อ")]
    [InlineData("เทศบาลตำบลน้ำบ่อ", "น้ำบ่อ")]
    [InlineData("น้ำบ่อ", "น้ำบ่อ")]
    public void The_stem_is_the_place_alone(string name, string stem) => Assert.Equal(stem, AgencyNames.StemOf(AgencyNames.KeyOf(name)));
}
