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

    /// <summary>Every score that one slip makes of a printed figure, or is made from by one.</summary>
    public static IReadOnlyCollection<decimal> AllOf(decimal printed)
    {
        var text = printed.ToString(CultureInfo.InvariantCulture);
        int[] places = [.. Enumerable.Range(0, text.Length).Where(i => text[i] != '.')];
        var written =
            from place in places
            from digit in "0123456789"
            select text[..place] + digit + text[(place + 1)..];
        var swapped = places.Zip(places.Skip(1), (left, right) =>
        {
            var characters = text.ToCharArray();
            (characters[left], characters[right]) = (characters[right], characters[left]);
            return new string(characters);
        });
        var digits = text.Replace(".", "", StringComparison.Ordinal);
        var moved = new[] { -2, -1, 1, 2 }.Select(moved => WithDecimals(digits, printed.Scale + moved));

        return written.Concat(swapped)
            .Where(IsWritten)
            .Concat(moved)
            .Select(number => decimal.Parse(number, CultureInfo.InvariantCulture))
            .Where(number => number != printed && Score.TryFrom(number, out _))
            .ToHashSet();
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

    /// <summary>
    /// The digits with so many of them behind the point; zeros are written where digits lack, and left out where there are too many.
    /// </summary>
    private static string WithDecimals(string digits, int decimals)
    {
        for (; decimals < 0; decimals++)
            digits += "0";
        for (; decimals > 2 && digits[^1] == '0'; decimals--)
            digits = digits[..^1];

        digits = digits.PadLeft(decimals + 1, '0');
        return decimals == 0 ? digits : digits.Insert(digits.Length - decimals, ".");
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
