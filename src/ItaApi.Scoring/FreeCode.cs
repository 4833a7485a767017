namespace ItaApi.Scoring;

/// <summary>Codes that are accepted where a year's items or questions are provisional, without being on its list.</summary>
public static class FreeCode
{
    private const int MostDigits = 2;

    /// <summary>Whether a code has the form of an item's: <c>O1</c> to <c>O99</c>, with the letter O.</summary>
    public static bool IsItem(string code) => code is ['O', .. var number] && IsNumber(number);

    /// <summary>Whether a code has the form of a question's: <c>I1</c> to <c>I99</c>, <c>E1</c> to <c>E99</c>.</summary>
    public static bool IsQuestion(string code) => code is ['I' or 'E', .. var number] && IsNumber(number);

    private static bool IsNumber(string digits) =>
        digits.Length <= MostDigits && digits is [>= '1' and <= '9', ..] && digits.All(char.IsAsciiDigit);
}
