using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>Digits, dates and lists as Thai offices write them.</summary>
public sealed class ThaiFormatTests
{
    [Fact]
    public void Digits_are_written_in_either_script()
    {
        Assert.Equal("ข้อ ๑๐ (พ.ศ. ๒๕๖๕)", ThaiDigits.ToThai("ข้อ 10 (พ.ศ. 2565)"));
        Assert.Equal("ข้อ 10 (พ.ศ. 2565)", ThaiDigits.ToAscii("ข้อ ๑๐ (พ.ศ. ๒๕๖๕)"));
        Assert.Equal("ไม่มีตัวเลข", ThaiDigits.ToThai("ไม่มีตัวเลข"));
    }

    [Fact]
    public void A_date_has_the_month_in_full_and_the_year_of_the_Buddhist_Era()
    {
        var date = new DateOnly(2022, 9, 6);

        Assert.Equal("6 กันยายน 2565", ThaiDate.Write(date));
        Assert.Equal("6 กันยายน พ.ศ. 2565", ThaiDate.Formal(date));
        Assert.Equal("กันยายน 2565", ThaiDate.MonthAndYear(date));
        Assert.Equal("1 ตุลาคม 2564 - 6 กันยายน 2565", ThaiDate.Period(new DateOnly(2021, 10, 1), date));
    }

    [Theory]
    [InlineData("")]
    [InlineData("ก", "ก")]
    [InlineData("ก และ ข", "ก", "ข")]
    [InlineData("ก ข และ ค", "ก", "ข", "ค")]
    public void The_last_word_of_a_list_is_joined_by_a_word(string list, params string[] words)
    {
        Assert.Equal(list, ThaiList.And(words));
        Assert.Equal(list.Replace("และ", "หรือ", StringComparison.Ordinal), ThaiList.Or(words));
    }
}
