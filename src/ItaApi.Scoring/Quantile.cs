namespace ItaApi.Scoring;

/// <summary>
/// The definition of a quantile: at p percent of n ordered values it is at position (n - 1) × p / 100, counted from 0. Between two values
/// it divides them in that proportion (linear interpolation, as <c>percentile_cont</c> and a spreadsheet's inclusive quantile), rounded
/// once, halves away from zero. PostgreSQL would calculate it in binary floating point.
/// </summary>
public static class Quantile
{
    /// <returns>Null without values.</returns>
    /// <param name="count">The number of values.</param>
    /// <param name="percent">0 (the lowest) to 100 (the highest).</param>
    /// <param name="at">The value at a position.</param>
    public static int? Of(int count, int percent, Func<long, int> at)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(percent);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(percent, 100);
        if (count == 0)
            return null;

        var (place, beyond) = Math.DivRem((count - 1L) * percent, 100);
        return beyond == 0 ? at(place) : (int)Rounding.Divide(at(place) * (100 - beyond) + at(place + 1) * beyond, 100);
    }
}
