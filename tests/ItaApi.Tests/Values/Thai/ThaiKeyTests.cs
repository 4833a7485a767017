using ItaApi.Values.Thai;

namespace ItaApi.Tests.Values.Thai;

/// <summary>A row is one way in which a text is written differently and read the same.</summary>
public sealed class ThaiKeyTests
{
    [Theory]
    [InlineData("sara am in two parts behind the tone", "น้ำบ่อ", "น\u0E49\u0E4D\u0E32บ่อ")]
    [InlineData("sara am in two parts around the tone", "น้ำบ่อ", "น\u0E4D\u0E49\u0E32บ่อ")]
    [InlineData("the tone behind sara am", "น้ำบ่อ", "น\u0E33\u0E49บ่อ")]
    [InlineData("sara am with a second circle", "น้ำบ่อ", "น\u0E49\u0E4D\u0E33บ่อ")]
    [InlineData("sara ae as two sara e", "แม่เงิน", "เเม่เงิน")]
    [InlineData("sara ae as two sara e with an invisible space between", "แม่เงิน", "เ\u200Bเม่เงิน")]
    [InlineData("sara ue as sara i and a circle", "ศึกษา", "ศ\u0E34\u0E4Dกษา")]
    [InlineData("the long sara aa behind ru", "ฤาษี", "ฤๅษี")]
    [InlineData("the tone before the vowel above", "ที่ดิน", "ท\u0E48\u0E35ดิน")]
    [InlineData("the tone before the vowel below", "หมู่บ้าน", "หม\u0E48\u0E39บ้าน")]
    [InlineData("the silencer before the vowel", "สิทธิ์", "สิทธ\u0E4C\u0E34")]
    [InlineData("the tone behind sara aa", "ป่าไม้", "ปา\u0E48ไม้")]
    [InlineData("a tone typed twice", "แม่เงิน", "แม\u0E48\u0E48เงิน")]
    [InlineData("a vowel typed twice", "ศิลา", "ศ\u0E34\u0E34ลา")]
    [InlineData("the silencer typed twice", "จันทร์", "จันทร\u0E4C\u0E4C")]
    [InlineData("a tone corrected by another", "น้ำ", "น\u0E48\u0E49ำ")]
    [InlineData("a zero-width space", "หัวหนอง", "หัว\u200Bหนอง")]
    [InlineData("a zero-width joiner and non-joiner", "หัวหนอง", "หัว\u200Dหน\u200Cอง")]
    [InlineData("a word joiner", "หัวหนอง", "หัว\u2060หนอง")]
    [InlineData("a byte order mark", "หัวหนอง", "\uFEFFหัวหนอง")]
    [InlineData("a soft hyphen", "หัวหนอง", "หัว\u00ADหนอง")]
    [InlineData("a directional mark", "หัวหนอง", "หัวหนอง\u200F")]
    [InlineData("a variation selector", "หัวหนอง", "หัวหนอง\uFE0F")]
    [InlineData("a control character", "หัวหนอง", "หัว\u0007หนอง")]
    [InlineData("blanks around it", "หัวหนอง", " \t หัวหนอง\u3000\r\n")]
    [InlineData("a no-break space between Thai letters", "หัวหนอง", "หัว\u00A0หนอง")]
    [InlineData("a blank before a mark", "น้ำบ่อ", "น \u0E49ำบ่อ")]
    [InlineData("a blank before the sign of repetition", "ต่าง ๆ", "ต่างๆ")]
    [InlineData("a run of blanks between words of another script", "Mae Ngoen", "Mae\u00A0\u2003 Ngoen")]
    [InlineData("upper case", "Mae Ngoen", "MAE NGOEN")]
    [InlineData("letters of NFD", "café", "cafe\u0301")]
    [InlineData("Thai digits", "กม.5", "กม.๕")]
    public void One_key_is_of_every_spelling(string phenomenon, string one, string other) =>
        Assert.True(ThaiKey.Of(one) == ThaiKey.Of(other), $"{phenomenon}: '{ThaiKey.Of(one)}' is not '{ThaiKey.Of(other)}'.");

    [Theory]
    [InlineData("ป่า", "ป้า")]
    [InlineData("ปา", "ป่า")]
    [InlineData("เกา", "เก้า")]
    [InlineData("ไหม", "ใหม")]
    [InlineData("เเก", "เก")]
    [InlineData("กำ", "กา")]
    [InlineData("ศิ", "ศึ")]
    [InlineData("Mae Ngoen", "MaeNgoen")]
    [InlineData("กม.5", "กม.6")]
    public void Different_words_have_different_keys(string one, string other) => Assert.NotEqual(ThaiKey.Of(one), ThaiKey.Of(other));

    [Theory]
    [InlineData("")]
    [InlineData(" \u200B\uFEFF\u00AD ")]
    public void What_cannot_be_seen_has_an_empty_key(string text) => Assert.Equal("", ThaiKey.Of(text));

    [Fact]
    public void What_is_no_text_has_a_key_all_the_same()
    {
        // Not as data of a theory: an attribute cannot hold half a pair of surrogates.
        foreach (var text in new[] { "\uD800หนอง", "หนอง\uDC00", "หนอง\uFFFE\uFFFF" })
            Assert.Contains("\uFFFD", ThaiKey.Of(text), StringComparison.Ordinal);
    }

    [Fact]
    public void A_key_is_its_own_key()
    {
        foreach (var text in new[] { "น\u0E49\u0E4D\u0E32บ่อ", "เเม่เงิน", "ต่าง ๆ นานา", "Mae  Ngoen 2", "ก\u0E4D", "\u0E48ก", "เเเก" })
            Assert.Equal(ThaiKey.Of(text), ThaiKey.Of(ThaiKey.Of(text)));
    }
}
