using System.Globalization;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>Misprints made the way a typist makes them: on the characters, not on the number.</summary>
internal static class Slip
{
    /// <summary>A random slip in a printed figure; null where this one makes no score.</summary>
    public static decimal? In(decimal printed, Random random)
    {
        var text = printed.ToString(CultureInfo.InvariantCulture);
        var slipped = random.Next(3) switch
        {
            0 => WrongDigit(text, random),
            1 => SwappedDigits(text, random),
            _ => MovedPoint(text, random),
        };
        return IsWritten(slipped)
            && decimal.Parse(slipped, CultureInfo.InvariantCulture) is var value
            && value != printed
            && Score.TryFrom(value, out _)
            ? value
            : null;
    }

    private static string WrongDigit(string text, Random random)
    {
        var characters = text.ToCharArray();
        var place = random.Next(characters.Length);
        if (characters[place] != '.')
            characters[place] = (char)('0' + random.Next(10));
        return new string(characters);
    }

    private static string SwappedDigits(string text, Random random)
    {
        var characters = text.ToCharArray();
        int[] places = [.. Enumerable.Range(0, characters.Length).Where(i => characters[i] != '.')];
        if (places.Length < 2)
            return text;

        var first = random.Next(places.Length - 1);
        var (left, right) = (places[first], places[first + 1]);
        (characters[left], characters[right]) = (characters[right], characters[left]);
        return new string(characters);
    }

    private static string MovedPoint(string text, Random random)
    {
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        return digits.Insert(random.Next(1, digits.Length + 1), ".").TrimEnd('.');
    }

    /// <summary>Whether a number is written so: no zero before other digits of the whole part, two decimals at most.</summary>
    private static bool IsWritten(string text)
    {
        var parts = text.Split('.');
        return (parts[0].Length == 1 || parts[0][0] != '0') && (parts.Length == 1 || parts[1].TrimEnd('0').Length <= 2);
    }
}
