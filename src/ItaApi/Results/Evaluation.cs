using System.Collections.Immutable;
using ItaApi.Assessments;
using ItaApi.Frameworks;
using ItaApi.Http;
using ItaApi.Scoring;

namespace ItaApi.Results;

/// <summary>
/// An assessment held against its year's rules: what is stored beside it, and the result that is shown. The same for one that is
/// written, one that is read and one that is only asked about.
/// </summary>
public sealed class Evaluation
{
    private readonly YearFramework framework;
    private readonly AssessmentContent content;
    private readonly Scorecard? scorecard;
    private readonly Outcome? outcome;
    private readonly ReportedOutcome? reportedOutcome;
    private readonly Outcome? printedOutcome;
    private ImmutableArray<Check> checks;

    /// <param name="framework">The revision that scores it.</param>
    /// <param name="content">A validated assessment.</param>
    /// <param name="threshold">The threshold asked for, before the assessment's own and the framework's.</param>
    /// <exception cref="ProblemException">The rules do not fit the assessment.</exception>
    public Evaluation(YearFramework framework, AssessmentContent content, decimal? threshold = null)
    {
        this.framework = framework;
        this.content = content;
        if (content.HoldsScores())
        {
            if (!Scorecard.TryCreate(framework.Rules, content.ToSheet(), out scorecard, out var faults))
            {
                // The validator has passed it; only rules revised since then can refuse it here.
                throw new ProblemException(Problem.Invalid([.. faults.Select(RequestFault.From)]));
            }

            outcome = Scorer.Score(framework.Rules, scorecard, Threshold(threshold ?? content.StrengthThreshold));
        }
        else
        {
            reportedOutcome = ReportedResult.From(framework.Rules, content.Reported!.ToFigures());
        }

        // What was printed is held against the document's own threshold, whatever the caller asks to see.
        printedOutcome = threshold is null || scorecard is null ? outcome : Scorer.Score(framework.Rules, scorecard, Threshold(content.StrengthThreshold));
    }

    private Evaluation(YearFramework framework, AssessmentContent content, Scorecard scorecard, decimal? threshold)
    {
        this.framework = framework;
        this.content = content;
        this.scorecard = scorecard;
        outcome = printedOutcome = Scorer.Score(framework.Rules, scorecard, Threshold(threshold ?? content.StrengthThreshold));
        checks = [];
    }

    /// <summary>
    /// A stored assessment of which it is known that nothing published differs, for its result: the stored scores are what counts, and
    /// neither they nor the published figures are held against anything again.
    /// </summary>
    /// <param name="framework">The revision that scored it.</param>
    /// <param name="content">Of the content, the threshold and the items that are zero.</param>
    /// <param name="scores">The effective score of every indicator by number.</param>
    /// <param name="threshold">The threshold asked for, before the assessment's own and the framework's.</param>
    public static Evaluation OfAgreeing(YearFramework framework, AssessmentContent content, decimal[] scores, decimal? threshold) =>
        new(framework, content, Scorecard.FromIndicators(framework.Rules, Array.ConvertAll(scores, Score.From)), threshold);

    public YearFramework Framework => framework;
    public ResultBasis Basis => outcome is null ? ResultBasis.Reported : ResultBasis.Calculated;
    public decimal Total => (outcome?.Total ?? reportedOutcome!.Total).ToDecimal();
    public GradeRule? Grade => outcome is null ? reportedOutcome!.Grade : outcome.Grade;

    /// <summary>The effective score of every indicator by number, with the decimals it was sent with; null of a reported result.</summary>
    public decimal[]? Scores()
    {
        if (scorecard is null)
            return null;

        var scores = new decimal[scorecard.Scores.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = scorecard.Scores[i].ToDecimal();
        foreach (var entry in content.Indicators ?? [])
        {
            if (entry.Score is { } asSent)
                scores[entry.Number!.Value - 1] = asSent;
        }

        return scores;
    }

    /// <summary>The indicators whose score was left out and came from their questions or items.</summary>
    public short[] CalculatedNumbers() => scorecard is null
        ? []
        : [.. framework.Rules.Indicators.Where(indicator => scorecard.Given(indicator.Number) is null).Select(indicator => (short)indicator.Number)];

    /// <summary>The instruments' scores in the framework's order, or null where reported figures do not name every one.</summary>
    public decimal[]? InstrumentScores()
    {
        if (outcome is not null)
            return [.. outcome.Instruments.Select(instrument => instrument.Score.ToDecimal())];

        var reported = framework.Rules.Instruments.Select(instrument => ReportedScore(instrument.Code)).ToList();
        return reported.Contains(null) ? null : [.. reported.Select(score => score!.Value)];
    }

    /// <summary>The gravest verdict on the published figures; null where nothing can be checked.</summary>
    public Verdict? Verdict => GravestOf(Checks());

    /// <summary>Points of the total that a change gains; null where that cannot be said.</summary>
    public decimal? WorthOf(Change change) =>
        scorecard is not null && Simulation.TryRun(scorecard, new SimulationRequest { Changes = [change] }, out var result, out _)
            ? result.After.Total.ToDecimal() - result.Before.Total.ToDecimal()
            : null;

    /// <summary>Every step from the scores to the grade; a reported result has none.</summary>
    public TraceResult ToTrace(ResultAgency agency) =>
        TraceResult.From(outcome is null ? null : Tracer.Trace(framework.Rules, scorecard!, outcome), agency, Revision(), Basis);

    /// <summary>Every check of the published figures, and the misprints that would explain them.</summary>
    public AuditResult ToAudit(ResultAgency agency)
    {
        var report = Audit.Examine(framework.Rules, scorecard, printedOutcome, Printed());
        return new AuditResult
        {
            Agency = agency,
            FiscalYear = framework.Rules.FiscalYear,
            Verdict = GravestOf(report.Checks),
            Checks = [.. report.Checks.Select(FigureCheck.From)],
            Explanations = [.. report.Explanations.Select(MisprintExplanation.Of)],
            Unique = report.Unique,
        };
    }

    public Result ToResult(ResultAgency? agency) => outcome is null ? ReportedOnly(agency) : Calculated(agency, outcome);

    private Result Calculated(ResultAgency? agency, Outcome scored) => new()
    {
        Agency = agency,
        FiscalYear = framework.Rules.FiscalYear,
        Framework = Revision(),
        Basis = ResultBasis.Calculated,
        Total = scored.Total.ToDecimal(),
        Grade = NameOf(scored.Grade),
        Passed = scored.Passed,
        Instruments = [.. scored.Instruments.Select(instrument => new InstrumentResult
        {
            Code = instrument.Instrument.Code,
            Weight = instrument.Instrument.Weight,
            Score = instrument.Score.ToDecimal(),
            Contribution = instrument.Contribution,
            Grade = instrument.Grade?.Code,
            LowestIndicators = instrument.LowestIndicators,
        })],
        Indicators = [.. scored.Indicators.Select(indicator => new IndicatorResult
        {
            Number = indicator.Indicator.Number,
            NameTh = Named(indicator).NameTh,
            NameEn = Named(indicator).NameEn,
            Instrument = indicator.Indicator.Instrument.Code,
            Score = indicator.Score.ToDecimal(),
            Standing = indicator.Standing,
            Rank = indicator.Rank,
        })],
        StrengthThreshold = scored.Threshold.ToDecimal(),
        Strengths = [.. scored.Strengths.Select(strength => new StrengthResult
        {
            Number = strength.Indicator.Number,
            NameTh = Named(strength).NameTh,
            NameEn = Named(strength).NameEn,
            Score = strength.Score.ToDecimal(),
        })],
        Weaknesses = [.. scored.Weaknesses.Select(weakness => new WeaknessResult
        {
            Number = weakness.Indicator.Number,
            NameTh = Named(weakness).NameTh,
            NameEn = Named(weakness).NameEn,
            Score = weakness.Score.ToDecimal(),
            Gap = weakness.GapTo(scored.Threshold).ToDecimal(),
        })],
        Highest = scored.Highest,
        Lowest = scored.Lowest,
        ZeroItems = ZeroItems(),
        NextGrade = scored.NextGrade is { } next
            ? new NextGradeResult
            {
                Code = next.Grade.Code,
                PointsNeeded = next.PointsNeeded.ToDecimal(),
                Instruments = framework.Rules.HasLevels
                    ? [.. next.Instruments.Select(need => new InstrumentNeedResult { Code = need.Code, PointsNeeded = need.PointsNeeded.ToDecimal() })]
                    : null,
            }
            : null,
        Discrepancies = Discrepancies(),
    };

    private Result ReportedOnly(ResultAgency? agency) => new()
    {
        Agency = agency,
        FiscalYear = framework.Rules.FiscalYear,
        Framework = Revision(),
        Basis = ResultBasis.Reported,
        Total = Total,
        Grade = reportedOutcome!.Grade is { } grade ? NameOf(grade) : null,
        PossibleGrades = reportedOutcome.PossibleGrades is { IsEmpty: false } possible ? [.. possible.Select(rule => rule.Code)] : null,
        Passed = reportedOutcome.Passed,
        Instruments = content.Reported!.Instruments is null ? null :
        [
            .. from instrument in framework.Rules.Instruments
               let score = ReportedScore(instrument.Code)
               where score is not null
               select new InstrumentResult
               {
                   Code = instrument.Code,
                   Weight = instrument.Weight,
                   Score = score.Value,
                   Contribution = instrument.Weight * score.Value,
               },
        ],
        Discrepancies = Discrepancies(),
    };

    private IReadOnlyList<ZeroItem> ZeroItems() =>
    [
        .. from item in content.Items ?? []
           where item.Score == 0
           select new ZeroItem
           {
               Code = item.Code!,
               TitleTh = framework.FindItem(item.Code!)!.TitleTh,
               Indicator = framework.Rules.FindIndicatorOfItem(item.Code!)!.Number,
               Comment = item.Comment,
           },
    ];

    private IReadOnlyList<FigureCheck> Discrepancies() => [.. Checks().Where(check => check.Verdict != Scoring.Verdict.Agrees).Select(FigureCheck.From)];

    /// <summary>Compared when first asked for: a trace does not, and an audit compares for itself.</summary>
    private ImmutableArray<Check> Checks() =>
        checks.IsDefault ? checks = Audit.CompareAll(framework.Rules, scorecard, printedOutcome, Printed()) : checks;

    private static Verdict? GravestOf(ImmutableArray<Check> checks) => checks.IsEmpty ? null : checks.Max(check => check.Verdict);

    private static Score? Threshold(decimal? score) => score is { } value ? Score.From(value) : null;

    private Reported Printed() => content.Reported?.ToFigures() ?? new Reported();

    private decimal? ReportedScore(string instrument) => content.Reported?.Instruments?.FirstOrDefault(entry => entry.Code == instrument)?.Score;

    private ResultFramework Revision() => new() { FiscalYear = framework.Rules.FiscalYear, Revision = framework.Rules.Revision };

    private FrameworkIndicator Named(IndicatorOutcome outcome) => framework.Document.Indicators[outcome.Indicator.Index];

    private GradeName NameOf(GradeRule grade)
    {
        var rule = framework.GradeByIndex[grade.Index];
        return new GradeName { Code = rule.Code, NameTh = rule.NameTh, NameEn = rule.NameEn };
    }
}
