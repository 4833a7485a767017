using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>Lists of names are in the order of a Thai dictionary.</summary>
public sealed class ThaiOrderTests
{
    [Theory]
    [InlineData("consonants", "ก ข ค ง จ ฮ")]
    [InlineData("ru and lu behind their letters", "ร ฤ ล ฦ ว")]
    [InlineData("vowels", "กะ กัน กา กำ กิ กี กึ กื กุ กู เก แก โก ใก ไก")]
    [InlineData("a leading vowel behind its consonant", "กา เกม ขา แขก คา")]
    [InlineData("a leading vowel before a cluster", "เปล่า พลา เพล เพลา")]
    [InlineData("tones after all else", "กา ก่า ก้า ก๊า ก๋า กาก")]
    [InlineData("the short mark after no mark", "เกบ เก็บ เกม")]
    [InlineData("the silencer after no mark", "การ การ์ การค้า")]
    [InlineData("a shorter word before a longer one", "กา กาก กากี")]
    [InlineData("blanks and signs do not count", "บางกอก บาง|แก้ว บาง|ขัน บางฯ|ขา")]
    [InlineData("digits and other scripts first", "1 2 a b ก")]
    public void Words_are_in_the_order_of_a_dictionary(string phenomenon, string words)
    {
        var expected = words.Split(' ').Select(word => word.Replace('|', ' ')).ToArray();

        var sorted = expected.Reverse().OrderBy(ThaiOrder.KeyOf, StringComparer.Ordinal);

        Assert.True(expected.SequenceEqual(sorted), $"{phenomenon}: {string.Join(", ", sorted)}");
    }

    [Fact]
    public void The_order_of_keys_is_the_order_of_their_bytes_in_utf_8()
    {
        var words = new[] { "กา", "ก่า", "เกม", "กาก", "ฮา", "a", "1", "แม่เงิน", "หัวหนอง" };

        var byText = words.OrderBy(ThaiOrder.KeyOf, StringComparer.Ordinal);
        var byBytes = words
            .OrderBy(word => Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(ThaiOrder.KeyOf(word))), StringComparer.Ordinal);

        Assert.Equal(byText, byBytes);
    }
}
