namespace ItaApi.Scoring;

/// <summary>A printed number with the calculated ones that agree with it: 68 agrees with every score from 67.50 to 68.49.</summary>
internal readonly record struct PrintedNumber
{
    /// <summary>
    /// Published figures may differ by the order of rounding alone: the total of one real document is 67.99 or 68.00 by it.
    /// </summary>
    private const decimal Tolerance = 1;

    /// <summary>Beyond it a number is no score in any case, and its hundredths would not fit.</summary>
    private const decimal Absurd = 1_000_000;

    private PrintedNumber(decimal value, int exact, int low, int high) => (Value, Exact, Low, High) = (value, exact, low, high);

    /// <summary>As printed, with its decimals: points or a count.</summary>
    public decimal Value { get; }

    /// <summary>Hundredths of a point, or the count itself; -1 where more than two decimals are printed.</summary>
    public int Exact { get; }

    /// <summary>The lowest calculated number that agrees, in the unit of <see cref="Exact"/>.</summary>
    public int Low { get; }

    /// <summary>The highest calculated number that agrees.</summary>
    public int High { get; }

    /// <summary>Points. Numbers agree with them that are apart by at most 0.01, or the same at the decimals printed.</summary>
    public static PrintedNumber Of(decimal points)
    {
        var hundredths = Math.Clamp(points, -Absurd, Absurd) * Score.PerPoint;
        var (low, high) = (decimal.Ceiling(hundredths - Tolerance), decimal.Floor(hundredths + Tolerance));
        if (points.Scale < 2)
        {
            // Half of the last digit printed: what is rounded up to it begins there, what is rounded up beyond it begins at the other end.
            var half = points.Scale == 0 ? 50 : 5;
            low = Math.Min(low, hundredths - half);
            high = Math.Max(high, hundredths + half - 1);
        }

        return new PrintedNumber(points, hundredths == decimal.Truncate(hundredths) ? (int)hundredths : -1, (int)low, (int)high);
    }

    /// <summary>A score, printed with two decimals.</summary>
    public static PrintedNumber Of(Score score) => Of(score.ToDecimal());

    /// <summary>A count. It agrees with itself alone.</summary>
    public static PrintedNumber OfCount(int count) => new(count, count, count, count);

    /// <summary>Whether it is a number from 0 to 100 with at most two decimals.</summary>
    public bool IsScore => Exact is >= 0 and <= Score.FullHundredths;

    public Verdict VerdictOn(int calculated) =>
        calculated == Exact ? Verdict.Agrees
        : calculated >= Low && calculated <= High ? Verdict.Rounding
        : Verdict.Mismatch;
}
