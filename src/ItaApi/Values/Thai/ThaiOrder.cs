using System.Text;

namespace ItaApi.Values.Thai;

/// <summary>
/// The order of a Thai dictionary (พจนานุกรม ฉบับราชบัณฑิตยสภา), as a text that sorts by its bytes: stored in a column, it is ordered by
/// <c>collate "C"</c>.
/// </summary>
/// <remarks>
/// Words are ordered by their consonants and vowels, a leading vowel behind the consonant it belongs to: กา is before เกม, and เกม before ขา.
/// Tones, the short mark and the silencer decide only where all else is equal: กา, ก่า, ก้า. Signs, blanks and punctuation do not count.
/// Digits and other scripts are before Thai letters.
/// </remarks>
public static class ThaiOrder
{
    /// <summary>Parts what is compared first from what is compared second; lower than every letter, so that a shorter word is first.</summary>
    private const char Part = '\u0001';

    /// <summary>A letter without a mark, which is before one with.</summary>
    private const char NoMark = '\u0002';

    /// <summary>The text to sort by.</summary>
    public static string KeyOf(string text)
    {
        var (letters, marks) = (new StringBuilder(), new StringBuilder());
        var folded = ThaiKey.Of(text);
        for (var i = 0; i < folded.Length; i++)
        {
            var character = folded[i];
            if (ThaiCharacters.IsSecondary(character))
            {
                // In place of the letter's "no mark"; a second mark follows the first.
                if (marks.Length > 0 && marks[^1] == NoMark)
                    marks.Length--;
                marks.Append(character);
            }
            else if (ThaiCharacters.IsLeadingVowel(character) && i + 1 < folded.Length && ThaiCharacters.IsConsonant(folded[i + 1]))
            {
                Add(folded[i + 1]);
                i++;
                // The mark behind the consonant belongs to it, though the vowel is moved in between.
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
