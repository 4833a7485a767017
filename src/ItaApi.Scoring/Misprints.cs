using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A slip that turns one printed figure into another.</summary>
public enum MisprintKind
{
    /// <summary>One digit is wrong: 93.20 printed as 83.20.</summary>
    Digit,

    /// <summary>Two neighbouring digits are swapped: 88.13 printed as 88.31.</summary>
    Transposition,

    /// <summary>The decimal point has moved: 93.20 printed as 9.32.</summary>
    DecimalPoint,

    /// <summary>The scores of two indicators are exchanged.</summary>
    Exchange,

    /// <summary>A count is another number, and no slip of the digits makes it so: ten weaknesses where seven are.</summary>
    Count,

    /// <summary>Scores of instruments are printed already weighted: 25.04 for 83.47 of an instrument that weighs 0.30.</summary>
    Weighted,
}

/// <summary>What a printed figure may have been meant to be, one slip away.</summary>
internal readonly record struct Slip(MisprintKind Kind, PrintedNumber Meant)
{
    /// <summary>The scores one slip away from a printed number of points, by rising number.</summary>
    public static ImmutableArray<Slip> OfPoints(decimal printed) =>
    [
        .. from slip in Misprints.Of(printed)
           where Score.TryFrom(slip.Meant, out _)
           orderby slip.Meant
           select new Slip(slip.Kind, PrintedNumber.Of(slip.Meant)),
    ];

    /// <summary>
    /// Every other count from 0 to <paramref name="most"/>: a count is not copied but counted, so it may be wrong by any number.
    /// </summary>
    public static ImmutableArray<Slip> OfCount(int printed, int most)
    {
        var kinds = Misprints.Of(printed).ToLookup(slip => slip.Meant, slip => slip.Kind);
        return
        [
            .. from count in Enumerable.Range(0, most + 1)
               where count != printed
               select new Slip(kinds[count].DefaultIfEmpty(MisprintKind.Count).First(), PrintedNumber.OfCount(count)),
        ];
    }
}

/// <summary>What a printed figure may have been meant to be.</summary>
internal static class Misprints
{
    /// <summary>Scores have at most this many decimals, so a point cannot have moved farther.</summary>
    private const int MostDecimals = 2;

    /// <summary>Nobody prints more; up to here the digits of a score fit in an integer.</summary>
    private const int MostPrintedDecimals = 6;

    /// <summary>
    /// Every figure one slip away from the printed one. Slips work both ways: a figure is among those meant by its misprint.
    /// </summary>
    /// <param name="printed">0 to 100, else nothing is found. Its digits are those printed: 68 has two, 68.00 four.</param>
    /// <returns>Some of them are no scores: above 100, or with a third decimal.</returns>
    public static IEnumerable<(MisprintKind Kind, decimal Meant)> Of(decimal printed)
    {
        if (printed is < 0 or > 100 || printed.Scale > MostPrintedDecimals)
            yield break;

        var scale = printed.Scale;
        var digits = (int)(printed * PowerOfTen(scale));
        var first = FirstPlace(digits, scale);

        for (var place = first; place >= 1; place /= 10)
        {
            var digit = digits / place % 10;
            for (var other = LeastDigit(place, first, scale); other <= 9; other++)
            {
                if (other != digit)
                    yield return (MisprintKind.Digit, Number(digits + (other - digit) * place, scale));
            }
        }

        for (var place = first; place >= 10; place /= 10)
        {
            if (Swapped(digits, place, first, scale) is { } swapped)
                yield return (MisprintKind.Transposition, Number(swapped, scale));
        }

        for (var places = -MostDecimals; places <= MostDecimals; places++)
        {
            if (Moved(digits, scale - places) is { } moved && moved != printed && !IsSwap(moved, digits, first, scale))
                yield return (MisprintKind.DecimalPoint, moved);
        }
    }

    /// <summary>The same digits with the point elsewhere; null if that makes no score.</summary>
    private static decimal? Moved(int digits, int scale)
    {
        // Behind the last digit the point needs zeros; before the second decimal from the right, the rest has to be zeros.
        for (; scale < 0; scale++)
            digits *= 10;
        for (; scale > MostDecimals && digits % 10 == 0; scale--)
            digits /= 10;

        return scale <= MostDecimals && Number(digits, (byte)scale) is var moved and <= 100 ? moved : null;
    }

    /// <summary>
    /// A point that moves past a zero looks like two swapped digits (0.10 and 1.00); that is one figure, to be named once.
    /// </summary>
    private static bool IsSwap(decimal moved, int digits, int first, byte scale)
    {
        for (var place = first; place >= 10; place /= 10)
        {
            if (Swapped(digits, place, first, scale) is { } swapped && Number(swapped, scale) == moved)
                return true;
        }

        return false;
    }

    /// <summary>
    /// The digits with the one at a place and the one after it swapped; null if that changes nothing or is not how a number
    /// is written.
    /// </summary>
    private static int? Swapped(int digits, int place, int first, byte scale)
    {
        int left = digits / place % 10, right = digits / (place / 10) % 10;
        return left == right || right < LeastDigit(place, first, scale) ? null : digits + (right - left) * (place - place / 10);
    }

    /// <summary>The place value of the first digit printed; below 1 a zero stands before the point.</summary>
    private static int FirstPlace(int digits, byte scale)
    {
        var place = PowerOfTen(scale);
        while (digits / place >= 10)
            place *= 10;

        return place;
    }

    /// <summary>Numbers do not start with a zero, unless it is the only digit before the point.</summary>
    private static int LeastDigit(int place, int first, byte scale) => place == first && first > PowerOfTen(scale) ? 1 : 0;

    private static decimal Number(int digits, byte scale) => new(digits, 0, 0, isNegative: false, scale);

    private static int PowerOfTen(int exponent)
    {
        var power = 1;
        for (; exponent > 0; exponent--)
            power *= 10;

        return power;
    }
}
