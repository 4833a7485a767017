using System.Globalization;

namespace ItaApi.Scoring;

/// <summary>A score from 0 to 100 points with two decimals, stored exactly as an integer number of hundredths.</summary>
/// <remarks>
/// The assessment publishes two decimals and rounds every step of its calculation to them, so that hundredths lose nothing; binary floating
/// point would. <c>default</c> is a score of zero. A missing score is a <c>Score?</c> without a value, never a zero.
/// </remarks>
public readonly record struct Score : IComparable<Score>
{
    /// <summary>Hundredths in a point.</summary>
    internal const int PerPoint = 100;

    /// <summary>100.00 points in hundredths.</summary>
    internal const int FullHundredths = 100 * PerPoint;

    /// <summary>0.00 points.</summary>
    public static readonly Score Zero;

    /// <summary>100.00 points.</summary>
    public static readonly Score Full = new(FullHundredths);

    /// <summary>For results of this module's own calculations, which cannot leave 0..10000; all other values are checked.</summary>
    internal Score(int hundredths) => Hundredths = hundredths;

    /// <summary>The score in hundredths of a point, 0..10000.</summary>
    public int Hundredths { get; }

    /// <summary>A score from hundredths of a point.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><paramref name="hundredths"/> is outside 0..10000.</exception>
    public static Score FromHundredths(int hundredths)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(hundredths);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(hundredths, FullHundredths);
        return new Score(hundredths);
    }

    /// <summary>A score from points, exactly.</summary>
    /// <exception cref="ArgumentOutOfRangeException"><see cref="TryFrom"/> would return false.</exception>
    public static Score From(decimal value) =>
        TryFrom(value, out var score)
            ? score
            : throw new ArgumentOutOfRangeException(nameof(value), value, "A score is from 0 to 100 and has at most two decimals.");

    /// <summary>A score from points, without rounding.</summary>
    /// <returns>False outside 0..100, and for a third decimal other than zero: 88.130 is a score, 88.135 is not.</returns>
    public static bool TryFrom(decimal value, out Score score)
    {
        score = default;
        if (value is < 0 or > 100)
            return false;

        var hundredths = value * PerPoint;
        if (hundredths != decimal.Truncate(hundredths))
            return false;

        score = new Score((int)hundredths);
        return true;
    }

    /// <summary>The score in points, always with two decimals: 98.40.</summary>
    public decimal ToDecimal() => Points(Hundredths);

    /// <summary>Hundredths as points with two decimals, also beyond the ends of the scale.</summary>
    internal static decimal Points(int hundredths) => new(Math.Abs(hundredths), 0, 0, hundredths < 0, scale: 2);

    /// <summary>The points above another score; 0 if it is not above.</summary>
    internal Score Above(Score other) => new(Math.Max(0, Hundredths - other.Hundredths));

    /// <summary>Orders by points.</summary>
    public int CompareTo(Score other) => Hundredths.CompareTo(other.Hundredths);

    /// <summary>The score in points with two decimals and a decimal point, in every culture: <c>98.40</c>.</summary>
    public override string ToString() => ToDecimal().ToString(CultureInfo.InvariantCulture);

    public static bool operator <(Score left, Score right) => left.Hundredths < right.Hundredths;

    public static bool operator >(Score left, Score right) => left.Hundredths > right.Hundredths;

    public static bool operator <=(Score left, Score right) => left.Hundredths <= right.Hundredths;

    public static bool operator >=(Score left, Score right) => left.Hundredths >= right.Hundredths;
}
