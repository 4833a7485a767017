using System.Globalization;

namespace ItaApi.Values.Thai;

/// <summary>The kinds of characters in Thai text.</summary>
internal static class ThaiCharacters
{
    public const char SaraA = '\u0E30';
    public const char SaraAa = '\u0E32';
    public const char SaraAm = '\u0E33';
    public const char SaraI = '\u0E34';
    public const char SaraUe = '\u0E36';
    public const char SaraE = '\u0E40';
    public const char SaraAe = '\u0E41';
    public const char Lakkhangyao = '\u0E45';
    public const char Nikhahit = '\u0E4D';
    public const char ZeroDigit = '\u0E50';
    public const char NineDigit = '\u0E59';

    public static bool IsThai(char character) => character is >= '\u0E01' and <= '\u0E5B';

    public static bool IsConsonant(char character) => character is >= '\u0E01' and <= '\u0E2E';

    /// <summary>A vowel that is written before its consonant and spoken after it.</summary>
    public static bool IsLeadingVowel(char character) => character is >= SaraE and <= '\u0E44';

    /// <summary>A vowel that is written after its consonant, on the line.</summary>
    public static bool IsFollowingVowel(char character) => character is SaraA or SaraAa or SaraAm;

    /// <summary>A character above or below a consonant.</summary>
    public static bool IsMark(char character) => character is '\u0E31' or (>= SaraI and <= '\u0E3A') or (>= '\u0E47' and <= '\u0E4E');

    public static bool IsTone(char character) => character is >= '\u0E48' and <= '\u0E4B';

    /// <summary>A mark that decides the order of words only when all letters are equal, for example a tone or the silencer.</summary>
    public static bool IsSecondary(char character) => character is >= '\u0E47' and <= '\u0E4E';

    /// <summary>A sign that is not a letter, for example those of an abbreviation and of a repetition.</summary>
    public static bool IsSign(char character) => character is '\u0E2F' or '\u0E46' or '\u0E4F' or '\u0E5A' or '\u0E5B';

    /// <summary>The position of a mark among the marks of one consonant: below, above, tone, silencer.</summary>
    public static int RankOf(char mark) => mark switch
    {
        >= '\u0E38' and <= '\u0E3A' => 0,
        Nikhahit => 2,
        >= '\u0E48' and <= '\u0E4B' => 3,
        '\u0E4C' => 4,
        '\u0E4E' => 5,
        _ => 1,
    };

    /// <summary>
    /// Whether a character cannot be seen and takes no space: zero-width and directional marks, soft hyphens, variation selectors, fillers,
    /// and control characters other than blanks.
    /// </summary>
    public static bool IsInvisible(char character) =>
        character switch
        {
            < '\u007F' => character < ' ' && !char.IsWhiteSpace(character),
            '\u034F' or '\u115F' or '\u1160' or '\u17B4' or '\u17B5' or (>= '\u180B' and <= '\u180F') or '\u3164'
                or (>= '\uFE00' and <= '\uFE0F') or '\uFFA0' => true,
            '\u0085' => false,
            _ => CharUnicodeInfo.GetUnicodeCategory(character) is UnicodeCategory.Format or UnicodeCategory.Control,
        };
}
