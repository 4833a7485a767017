using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>What a comparison rests on besides the scores and the reported figures themselves.</summary>
/// <param name="Scorecard">Null for reported figures alone.</param>
/// <param name="Threshold">Points from which an indicator counts as a strength.</param>
/// <param name="Reachable">By indicator index: what its items allow; null where that is not asked.</param>
internal sealed record Evidence(Framework Framework, Scorecard? Scorecard, Score Threshold, ReachableScores?[]? Reachable);

/// <summary>
/// One comparison of scores with reported figures. With a list it collects every check; without one it only finds out whether
/// all agree and stops at the first that does not: the search for a misprint asks that hundreds of times, and allocates nothing
/// for it where there are scores.
/// </summary>
internal ref struct Comparison(Evidence evidence, ReadOnlySpan<Score> scores, Reported reported, ImmutableArray<Check>.Builder? checks)
{
    private readonly Framework framework = evidence.Framework;
    private readonly ReadOnlySpan<Score> scores = scores;

    /// <summary>Checks that agree within rounding only.</summary>
    public int Roundings { get; private set; }

    private bool Agrees { get; set; } = true;

    /// <summary>Compares.</summary>
    /// <returns>Whether every check agrees, rounding included.</returns>
    public bool Run()
    {
        _ = evidence.Scorecard is { } scorecard
            ? Totals() && Instruments() && Indicators(scorecard) && Extremes() && Counts()
            : WithinReported();
        return Agrees;
    }

    private bool Totals()
    {
        if (reported.Total is null && reported.Grade is null)
            return true;

        var weighted = 0;
        var lowest = Score.Full;
        foreach (var instrument in framework.Instruments)
        {
            var score = Scorer.InstrumentScore(instrument, scores);
            weighted += instrument.WeightBasisPoints * score.Hundredths;
            lowest = score < lowest ? score : lowest;
        }

        var total = Scorer.OfWeightedSum(weighted);
        if (reported.Total is { } printed && !Number("total", printed, total))
            return false;

        return reported.Grade is not { } grade
            || Grade(grade, framework.GradeOf(total, lowest).Code, Verdicts.OfGrade(grade, framework, total, lowest));
    }

    private bool Instruments()
    {
        for (var i = 0; i < reported.Instruments.Count; i++)
        {
            var (code, printed) = reported.Instruments[i];
            if (framework.FindInstrument(code) is { } instrument
                && !Number(instrument.Subject, printed, Scorer.InstrumentScore(instrument, scores)))
            {
                return false;
            }
        }

        return true;
    }

    private bool Indicators(Scorecard scorecard)
    {
        foreach (var indicator in framework.Indicators)
        {
            var score = scores[indicator.Index];
            if (scorecard.Given(indicator.Number) is not null && scorecard.Calculated(indicator.Number) is { } calculated
                && !Number(indicator.Subject, score.ToDecimal(), calculated))
            {
                return false;
            }

            if (evidence.Reachable?[indicator.Index] is { } reachable && !Reached(indicator, score, reachable))
                return false;

            for (var i = 0; i < reported.Indicators.Count; i++)
            {
                var (number, printing) = reported.Indicators[i];
                if (number == indicator.Number && printing is { } printed && !Number(indicator.Subject, printed, score))
                    return false;
            }
        }

        return true;
    }

    private bool Extremes()
    {
        Score highest = Score.Zero, lowest = Score.Full;
        foreach (var score in scores)
        {
            highest = score > highest ? score : highest;
            lowest = score < lowest ? score : lowest;
        }

        return Named("highest", reported.Highest, highest) && Named("lowest", reported.Lowest, lowest);
    }

    private bool Counts()
    {
        var strengths = 0;
        foreach (var score in scores)
            strengths += score >= evidence.Threshold ? 1 : 0;

        return Count("strengthCount", reported.StrengthCount, strengths)
            && Count("weaknessCount", reported.WeaknessCount, scores.Length - strengths);
    }

    /// <summary>Reported figures against each other: the total against the instruments, the grade against both.</summary>
    private bool WithinReported()
    {
        if (reported.Total is not { } printed)
            return true;

        var instruments = ReportedResult.InstrumentScores(framework, reported);
        var weighted = 0;
        foreach (var instrument in framework.Instruments)
            weighted += instrument.WeightBasisPoints * instruments[instrument.Index].Low;
        if (instruments.All(instrument => instrument.Exact is not null) && !Number("total", printed, Scorer.OfWeightedSum(weighted)))
            return false;

        if (reported.Grade is not { } grade || !Score.TryFrom(printed, out var total))
            return true;

        var possible = ReportedResult.GradesOf(framework, framework.Scale, total, instruments);
        return possible.Any(rule => rule.Code == grade)
            ? Grade(grade, grade, Verdict.Agrees)
            : Grade(grade, string.Join('|', possible.Select(rule => rule.Code)), Verdict.Mismatch);
    }

    private bool Number(string subject, decimal printed, Score calculated)
    {
        var verdict = Verdicts.OfNumber(printed, calculated);
        if (checks is not null)
        {
            var exact = calculated.ToDecimal();
            checks.Add(new Check(subject, new Figure.Number(printed), new Figure.Number(exact), printed - exact, verdict));
        }

        return GoesOn(verdict);
    }

    private bool Grade(string printed, string calculated, Verdict verdict)
    {
        checks?.Add(new Check("grade", new Figure.Code(printed), new Figure.Code(calculated), Difference: null, verdict));
        return GoesOn(verdict);
    }

    private bool Count(string subject, int? printed, int calculated)
    {
        if (printed is not { } count)
            return true;

        var verdict = Verdicts.OfCount(count, calculated);
        checks?.Add(new Check(subject, new Figure.Number(count), new Figure.Number(calculated), count - calculated, verdict));
        return GoesOn(verdict);
    }

    private bool Named(string subject, IReadOnlyList<ReportedIndicator> named, Score extreme)
    {
        if (named.Count == 0)
            return true;

        var verdict = Verdict.Agrees;
        for (var i = 0; i < named.Count; i++)
        {
            var (number, printed) = named[i];
            var one = framework.FindIndicator(number) is { } indicator
                ? Verdicts.OfNamed(printed, scores[indicator.Index], extreme)
                : Verdict.Mismatch;
            verdict = one > verdict ? one : verdict;
        }

        if (checks is not null)
        {
            var ties = ImmutableArray.CreateBuilder<ReportedIndicator>();
            foreach (var indicator in framework.Indicators)
            {
                if (scores[indicator.Index] == extreme)
                    ties.Add(new ReportedIndicator(indicator.Number, extreme.ToDecimal()));
            }

            checks.Add(new Check(subject, new Figure.Ranked([.. named]), new Figure.Ranked(ties.ToImmutable()), Difference: null, verdict));
        }

        return GoesOn(verdict);
    }

    private bool Reached(Indicator indicator, Score given, ReachableScores reachable)
    {
        var verdict = reachable.VerdictOn(given);
        if (checks is not null)
        {
            Score[] nearest = [.. new[] { reachable.NotAbove(given), reachable.NotBelow(given) }.OfType<Score>().Distinct()];
            var nearer = nearest.MinBy(score => Math.Abs(score.Hundredths - given.Hundredths)).ToDecimal();
            checks.Add(new Check(
                indicator.Subject, new Figure.Number(given.ToDecimal()), new Figure.Number(nearer), given.ToDecimal() - nearer, verdict)
            {
                NearestReachable = [.. nearest.Select(score => score.ToDecimal())],
            });
        }

        return GoesOn(verdict);
    }

    private bool GoesOn(Verdict verdict)
    {
        if (verdict == Verdict.Rounding)
            Roundings++;
        else if (verdict != Verdict.Agrees)
            Agrees = false;

        return Agrees || checks is not null;
    }
}
