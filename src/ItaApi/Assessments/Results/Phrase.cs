using System.Globalization;

namespace ItaApi.Assessments.Results;

/// <summary>A name or a sentence in both languages, as an official writes them.</summary>
internal sealed record Phrase(string Th, string En)
{
    /// <summary>The phrases as one list: <c>A, B และ C</c>.</summary>
    public static Phrase Join(IReadOnlyList<Phrase> phrases) => new(
        Listed([.. phrases.Select(phrase => phrase.Th)], "และ"), Listed([.. phrases.Select(phrase => phrase.En)], "and"));

    /// <summary>The phrases as alternatives: <c>A หรือ B</c>.</summary>
    public static Phrase Either(IReadOnlyList<Phrase> phrases) => new(
        Listed([.. phrases.Select(phrase => phrase.Th)], "หรือ"), Listed([.. phrases.Select(phrase => phrase.En)], "or"));

    /// <summary>A sentence of the phrases: the English one begins with a capital letter.</summary>
    public static Phrase Sentence(string thai, string english) =>
        new(thai, english.Length == 0 ? "" : $"{char.ToUpperInvariant(english[0])}{english.AsSpan(1)}");

    /// <summary>Calculated points, always with two decimals.</summary>
    public static string Points(decimal points) => points.ToString("0.00", CultureInfo.InvariantCulture);

    /// <summary>A printed number with the decimals it was printed with.</summary>
    public static string Printed(decimal number) => number.ToString(CultureInfo.InvariantCulture);

    private static string Listed(IReadOnlyList<string> parts, string word)
    {
        if (parts.Count < 2)
            return string.Concat(parts);

        // Thai joins the word to the next one, but not to a number.
        var blank = parts[^1].Length > 0 && char.IsAscii(parts[^1][0]) ? " " : "";
        return $"{string.Join(", ", parts.Take(parts.Count - 1))} {word}{blank}{parts[^1]}";
    }
}
