using System.ComponentModel.DataAnnotations;
using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Http.Requests;
using ItaApi.Values;

namespace ItaApi.Assessments.Simulations;

/// <summary>What if: changed scores or items, and the way to a grade. Stores nothing.</summary>
public sealed record SimulationBody : IHoldsScores
{
    /// <summary>The fiscal year (B.E.) by whose rules to score.</summary>
    [Required] public int? FiscalYear { get; init; }

    /// <summary>Starts from this agency's stored assessment of the year; otherwise the scores are given here.</summary>
    public string? AgencyCode { get; init; }

    public IReadOnlyList<IndicatorEntry>? Indicators { get; init; }
    public IReadOnlyList<QuestionEntry>? Questions { get; init; }
    public IReadOnlyList<ItemEntry>? Items { get; init; }

    /// <summary>What is assumed to be otherwise; an indicator or an item each, not an item together with its own indicator.</summary>
    public IReadOnlyList<SimulationChange>? Changes { get; init; }

    /// <summary>The indicators that the way to the target may not change.</summary>
    public IReadOnlyList<int>? Fixed { get; init; }

    /// <summary>The grade to be reached, by its code.</summary>
    public string? TargetGrade { get; init; }
}

/// <summary>A score assumed to be another: of an indicator or of an item.</summary>
public sealed record SimulationChange
{
    public int? Indicator { get; init; }
    public string? Item { get; init; }
    [Required, Range(0, 100)] public decimal? Score { get; init; }
}

/// <summary>A total and what it is worth.</summary>
public sealed record SimulatedResult
{
    public required decimal Total { get; init; }

    /// <summary>The grade's code.</summary>
    public required string Grade { get; init; }
}

public sealed record SimulationAnswer
{
    /// <summary>As scored.</summary>
    public required SimulatedResult Before { get; init; }

    /// <summary>With the changes.</summary>
    public required SimulatedResult After { get; init; }

    /// <summary>The way from there to the target grade; left out where none was asked for.</summary>
    public SimulationTarget? Target { get; init; }
}

/// <summary>The way to a grade: known zero items first, then the fewest indicators by the smallest raises.</summary>
public sealed record SimulationTarget
{
    /// <summary>The grade's code.</summary>
    public required string Grade { get; init; }

    /// <summary>False exactly where even 100 in everything that is not fixed would not do.</summary>
    public required bool Reachable { get; init; }

    /// <summary>Points of the total up to the grade; 0 where only an instrument falls short.</summary>
    public required decimal PointsNeeded { get; init; }

    /// <summary>In order, each on top of those before it; none can be left out.</summary>
    public required IReadOnlyList<SimulationStepResult> Steps { get; init; }
}

/// <summary>An item brought to 100, or an indicator raised.</summary>
public sealed record SimulationStepResult
{
    /// <summary>The indicator raised; of an item, its indicator.</summary>
    public required int Indicator { get; init; }

    public string? Item { get; init; }
    public required decimal From { get; init; }
    public required decimal To { get; init; }

    /// <summary>The change of the rounded total at this step.</summary>
    public required decimal Gain { get; init; }
}

public sealed class SimulationBodyValidator : AbstractValidator<SimulationBody>
{
    [Limit("changes in a simulation")]
    private const int MaxChanges = 100;

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

        RuleFor(simulation => simulation.Changes).HoldsAtMost(MaxChanges);
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
        RuleFor(simulation => simulation.Fixed).HoldsAtMost(ScoresValidator<SimulationBody>.MaxIndicators);
        RuleFor(simulation => simulation.TargetGrade).IsText(Limits.Code);
    }
}
