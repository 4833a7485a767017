namespace ItaApi.Scoring;

/// <summary>The only place that rounds: to the nearest, halves away from zero.</summary>
/// <remarks>
/// The printed results of the assessment exclude truncation (86.028 is printed 86.03) and do not distinguish half-up from half-even. Away
/// from zero is the convention of PostgreSQL's <c>numeric</c> and of the spreadsheets that these figures come from.
/// </remarks>
public static class Rounding
{
    /// <summary>The quotient rounded to the nearest integer, halves away from zero: 5/2 is 3, -5/2 is -3.</summary>
    /// <exception cref="DivideByZeroException"><paramref name="denominator"/> is zero.</exception>
    public static long Divide(long numerator, long denominator)
    {
        var (quotient, remainder) = Math.DivRem(numerator, denominator);
        var distance = Math.Abs(remainder);

        // "distance * 2 >= |denominator|", written so that it cannot overflow.
        if (distance < Math.Abs(denominator) - distance)
            return quotient;

        return (numerator < 0) == (denominator < 0) ? quotient + 1 : quotient - 1;
    }

    /// <summary>
    /// A sum of scores divided by their number, rounded; for sums that are not negative, where half away from zero is half up.
    /// </summary>
    /// <param name="sum">0 or more.</param>
    /// <param name="count">1 or more.</param>
    public static int Mean(int sum, int count) => (sum + count / 2) / count;

    /// <summary>The quotient rounded down, also below zero: -5/2 is -3.</summary>
    /// <param name="denominator">1 or more.</param>
    internal static long Down(long numerator, long denominator)
    {
        var (quotient, remainder) = Math.DivRem(numerator, denominator);
        return remainder < 0 ? quotient - 1 : quotient;
    }

    /// <summary>The quotient rounded up, also below zero: -5/2 is -2.</summary>
    /// <param name="denominator">1 or more.</param>
    internal static long Up(long numerator, long denominator) => -Down(-numerator, denominator);

    /// <summary>A value rounded to <paramref name="decimals"/> decimals (0..28), halves away from zero: 84.985 to two is 84.99.</summary>
    public static decimal ToDecimals(decimal value, int decimals) =>
#pragma warning disable RS0030 // Banned everywhere else, so that nobody rounds halves to even by forgetting the mode.
        decimal.Round(value, decimals, MidpointRounding.AwayFromZero);
#pragma warning restore RS0030
}
