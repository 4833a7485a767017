namespace ItaApi.Values.Thai;

/// <summary>Thai digits (๐ to ๙) and the ASCII digits with the same values.</summary>
internal static class ThaiDigits
{
    /// <summary>The text with ASCII digits in place of Thai digits.</summary>
    public static string ToAscii(string text)
    {
        if (!text.AsSpan().ContainsAnyInRange(ThaiCharacters.ZeroDigit, ThaiCharacters.NineDigit))
            return text;

        return string.Create(text.Length, text, static (ascii, thai) =>
        {
            for (var i = 0; i < ascii.Length; i++)
                ascii[i] = ToAscii(thai[i]);
        });
    }

    public static char ToAscii(char character) => character is >= ThaiCharacters.ZeroDigit and <= ThaiCharacters.NineDigit
        ? (char)('0' + (character - ThaiCharacters.ZeroDigit))
        : character;
}
