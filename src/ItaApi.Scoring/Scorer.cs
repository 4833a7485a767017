namespace ItaApi.Scoring;

/// <summary>Calculates the result of scores.</summary>
/// <remarks>
/// Every step is rounded to two decimals before the next: an instrument is the mean of its indicators; the total is the weighted sum of
/// these rounded means; the grade is the first rule that the rounded total and instruments meet. This reproduces the printed results of all
/// known documents (88.13, 68.00, 93.34); weights on unrounded means do not (67.99).
/// </remarks>
public static class Scorer
{
    /// <summary>The whole result of a scorecard.</summary>
    /// <param name="framework">The rules: those of the scorecard.</param>
    /// <param name="threshold">The score from which an indicator is a strength (inclusive); null for that of the framework.</param>
    /// <exception cref="ArgumentException">The scorecard belongs to another framework.</exception>
    public static Outcome Score(Framework framework, Scorecard scorecard, Score? threshold = null)
    {
        ArgumentNullException.ThrowIfNull(framework);
        ArgumentNullException.ThrowIfNull(scorecard);
        if (scorecard.Framework != framework)
            throw new ArgumentException("The scorecard belongs to another framework.", nameof(scorecard));

        return new Outcome(framework, scorecard.Scores, threshold ?? framework.StrengthThreshold);
    }

    /// <summary>
    /// The total alone, without allocation: the weighted sum of the rounded scores of the instruments, rounded to two decimals.
    /// </summary>
    /// <param name="scores">One score for every indicator, in number order.</param>
    /// <exception cref="ArgumentException">There is not exactly one score for every indicator.</exception>
    public static Score Total(Framework framework, ReadOnlySpan<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(framework);
        if (scores.Length != framework.Indicators.Length)
            throw new ArgumentException($"{framework.Indicators.Length} scores are required, one for every indicator.", nameof(scores));

        var weighted = 0;
        foreach (var instrument in framework.Instruments)
            weighted += instrument.WeightBasisPoints * InstrumentScore(instrument, scores).Hundredths;

        return OfWeightedSum(weighted);
    }

    /// <summary>The plain mean of an instrument's indicators, rounded to two decimals.</summary>
    /// <param name="scores">One score for every indicator of the year, in number order.</param>
    public static Score InstrumentScore(Instrument instrument, ReadOnlySpan<Score> scores)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        var sum = 0;
        foreach (var indicator in instrument.Indicators)
            sum += scores[indicator.Index].Hundredths;

        return new Score(Rounding.Mean(sum, instrument.Indicators.Length));
    }

    /// <summary>A total from basis points times hundredths.</summary>
    internal static Score OfWeightedSum(int weighted) => new(Rounding.Mean(weighted, Instrument.FullWeight));
}
