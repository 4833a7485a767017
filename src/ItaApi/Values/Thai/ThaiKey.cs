using System.Text;

namespace ItaApi.Values.Thai;

/// <summary>
/// The key by which texts are compared: texts that look the same to a reader have the same key. Stored text keeps its spelling.
/// </summary>
/// <remarks>
/// Letters are in Unicode NFC and lower case. A vowel typed as two characters becomes the one it looks like (U+0E4D U+0E32 is ำ, เเ is แ).
/// The marks of a consonant are in a fixed order, each once. Characters that cannot be seen are removed. Thai does not separate words by
/// blanks, so a blank next to a Thai letter is removed too; between other words, several blanks become one. Digits are ASCII digits.
/// </remarks>
internal static class ThaiKey
{
    /// <summary>The version of the rules. Stored keys with another number are replaced.</summary>
    public const short Form = 1;

    /// <summary>The Braille pattern without dots, which looks like a blank.</summary>
    private const char BrailleBlank = '\u2800';

    /// <summary>The key of a text; empty if the text has no visible character.</summary>
    public static string Of(string text) => Fold(text, keepsBlanks: false);

    /// <summary>The key with the blanks next to Thai letters, for rules that need them.</summary>
    internal static string WithBlanks(string text) => Fold(text, keepsBlanks: true);

    /// <summary>A key without blanks, dots and hyphens, with which names are written or not.</summary>
    internal static string Squeeze(ReadOnlySpan<char> key)
    {
        var kept = new StringBuilder(key.Length);
        foreach (var character in key)
        {
            if (character is not ('.' or ' ' or '-' or (>= '\u2010' and <= '\u2015') or '\u2212'))
                kept.Append(character);
        }

        return kept.ToString();
    }

    private static string Fold(string text, bool keepsBlanks)
    {
        var folding = new Folding(text.Length, keepsBlanks);
        foreach (var character in TextRules.NormalizeOrReplace(text))
        {
            if (ThaiCharacters.IsInvisible(character))
                continue;
            if (char.IsWhiteSpace(character) || character == BrailleBlank)
                folding.TakeBlank();
            else
                folding.Take(Fold(character));
        }

        return folding.Finish();
    }

    private static char Fold(char character) => character == ThaiCharacters.Lakkhangyao
        ? ThaiCharacters.SaraAa
        : ThaiDigits.ToAscii(char.ToLowerInvariant(character));

    /// <summary>
    /// Collects the marks of a consonant and the vowel after it before it writes them, because they can come in any order.
    /// </summary>
    private sealed class Folding(int length, bool keepsBlanks)
    {
        private readonly StringBuilder key = new(length);
        private readonly List<char> marks = [];
        private char following;
        private bool isBlankDue;

        public void TakeBlank() => isBlankDue = true;

        public void Take(char character)
        {
            if (ThaiCharacters.IsMark(character))
            {
                marks.Add(character);
                isBlankDue = false;
                return;
            }

            var isFollowing = ThaiCharacters.IsFollowingVowel(character);
            if (!isFollowing || following != '\0')
                EndConsonant();
            if (isFollowing)
            {
                following = character;
                isBlankDue = false;
            }
            else
            {
                Write(character);
            }
        }

        public string Finish()
        {
            EndConsonant();
            return key.ToString();
        }

        private void Write(char character)
        {
            if (isBlankDue && key.Length > 0 && (keepsBlanks || !(ThaiCharacters.IsThai(key[^1]) || ThaiCharacters.IsThai(character))))
                key.Append(' ');
            isBlankDue = false;
            if (character == ThaiCharacters.SaraE && key.Length > 0 && key[^1] == ThaiCharacters.SaraE)
                key[^1] = ThaiCharacters.SaraAe;
            else
                key.Append(character);
        }

        private void EndConsonant()
        {
            if (following is ThaiCharacters.SaraAa or ThaiCharacters.SaraAm
                && marks.RemoveAll(static mark => mark == ThaiCharacters.Nikhahit) > 0)
            {
                following = ThaiCharacters.SaraAm;
            }

            // Together, these two look like the third.
            if (marks.Contains(ThaiCharacters.Nikhahit) && marks.Contains(ThaiCharacters.SaraI))
            {
                marks.RemoveAll(static mark => mark is ThaiCharacters.Nikhahit or ThaiCharacters.SaraI);
                marks.Add(ThaiCharacters.SaraUe);
            }

            WriteMarks();
            if (following != '\0')
                key.Append(following);
            following = '\0';
        }

        private void WriteMarks()
        {
            if (marks.Count == 0)
                return;

            // A consonant has one tone mark; the later of two is the correction.
            var tone = marks.FindLast(ThaiCharacters.IsTone);
            marks.RemoveAll(ThaiCharacters.IsTone);
            if (tone != '\0')
                marks.Add(tone);
            foreach (var mark in marks.Distinct().OrderBy(ThaiCharacters.RankOf).ThenBy(static mark => mark))
                key.Append(mark);
            marks.Clear();
        }
    }
}
