namespace ItaApi.Scoring;

/// <summary>Decides what counts as agreement.</summary>
internal static class Verdicts
{
    /// <summary>
    /// Published figures may differ by the order of rounding alone: it makes the total of one real document 67.99 or 68.00.
    /// </summary>
    private const decimal Tolerance = 0.01m;

    /// <summary>Compares a printed score with a calculated one.</summary>
    public static Verdict OfNumber(decimal printed, Score calculated)
    {
        var exact = calculated.ToDecimal();
        if (printed == exact)
            return Verdict.Agrees;

        return Math.Abs(printed - exact) <= Tolerance || Rounding.ToDecimals(exact, printed.Scale) == printed
            ? Verdict.Rounding
            : Verdict.Mismatch;
    }

    public static Verdict OfCount(int printed, int calculated) => printed == calculated ? Verdict.Agrees : Verdict.Mismatch;

    /// <summary>
    /// Compares a printed grade. A grade that follows from a total and instruments at most 0.01 from the calculated ones counts as their
    /// rounding, as those figures do themselves.
    /// </summary>
    /// <param name="lowest">The lowest of the instruments' scores.</param>
    public static Verdict OfGrade(string printed, Framework framework, Score total, Score lowest)
    {
        if (framework.GradeOf(total, lowest).Code == printed)
            return Verdict.Agrees;

        for (var ofTotal = -1; ofTotal <= 1; ofTotal++)
        {
            for (var ofLowest = -1; ofLowest <= 1; ofLowest++)
            {
                if (framework.GradeOf(Near(total, ofTotal), Near(lowest, ofLowest)).Code == printed)
                    return Verdict.Rounding;
            }
        }

        return Verdict.Mismatch;
    }

    /// <summary>
    /// Checks an indicator that is named as the highest or the lowest: it must be one of those that tie, with its own score. A document
    /// need not name all of them.
    /// </summary>
    /// <param name="printed">The score it is printed with, if any.</param>
    /// <param name="own">Its effective score.</param>
    /// <param name="extreme">The highest or the lowest score.</param>
    public static Verdict OfNamed(decimal? printed, Score own, Score extreme)
    {
        var place = OfNumber(own.ToDecimal(), extreme);
        var score = printed is { } value ? OfNumber(value, own) : Verdict.Agrees;
        return place > score ? place : score;
    }

    private static Score Near(Score score, int hundredths) =>
        new(Math.Clamp(score.Hundredths + hundredths, 0, Score.FullHundredths));
}
