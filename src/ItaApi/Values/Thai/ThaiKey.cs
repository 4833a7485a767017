using System.Text;

namespace ItaApi.Values.Thai;

/// <summary>
/// The form in which texts are compared: two texts that people read as the same word have the same key. What is stored keeps its own
/// spelling.
/// </summary>
/// <remarks>
/// Letters are in Unicode NFC and lower case. A vowel typed as two signs is the one sign it looks like (U+0E4D U+0E32 is ำ, เเ is แ). The
/// marks of a consonant are in one order, each once. Characters that cannot be seen fall out. Thai does not separate words by blanks, so
/// a blank beside a Thai letter falls out too; between other words any run of blanks is one blank. Digits are ASCII digits.
/// </remarks>
public static class ThaiKey
{
    /// <summary>A later form of the key has another number, so that keys stored in an earlier form are made again.</summary>
    public const short Form = 1;

    /// <summary>The pattern of Braille without dots, which fonts show as a blank.</summary>
    private const char BrailleBlank = '\u2800';

    /// <summary>The key of a text; empty if nothing of it can be seen.</summary>
    public static string Of(string text) => Fold(text, keepsBlanks: false);

    /// <summary>The key with the blanks beside Thai letters, for rules that look at them.</summary>
    internal static string WithBlanks(string text) => Fold(text, keepsBlanks: true);

    /// <summary>Of a key, what is left without blanks, dots and hyphens: names are written with them and without.</summary>
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
                folding.Take(character == ThaiCharacters.Lakkhangyao ? ThaiCharacters.SaraAa : ThaiDigits.ToAscii(char.ToLowerInvariant(character)));
        }

        return folding.Finish();
    }

    /// <summary>Collects a consonant's marks and the vowel behind it before they are written, because they may come in any order.</summary>
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
            if (following is ThaiCharacters.SaraAa or ThaiCharacters.SaraAm && marks.RemoveAll(static mark => mark == ThaiCharacters.Nikhahit) > 0)
                following = ThaiCharacters.SaraAm;
            // The two together look like the third.
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

            // A consonant has one tone; of two, the later one is what its writer meant.
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
