using ItaApi.Frameworks;
using ItaApi.Scoring;

namespace ItaApi.Assessments.Results;

/// <summary>The contract's result of an evaluation.</summary>
internal static class ResultView
{
    public static Result ToResult(this Evaluation evaluation, ResultAgency? agency) =>
        evaluation.Outcome is { } outcome
            ? Calculated(evaluation, outcome, agency)
            : Reported(evaluation, evaluation.ReportedOutcome!, agency);

    private static Result Calculated(Evaluation evaluation, Outcome outcome, ResultAgency? agency) => new()
    {
        Agency = agency,
        FiscalYear = evaluation.Framework.Rules.FiscalYear,
        Framework = evaluation.Revision(),
        Basis = evaluation.Basis,
        Total = evaluation.Total,
        Grade = NameOf(outcome.Grade, evaluation.Framework),
        Passed = outcome.Passed,
        Instruments = outcome.Instruments.Select(instrument => new InstrumentResult
        {
            Code = instrument.Instrument.Code,
            Weight = instrument.Instrument.Weight,
            Score = instrument.Score.ToDecimal(),
            Contribution = instrument.Contribution,
            Grade = instrument.Grade?.Code,
            LowestIndicators = instrument.LowestIndicators,
        }).ToArray(),
        Indicators = outcome.Indicators.Select(indicator => new IndicatorResult
        {
            Number = indicator.Indicator.Number,
            NameTh = Named(indicator, evaluation).NameTh,
            NameEn = Named(indicator, evaluation).NameEn,
            Instrument = indicator.Indicator.Instrument.Code,
            Score = indicator.Score.ToDecimal(),
            Standing = indicator.Standing,
            Rank = indicator.Rank,
        }).ToArray(),
        StrengthThreshold = outcome.Threshold.ToDecimal(),
        Strengths = outcome.Strengths.Select(strength => new StrengthResult
        {
            Number = strength.Indicator.Number,
            NameTh = Named(strength, evaluation).NameTh,
            NameEn = Named(strength, evaluation).NameEn,
            Score = strength.Score.ToDecimal(),
        }).ToArray(),
        Weaknesses = outcome.Weaknesses.Select(weakness => new WeaknessResult
        {
            Number = weakness.Indicator.Number,
            NameTh = Named(weakness, evaluation).NameTh,
            NameEn = Named(weakness, evaluation).NameEn,
            Score = weakness.Score.ToDecimal(),
            Gap = weakness.GapTo(outcome.Threshold).ToDecimal(),
        }).ToArray(),
        Highest = outcome.Highest,
        Lowest = outcome.Lowest,
        ZeroItems = ZeroItems(evaluation),
        NextGrade = outcome.NextGrade is { } next
            ? new NextGradeResult
            {
                Code = next.Grade.Code,
                PointsNeeded = next.PointsNeeded.ToDecimal(),
                Instruments = evaluation.Framework.Rules.HasLevels
                    ? [.. next.Instruments.Select(
                        need => new InstrumentNeedResult { Code = need.Code, PointsNeeded = need.PointsNeeded.ToDecimal() })]
                    : null,
            }
            : null,
        Discrepancies = Discrepancies(evaluation),
    };

    private static Result Reported(Evaluation evaluation, ReportedOutcome outcome, ResultAgency? agency) => new()
    {
        Agency = agency,
        FiscalYear = evaluation.Framework.Rules.FiscalYear,
        Framework = evaluation.Revision(),
        Basis = evaluation.Basis,
        Total = evaluation.Total,
        Grade = outcome.Grade is { } grade ? NameOf(grade, evaluation.Framework) : null,
        PossibleGrades = outcome.PossibleGrades is { IsEmpty: false } possible ? [.. possible.Select(rule => rule.Code)] : null,
        Passed = outcome.Passed,
        Instruments = evaluation.Content.Reported!.Instruments is null ? null :
        [
            .. from reported in outcome.Instruments
               select new InstrumentResult
               {
                   Code = reported.Instrument.Code,
                   Weight = reported.Instrument.Weight,
                   Score = reported.Score.ToDecimal(),
                   Contribution = reported.Contribution,
               },
        ],
        ZeroItems = evaluation.Content.Items is null ? null : ZeroItems(evaluation),
        Discrepancies = Discrepancies(evaluation),
    };

    private static IReadOnlyList<ZeroItem> ZeroItems(Evaluation evaluation) =>
    [
        .. from item in evaluation.Content.Items ?? []
           where item.IsZero
           select new ZeroItem
           {
               Code = item.Code!,
               TitleTh = evaluation.Framework.FindItem(item.Code!)?.TitleTh ?? item.TitleTh,
               Indicator = evaluation.Framework.Rules.FindIndicatorOfItem(item.Code!)?.Number,
               Comment = item.Comment,
           },
    ];

    private static IReadOnlyList<FigureCheck> Discrepancies(Evaluation evaluation) =>
        [.. evaluation.Checks().Where(check => check.Verdict != Verdict.Agrees).Select(check => FigureCheck.From(check, evaluation.Names))];

    private static FrameworkIndicator Named(IndicatorOutcome outcome, Evaluation evaluation) =>
        evaluation.Framework.Document.Indicators[outcome.Indicator.Index];

    private static GradeName NameOf(GradeRule grade, YearFramework framework)
    {
        var rule = framework.GradeByIndex[grade.Index];
        return new GradeName { Code = rule.Code, NameTh = rule.NameTh, NameEn = rule.NameEn };
    }
}
