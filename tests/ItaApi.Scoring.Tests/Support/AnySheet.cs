using FsCheck;
using FsCheck.Fluent;

namespace ItaApi.Scoring.Tests.Support;

/// <summary>Random sheets, crowded where mistakes live: ties, the ends of the scale, grade bounds, half-way roundings.</summary>
internal static class AnySheet
{
    private static readonly Gen<int> Hundredths = Gen.Frequency(
        (6, Gen.Choose(0, 10000)),
        (2, Gen.Choose(8490, 8510)),
        (2, Gen.Choose(9490, 9510)),
        (2, Gen.Elements(0, 10000, 5000, 9500, 8500, 8499, 7000)));

    /// <summary>Ten scores in hundredths.</summary>
    public static readonly Gen<int[]> OfTen = Gen.Frequency(
        (3, Hundredths.ArrayOf(10)),
        (2, Gen.Two(Hundredths).SelectMany(two => Gen.Elements(two.Item1, two.Item2).ArrayOf(10))),
        (3, Hundredths.ArrayOf(10).Select(HalfWay)));

    public static Score[] AsScores(int[] hundredths) => [.. hundredths.Select(Score.FromHundredths)];

    /// <summary>Moves indicator 10 so that OIT falls half way between two hundredths, and EIT so that the total often does.</summary>
    private static int[] HalfWay(int[] sheet)
    {
        int[] moved = [.. sheet];
        if ((moved[8] + moved[9]) % 2 == 0)
            moved[9] += moved[9] < 10000 ? 1 : -1;

        // 3 x IIT + 3 x EIT + 4 x OIT ends in 5: the total is half way.
        for (var step = 0; step < 40 && WeightedTenths(moved) % 10 != 5; step++)
            moved[5] += moved[5] < 9999 ? 1 : -1;
        return moved;
    }

    private static int WeightedTenths(int[] s) =>
        3 * Rounding.Mean(s[..5].Sum(), 5) + 3 * Rounding.Mean(s[5..8].Sum(), 3) + 4 * Rounding.Mean(s[8] + s[9], 2);
}
