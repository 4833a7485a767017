using System.Collections.Immutable;
using ItaApi.Assessments.Content;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>
/// An assessment evaluated by the rules of its year: its result, and what is stored with it. The same for an assessment that is written,
/// read or only tried out.
/// </summary>
internal sealed class Evaluation
{
    private readonly Scorecard? scorecard;
    private readonly Outcome? printedOutcome;
    private ImmutableArray<Check> checks;

    /// <summary>The evaluation of a stored assessment.</summary>
    /// <param name="framework">The revision that scored it.</param>
    /// <param name="content">Its content.</param>
    /// <param name="threshold">The requested threshold, which takes precedence over those of the assessment and the framework.</param>
    /// <exception cref="ProblemException">The rules do not fit the assessment.</exception>
    public Evaluation(YearFramework framework, AssessmentContent content, decimal? threshold = null)
        : this(
            new CheckedScores(framework, content.HoldsScores(framework.Rules) ? ScorecardOf(framework, content) : null), content, threshold)
    {
    }

    /// <summary>The evaluation of an assessment that its validator has just checked.</summary>
    /// <param name="scores">What the validator has worked out.</param>
    /// <param name="content">Its content.</param>
    /// <param name="threshold">The requested threshold, which takes precedence over those of the assessment and the framework.</param>
    public Evaluation(CheckedScores scores, AssessmentContent content, decimal? threshold = null)
    {
        (Framework, scorecard) = scores;
        Content = content;
        if (scorecard is not null)
            Outcome = Scorer.Score(Framework.Rules, scorecard, Threshold(threshold ?? content.StrengthThreshold));
        else
            ReportedOutcome = ReportedResult.From(Framework.Rules, content.Reported!.ToFigures(Framework));

        // Printed figures are compared by the document's own threshold, whatever threshold the caller requests.
        printedOutcome = threshold is null || scorecard is null
            ? Outcome
            : Scorer.Score(Framework.Rules, scorecard, Threshold(content.StrengthThreshold));
    }

    private Evaluation(YearFramework framework, AssessmentContent content, Scorecard scorecard, decimal? threshold)
    {
        Framework = framework;
        Content = content;
        this.scorecard = scorecard;
        Outcome = printedOutcome = Scorer.Score(framework.Rules, scorecard, Threshold(threshold ?? content.StrengthThreshold));
        checks = [];
    }

    /// <summary>
    /// The evaluation of stored scores, for a result that compares nothing: the scores count as they are, and neither they nor the
    /// published figures are checked again.
    /// </summary>
    /// <param name="framework">The revision that scored it.</param>
    /// <param name="content">Only the threshold and the items are used.</param>
    /// <param name="scores">The effective score of every indicator by number.</param>
    /// <param name="threshold">The requested threshold, which takes precedence over those of the assessment and the framework.</param>
    public static Evaluation OfStoredScores(YearFramework framework, AssessmentContent content, decimal[] scores, decimal? threshold) =>
        new(framework, content, Scorecard.FromIndicators(framework.Rules, Array.ConvertAll(scores, Score.From)), threshold);

    public YearFramework Framework { get; }
    public AssessmentContent Content { get; }

    /// <summary>The outcome of the scores; null when there are only reported figures.</summary>
    public Outcome? Outcome { get; }

    /// <summary>The outcome of reported figures alone; null when there are scores.</summary>
    public ReportedOutcome? ReportedOutcome { get; }

    public ResultBasis Basis => Outcome is null ? ResultBasis.Reported : ResultBasis.Calculated;
    public decimal Total => (Outcome?.Total ?? ReportedOutcome!.Total).ToDecimal();
    public GradeRule? Grade => Outcome is null ? ReportedOutcome!.Grade : Outcome.Grade;

    /// <summary>
    /// The effective score of every indicator by number, with the decimals that were sent; null when there are only reported figures.
    /// </summary>
    public decimal[]? Scores()
    {
        if (scorecard is null)
            return null;

        var scores = new decimal[scorecard.Scores.Length];
        for (var i = 0; i < scores.Length; i++)
            scores[i] = scorecard.Scores[i].ToDecimal();
        foreach (var entry in Content.Indicators ?? [])
        {
            if (entry.Score is { } asSent)
                scores[entry.Number!.Value - 1] = asSent;
        }

        return scores;
    }

    /// <summary>The indicators whose score was omitted and calculated from questions or items.</summary>
    public short[] CalculatedNumbers() => scorecard is null
        ? []
        : [.. Framework.Rules.Indicators.Where(indicator => scorecard.Given(indicator.Number) is null)
            .Select(indicator => (short)indicator.Number)];

    /// <summary>
    /// The scores of the instruments in the order of the framework, or null when the reported figures do not include every one.
    /// </summary>
    public decimal[]? InstrumentScores()
    {
        if (Outcome is not null)
            return [.. Outcome.Instruments.Select(instrument => instrument.Score.ToDecimal())];

        var reported = ReportedOutcome!.Instruments;
        return reported.Length < Framework.Rules.Instruments.Length
            ? null
            : [.. reported.Select(instrument => instrument.Score.ToDecimal())];
    }

    /// <summary>The most severe verdict on the published figures; null when nothing can be checked.</summary>
    public Verdict? Verdict => GravestOf(Checks());

    /// <summary>What is unusual about the scores and figures, although it is accepted.</summary>
    public IReadOnlyList<RequestFault> Oddities() => [.. ScoreWarnings.Of(Outcome, Printed()).Select(RequestFault.From)];

    /// <summary>The indicators whose score proves that items which were not sent are at 0, with those items.</summary>
    public IReadOnlyList<ProvenItemsResult> ProvenZeroItems() => scorecard is null
        ? []
        :
        [
            .. from indicator in Framework.Rules.Indicators
               where scorecard.Given(indicator.Number) is not null
               let proven = ProvenItems.Of(scorecard, indicator.Number)
               where proven is { Zero.IsEmpty: false }
               select ProvenItemsResult.From(proven, scorecard.Scores[indicator.Index].ToDecimal(), Names),
        ];

    /// <summary>
    /// Points of the total that changes gain together; null when they are unknown. Alone, the worth of each would be rounded.
    /// </summary>
    public decimal? WorthOf(params IReadOnlyList<AssumedScore> changes) =>
        scorecard is not null && Simulation.TryRun(scorecard, new SimulationRequest { Changes = changes }, out var result, out _)
            ? result.After.Total.ToDecimal() - result.Before.Total.ToDecimal()
            : null;

    /// <summary>Every step from the scores to the grade. There are none when there are only reported figures.</summary>
    public TraceResult ToTrace(ResultAgency agency) =>
        TraceResult.From(Outcome is null ? null : Tracer.Trace(Framework.Rules, scorecard!, Outcome), agency, Revision(), Basis, Names);

    /// <summary>All checks of the published figures, and the misprints that would explain them.</summary>
    public AuditResult ToAudit(ResultAgency agency)
    {
        var report = Audit.Examine(Framework.Rules, scorecard, printedOutcome, Printed(), Framework.Grades.Scales);
        return new AuditResult
        {
            Agency = agency,
            FiscalYear = Framework.Rules.FiscalYear,
            Verdict = GravestOf(report.Checks),
            Checks = [.. report.Checks.Select(check => FigureCheck.From(check, Names))],
            Explanations = [.. report.Explanations.Select(explanation => MisprintExplanation.From(explanation, Names))],
            Unique = report.Unique,
            ExplanationsTruncated = report.MoreExplanations ? true : null,
            ProvenItems = ProvenZeroItems() is { Count: > 0 } proven ? proven : null,
        };
    }

    /// <summary>What the year calls the things that the sentences of an answer are about.</summary>
    internal SubjectNames Names => field ??= new SubjectNames(Framework);

    /// <summary>The revision that scored the assessment.</summary>
    public ResultFramework Revision() => new() { FiscalYear = Framework.Rules.FiscalYear, Revision = Framework.Rules.Revision };

    /// <summary>
    /// The published figures compared with the scores. Calculated on first use: a trace does not need it, and an audit compares for itself.
    /// </summary>
    public ImmutableArray<Check> Checks() =>
        checks.IsDefault
            ? checks = Audit.CompareAll(Framework.Rules, scorecard, printedOutcome, Printed(), Framework.Grades.Scales)
            : checks;

    private static Scorecard ScorecardOf(YearFramework framework, AssessmentContent content) =>
        Scorecard.TryCreate(framework.Rules, content.ToScoreInput(), out var scorecard, out var faults)
            ? scorecard
            : throw new ProblemException(Problem.Invalid([.. faults.Select(RequestFault.From)]));

    private static Verdict? GravestOf(ImmutableArray<Check> checks) => checks.IsEmpty ? null : checks.Max(check => check.Verdict);

    private static Score? Threshold(decimal? score) => score is { } value ? Score.From(value) : null;

    private Reported Printed() => Content.Reported?.ToFigures(Framework) ?? new Reported();
}
