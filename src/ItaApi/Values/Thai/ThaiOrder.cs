using System.Text;

namespace ItaApi.Values.Thai;

/// <summary>
/// The order of a Thai dictionary (พจนานุกรม ฉบับราชบัณฑิตยสภา), as a text that sorts by its bytes; a column with it is sorted by
/// <c>collate "C"</c>.
/// </summary>
/// <remarks>
/// Consonants and vowels decide, a leading vowel after its consonant: กา, เกม, ขา. Tone marks, the short mark and the silencer decide only
/// when all letters are equal: กา, ก่า, ก้า. Signs, blanks and punctuation do not count. Digits and other scripts come before Thai letters.
/// </remarks>
internal static class ThaiOrder
{
    /// <summary>Separates the letters from the marks. It is lower than every letter, so that a shorter word comes first.</summary>
    private const char Part = '\u0001';

    /// <summary>A letter without a mark, which comes before one with a mark.</summary>
    private const char NoMark = '\u0002';

    /// <summary>The text by which to sort.</summary>
    public static string KeyOf(string text)
    {
        var (letters, marks) = (new StringBuilder(), new StringBuilder());
        var folded = ThaiKey.Of(text);
        for (var i = 0; i < folded.Length; i++)
        {
            var character = folded[i];
            if (ThaiCharacters.IsSecondary(character))
            {
                // The mark replaces "no mark" of its letter; a second mark follows the first.
                if (marks.Length > 0 && marks[^1] == NoMark)
                    marks.Length--;
                marks.Append(character);
            }
            else if (ThaiCharacters.IsLeadingVowel(character) && i + 1 < folded.Length && ThaiCharacters.IsConsonant(folded[i + 1]))
            {
                Add(folded[i + 1]);
                i++;
                // A mark after the consonant belongs to the consonant, although the vowel moves between them.
                while (i + 1 < folded.Length && ThaiCharacters.IsSecondary(folded[i + 1]))
                {
                    if (marks[^1] == NoMark)
                        marks.Length--;
                    marks.Append(folded[++i]);
                }

                Add(character);
            }
            else if (!ThaiCharacters.IsSign(character) && (char.IsLetterOrDigit(character) || ThaiCharacters.IsThai(character)))
            {
                Add(character);
            }
        }

        return letters.Append(Part).Append(marks.ToString().TrimEnd(NoMark)).ToString();

        void Add(char letter)
        {
            letters.Append(letter);
            marks.Append(NoMark);
        }
    }
}
