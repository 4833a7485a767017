using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>Digits and dates as Thai offices write them.</summary>
public sealed class ThaiFormatTests
{
    [Theory]
    [InlineData("ข้อ ๑๐ (พ.ศ. ๒๕๖๕)", "ข้อ 10 (พ.ศ. 2565)")]
    [InlineData("ไม่มีตัวเลข", "ไม่มีตัวเลข")]
    public void Thai_digits_are_read(string thai, string ascii) => Assert.Equal(ascii, ThaiDigits.ToAscii(thai));

    [Fact]
    public void A_date_has_the_month_in_full_and_the_year_of_the_Buddhist_Era() =>
        Assert.Equal("6 กันยายน 2565", ThaiDate.Write(new DateOnly(2022, 9, 6)));
}
