namespace ItaApi.Values.Thai;

/// <summary>Thai digits (๐ to ๙) and the ASCII digits they stand for.</summary>
public static class ThaiDigits
{
    /// <summary>The text with every Thai digit as the ASCII digit.</summary>
    public static string ToAscii(string text) =>
        text.AsSpan().ContainsAnyInRange(ThaiCharacters.ZeroDigit, ThaiCharacters.NineDigit) ? string.Create(text.Length, text, static (written, given) =>
        {
            for (var i = 0; i < written.Length; i++)
                written[i] = ToAscii(given[i]);
        }) : text;

    /// <summary>The text with every ASCII digit as the Thai digit.</summary>
    public static string ToThai(string text) =>
        text.AsSpan().ContainsAnyInRange('0', '9') ? string.Create(text.Length, text, static (written, given) =>
        {
            for (var i = 0; i < written.Length; i++)
                written[i] = char.IsAsciiDigit(given[i]) ? (char)(ThaiCharacters.ZeroDigit + (given[i] - '0')) : given[i];
        }) : text;

    internal static char ToAscii(char character) =>
        character is >= ThaiCharacters.ZeroDigit and <= ThaiCharacters.NineDigit ? (char)('0' + (character - ThaiCharacters.ZeroDigit)) : character;
}
