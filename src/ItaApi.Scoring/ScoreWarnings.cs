using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>Figures that are accepted, but probably meant otherwise.</summary>
public static class ScoreWarnings
{
    /// <summary>A calculated total further than this from the reported one is hardly a misprint.</summary>
    public const decimal FarPoints = 10;

    /// <summary>
    /// The warnings about an assessment. <c>score_looks_like_fraction</c>: every score is at most 1 and some are above 0, as where
    /// 0.98 was sent for 98. <c>total_far_from_reported</c>: the calculated total is more than <see cref="FarPoints"/> points from the
    /// reported one, with <c>Reported</c> and <c>Calculated</c> as arguments.
    /// </summary>
    /// <param name="outcome">Null for reported figures alone.</param>
    /// <param name="reported">Its total and instruments are the scores where there is no outcome.</param>
    /// <returns>In the form of faults; pointers point into the contract's assessment.</returns>
    public static IReadOnlyList<Fault> Of(Outcome? outcome, Reported reported)
    {
        ArgumentNullException.ThrowIfNull(reported);
        var warnings = ImmutableArray.CreateBuilder<Fault>();
        IEnumerable<decimal> scores = outcome is not null
            ? outcome.Indicators.Select(indicator => indicator.Score.ToDecimal())
            : reported.Instruments.Select(instrument => instrument.Score).Append(reported.Total).OfType<decimal>();
        if (scores.Any() && scores.Max() is > 0 and <= 1)
            warnings.Add(new Fault(outcome is null ? "/reported/total" : "/indicators", "score_looks_like_fraction"));

        if (outcome?.Total.ToDecimal() is { } calculated && reported.Total is { } total && Math.Abs(total - calculated) > FarPoints)
            warnings.Add(new Fault("/reported/total", "total_far_from_reported", ("Reported", total), ("Calculated", calculated)));

        return warnings.ToImmutable();
    }
}
