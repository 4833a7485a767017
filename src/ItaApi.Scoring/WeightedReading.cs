using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>A document whose instruments are printed already weighted, read as it was meant.</summary>
/// <param name="Reported">The figures with contributions in place of scores.</param>
/// <param name="Corrections">
/// One for each instrument that was printed so; together they are one misprint, of the column and not of its numbers.
/// </param>
internal sealed record WeightedReading(Reported Reported, ImmutableArray<Correction> Corrections)
{
    /// <summary>
    /// The reading that explains why instruments do not agree: their scores add up to the total by themselves, or they are what the
    /// calculated scores contribute. Null if neither is so.
    /// </summary>
    public static WeightedReading? Of(Evidence evidence, Reported reported)
    {
        List<(Instrument Instrument, Score Score)> printed = [];
        foreach (var instrument in evidence.Framework.Instruments)
        {
            var points = reported.Instruments.FirstOrDefault(one => one.Code == instrument.Code)?.Score;
            if (points <= instrument.Weight * 100 && Score.TryFrom(points.Value, out var score))
                printed.Add((instrument, score));
        }

        var weighted = AddUpToTotal(evidence.Framework, reported, printed)
            ? printed
            : [.. printed.Where(one => evidence.Scorecard is { } scorecard && IsContribution(one, scorecard))];
        return weighted.Count == 0 ? null : new WeightedReading(Reread(reported, weighted), [.. weighted.Select(CorrectionOf)]);
    }

    private static bool AddUpToTotal(Framework framework, Reported reported, List<(Instrument Instrument, Score Score)> printed)
    {
        if (reported.Total is not { } points || printed.Count < framework.Instruments.Length)
            return false;

        var total = PrintedNumber.Of(points);
        var weighted = Scorer.OfWeightedSum(printed.Sum(one => one.Instrument.WeightBasisPoints * one.Score.Hundredths));
        return total.VerdictOn(printed.Sum(one => one.Score.Hundredths)) < Verdict.Mismatch
            && total.VerdictOn(weighted.Hundredths) == Verdict.Mismatch;
    }

    /// <summary>Whether a printed score is not that of the instrument, but the contribution of its score.</summary>
    private static bool IsContribution((Instrument Instrument, Score Score) printed, Scorecard scorecard)
    {
        var score = Scorer.InstrumentScore(printed.Instrument, scorecard.Scores);
        var contribution = Rounding.Mean(score.Hundredths * printed.Instrument.WeightBasisPoints, Instrument.FullWeight);
        return PrintedNumber.Of(printed.Score).VerdictOn(contribution) < Verdict.Mismatch
            && PrintedNumber.Of(printed.Score).VerdictOn(score.Hundredths) == Verdict.Mismatch;
    }

    private static Reported Reread(Reported reported, List<(Instrument Instrument, Score Score)> weighted) => reported with
    {
        Instruments =
        [
            .. reported.Instruments.Select(one => weighted.Exists(other => other.Instrument.Code == one.Code)
                ? one with { Score = null, Contribution = one.Contribution ?? one.Score }
                : one),
        ],
    };

    private static Correction CorrectionOf((Instrument Instrument, Score Score) printed)
    {
        var points = printed.Score.ToDecimal();
        var whole = Rounding.ToDecimals(points / printed.Instrument.Weight, 2);
        return new Correction(MisprintKind.Weighted, printed.Instrument.Subject, Indicator: null, points, whole) { InReported = true };
    }
}
