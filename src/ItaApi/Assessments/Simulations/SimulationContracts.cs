using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Http.Requests;
using ItaApi.Scoring;
using ItaApi.Values;

namespace ItaApi.Assessments.Simulations;

/// <summary>Changed scores or items to try out, and a grade to reach. Nothing is stored.</summary>
internal sealed record SimulationBody : IHoldsScores
{
    /// <summary>The fiscal year (B.E.) whose rules apply.</summary>
    [Required] public int? FiscalYear { get; init; }

    /// <summary>Starts from the stored assessment of this agency for the year. Without it, the scores are given here.</summary>
    public string? AgencyCode { get; init; }

    [MaxLength(ScoresValidator<SimulationBody>.MaxIndicators)] public IReadOnlyList<IndicatorEntry>? Indicators { get; init; }
    [MaxLength(ScoresValidator<SimulationBody>.MaxQuestions)] public IReadOnlyList<QuestionEntry>? Questions { get; init; }
    [MaxLength(ScoresValidator<SimulationBody>.MaxItems)] public IReadOnlyList<ItemEntry>? Items { get; init; }

    /// <summary>
    /// The scores to change. Each change names an indicator or an item; an item and its own indicator cannot both change.
    /// </summary>
    [MaxLength(SimulationBodyValidator.MaxChanges)] public IReadOnlyList<SimulationChange>? Changes { get; init; }

    /// <summary>The indicators that must not change on the way to the target grade.</summary>
    [MaxLength(ScoresValidator<SimulationBody>.MaxIndicators)] public IReadOnlyList<int>? Fixed { get; init; }

    /// <summary>The grade to reach: its code or Thai name in the framework of the year.</summary>
    public string? TargetGrade { get; init; }
}

/// <summary>A changed score of an indicator or an item.</summary>
internal sealed record SimulationChange
{
    public int? Indicator { get; init; }
    public string? Item { get; init; }
    [Required, Range(0, 100)] public decimal? Score { get; init; }
}

/// <summary>A total and its grade.</summary>
internal sealed record SimulatedResult
{
    public required decimal Total { get; init; }

    /// <summary>The grade's code.</summary>
    public required string Grade { get; init; }
}

internal sealed record SimulationAnswer
{
    /// <summary>Before the changes.</summary>
    public required SimulatedResult Before { get; init; }

    /// <summary>After the changes.</summary>
    public required SimulatedResult After { get; init; }

    /// <summary>The way to the target grade after the changes. Omitted when no target grade was requested.</summary>
    public SimulationTarget? Target { get; init; }
}

/// <summary>
/// The way to a grade: known items below 100 first, then the fewest indicators with the smallest increases, to scores that can be reached.
/// </summary>
internal sealed record SimulationTarget
{
    /// <summary>The grade's code.</summary>
    public required string Grade { get; init; }

    /// <summary>False when the grade is out of reach even with 100 for everything that is not fixed.</summary>
    public required bool Reachable { get; init; }

    /// <summary>The points of the total to the grade; 0 when only an instrument is too low.</summary>
    public required decimal PointsNeeded { get; init; }

    /// <summary>In order; each step adds to those before it, and every step is necessary.</summary>
    public required IReadOnlyList<SimulationStepResult> Steps { get; init; }
}

/// <summary>An item raised to 100, or an indicator raised.</summary>
internal sealed record SimulationStepResult
{
    /// <summary>The indicator that is raised; for an item, its indicator.</summary>
    public required int Indicator { get; init; }

    /// <summary>The item; omitted when it is not known which items of the indicator are below 100, and of a survey.</summary>
    public string? Item { get; init; }

    public required decimal From { get; init; }

    /// <summary>Of an indicator of items, a score that its items can give.</summary>
    public required decimal To { get; init; }

    /// <summary>The change of the rounded total at this step.</summary>
    public required decimal Gain { get; init; }

    /// <summary>The step as a Thai sentence.</summary>
    public required string TextTh { get; init; }

    /// <summary>The step as an English sentence.</summary>
    public required string TextEn { get; init; }

    internal static SimulationStepResult Of(SimulationStep step, SubjectNames names)
    {
        var text = StepSentences.Of(step, names);
        return new SimulationStepResult
        {
            Indicator = step.Indicator,
            Item = step.Item,
            From = step.From.ToDecimal(),
            To = step.To.ToDecimal(),
            Gain = step.Gain.ToDecimal(),
            TextTh = text.Th,
            TextEn = text.En,
        };
    }
}

internal sealed class SimulationBodyValidator : AbstractValidator<SimulationBody>
{
    [Limit("changes in a simulation")]
    public const int MaxChanges = 100;

    public SimulationBodyValidator()
    {
        RuleFor(simulation => simulation.FiscalYear).Required();
        RuleFor(simulation => simulation.FiscalYear).IsFiscalYear();
        RuleFor(simulation => simulation.AgencyCode).IsAgencyCode();
        RuleFor(simulation => simulation.AgencyCode).Custom(static (code, context) =>
        {
            if (code is null == !context.InstanceToValidate.HoldsScores())
                context.AddFault("agency_or_scores_needed");
        });
        Include(new ScoresValidator<SimulationBody>());
        RuleForEach(simulation => simulation.Changes).ChildRules(change =>
        {
            change.RuleFor(assumed => assumed.Score).Required();
            change.RuleFor(assumed => assumed.Score).IsScore();
            change.RuleFor(assumed => assumed).Custom(static (assumed, context) =>
            {
                if (assumed.Indicator is null == assumed.Item is null)
                    context.AddFault("indicator_or_item_needed");
            });
        });
        RuleFor(simulation => simulation.TargetGrade).IsText(Limits.Name);
    }
}
