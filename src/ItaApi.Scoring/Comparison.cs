using System.Collections.Immutable;

namespace ItaApi.Scoring;

/// <summary>The checks of one set of reported figures.</summary>
internal sealed class Comparison(Framework framework, Reported reported)
{
    private readonly ImmutableArray<Check>.Builder _checks = ImmutableArray.CreateBuilder<Check>();

    public ImmutableArray<Check> Checks => _checks.ToImmutable();

    /// <summary>Checks every reported figure against the calculated result, and given scores against their questions or items.</summary>
    public void WithOutcome(Scorecard scorecard, Outcome outcome)
    {
        if (reported.Total is { } total)
            AddNumber("total", total, outcome.Total);
        if (reported.Grade is { } grade)
            AddGrade(grade, outcome.Grade.Code, Verdicts.OfGrade(grade, outcome));

        foreach (var (code, score) in reported.Instruments)
        {
            if (framework.FindInstrument(code) is { } instrument)
                AddNumber($"instrument:{code}", score, outcome.Instruments[instrument.Index].Score);
        }

        foreach (var indicator in framework.Indicators)
        {
            if (scorecard.Given(indicator.Number) is { } given && scorecard.Calculated(indicator.Number) is { } calculated)
                AddNumber($"indicator:{indicator.Number}", given.ToDecimal(), calculated);
            foreach (var printing in reported.Indicators)
            {
                if (printing.Number == indicator.Number && printing.Score is { } score)
                    AddNumber($"indicator:{indicator.Number}", score, scorecard.Scores[indicator.Index]);
            }
        }

        AddRanked("highest", reported.Highest, outcome.Highest, scorecard);
        AddRanked("lowest", reported.Lowest, outcome.Lowest, scorecard);
        AddCount("strengthCount", reported.StrengthCount, outcome.Strengths.Length);
        AddCount("weaknessCount", reported.WeaknessCount, outcome.Weaknesses.Length);
    }

    /// <summary>Checks reported figures against each other: the total against the instruments, the grade against both.</summary>
    public void WithinReported()
    {
        var instruments = ReportedResult.InstrumentScores(framework, reported);
        if (reported.Total is not { } printed)
            return;

        if (instruments.All(score => score is not null))
        {
            var weighted = framework.Instruments.Sum(instrument => instrument.WeightBasisPoints * instruments[instrument.Index]!.Value.Hundredths);
            AddNumber("total", printed, Scorer.OfWeightedSum(weighted));
        }

        if (reported.Grade is { } grade && Score.TryFrom(printed, out var total))
        {
            var possible = ReportedResult.PossibleGrades(framework, total, instruments);
            var fits = possible.Any(rule => rule.Code == grade);
            AddGrade(grade, fits ? grade : string.Join('|', possible.Select(rule => rule.Code)), fits ? Verdict.Agrees : Verdict.Mismatch);
        }
    }

    private void AddNumber(string subject, decimal printed, Score calculated) =>
        _checks.Add(new Check(
            subject, new Figure.Number(printed), new Figure.Number(calculated.ToDecimal()), printed - calculated.ToDecimal(),
            Verdicts.OfNumber(printed, calculated)));

    private void AddGrade(string printed, string calculated, Verdict verdict) =>
        _checks.Add(new Check("grade", new Figure.Code(printed), new Figure.Code(calculated), Difference: null, verdict));

    private void AddCount(string subject, int? printed, int calculated)
    {
        if (printed is { } count)
        {
            _checks.Add(new Check(
                subject, new Figure.Number(count), new Figure.Number(calculated), count - calculated, Verdicts.OfCount(count, calculated)));
        }
    }

    private void AddRanked(string subject, IReadOnlyList<ReportedIndicator> named, ImmutableArray<int> calculated, Scorecard scorecard)
    {
        if (named.Count == 0)
            return;

        var extreme = scorecard.Scores[calculated[0] - 1];
        var verdict = Verdict.Agrees;
        foreach (var indicator in named)
        {
            var one = framework.FindIndicator(indicator.Number) is { } found
                ? Verdicts.OfNamed(indicator.Score, scorecard.Scores[found.Index], extreme)
                : Verdict.Mismatch;
            verdict = one > verdict ? one : verdict;
        }

        var ties = calculated.Select(number => new ReportedIndicator(number, extreme.ToDecimal())).ToImmutableArray();
        _checks.Add(new Check(subject, new Figure.Ranked([.. named]), new Figure.Ranked(ties), Difference: null, verdict));
    }
}
