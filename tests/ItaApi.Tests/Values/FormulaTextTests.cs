using ItaApi.Values;

namespace ItaApi.Tests.Values;

public sealed class FormulaTextTests
{
    [Theory]
    [InlineData("=1+1")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@x")]
    [InlineData("\t=1")]
    [InlineData("\r=1")]
    [InlineData("\n=1")]
    [InlineData(" =1")]
    [InlineData("\u00A0=1")]
    [InlineData("\u200B=1")]
    [InlineData("\uFEFF \u2060=1")]
    [InlineData("\uFF1D1+1")]
    [InlineData(" \uFF0B1")]
    public void What_begins_as_a_formula_after_what_cannot_be_seen_is_one(string text) => Assert.True(FormulaText.IsFormula(text));

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("a=1")]
    [InlineData("เทศบาล - ตำบล")]
    [InlineData("'=1")]
    public void Other_text_is_none(string text) => Assert.False(FormulaText.IsFormula(text));
}
