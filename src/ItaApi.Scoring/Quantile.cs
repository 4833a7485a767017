namespace ItaApi.Scoring;

/// <summary>
/// The one meaning of a quantile here: at p percent of n values in order it lies at place (n - 1) × p / 100, counted from 0; between two
/// values it is the point that divides them in that proportion (linear interpolation, what <c>percentile_cont</c> and a spreadsheet's inclusive
/// quantile say), rounded once, half away from zero. PostgreSQL would compute it in binary floating point.
/// </summary>
public static class Quantile
{
    /// <returns>Null of no values.</returns>
    /// <param name="count">How many values there are.</param>
    /// <param name="percent">0 (the lowest) to 100 (the highest).</param>
    /// <param name="at">The value at a place in order.</param>
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
