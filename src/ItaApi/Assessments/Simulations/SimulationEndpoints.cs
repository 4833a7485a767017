using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Problems;
using ItaApi.Scoring;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Assessments.Simulations;

internal static class SimulationEndpoints
{
    public static IServiceCollection AddSimulations(this IServiceCollection services) => services
        .AddSingleton<IValidator<SimulationBody>, SimulationBodyValidator>();

    public static void MapSimulations(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/simulations").WithTags("Results").MapPost("", Simulate);

    /// <summary>Calculate the result of changed scores, and the way to a grade.</summary>
    /// <remarks>
    /// Nothing is stored. The way to a grade raises known items to 100 first, the largest gain first. Then it raises the fewest indicators
    /// by the smallest sum of points. An indicator of items is raised only to scores that its items can give. An item is known when it was
    /// sent, or when the score of its indicator proves that it is at 0. Nothing is concluded from provisional items.
    /// </remarks>
    private static async Task<Results<Ok<SimulationAnswer>, NotFoundProblem>> Simulate(
        SimulationBody body, AssessmentRepository assessments, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        var fiscalYear = body.FiscalYear!.Value;
        YearFramework? framework;
        IHoldsScores scores = body;
        if (body.AgencyCode is { } agencyCode)
        {
            if (await assessments.FindFiguresAsync(agencyCode, fiscalYear, ct) is not { } row)
                return NotFoundProblem.Assessment(agencyCode, fiscalYear);
            framework = await frameworks.GetAsync(fiscalYear, row.FrameworkRevision, ct);
            scores = row.ToContent();
            if (!scores.HoldsScores(framework.Rules))
                throw new ProblemException(Problem.Invalid(new RequestFault("/agencyCode", "no_scores")));
        }
        else
        {
            framework = await frameworks.FindAsync(fiscalYear, ct);
            if (framework is null)
                throw new ProblemException(Problem.Invalid(frameworks.UnknownYear("/fiscalYear", fiscalYear)));
        }

        if (!Scorecard.TryCreate(framework.Rules, scores.ToScoreInput(), out var scorecard, out var faults)
            || !Simulation.TryRun(scorecard, ToRequest(body, framework), out var result, out faults))
        {
            throw new ProblemException(Problem.Invalid([.. faults.Select(fault => ToRequestFault(fault, framework))]));
        }

        return TypedResults.Ok(new SimulationAnswer
        {
            Before = Show(result.Before),
            After = Show(result.After),
            Target = Show(result.Target, new SubjectNames(framework)),
        });
    }

    /// <summary>Adds the names of grades, of which the scorer knows only the codes.</summary>
    private static RequestFault ToRequestFault(Fault fault, YearFramework framework) =>
        fault is { Code: "grade_unknown", Arguments: [("Code", string code), ..] }
            ? framework.UnknownGrade(fault.Pointer, code)
            : RequestFault.From(fault);

    private static SimulationRequest ToRequest(SimulationBody body, YearFramework framework) => new()
    {
        Changes =
        [
            .. (body.Changes ?? []).Select(change => change.Item is { } item
                ? (AssumedScore)new AssumedScore.OfItem(item, Score.From(change.Score!.Value))
                : new AssumedScore.OfIndicator(change.Indicator!.Value, Score.From(change.Score!.Value))),
        ],
        Fixed = body.Fixed ?? [],
        TargetGrade = body.TargetGrade is { } grade ? framework.FindOwnGrade(grade)?.Code ?? grade : null,
    };

    private static SimulatedResult Show(Outcome outcome) => new() { Total = outcome.Total.ToDecimal(), Grade = outcome.Grade.Code };

    private static SimulationTarget? Show(TargetWay? way, SubjectNames names) => way is null ? null : new SimulationTarget
    {
        Grade = way.Grade.Code,
        Reachable = way.Reachable,
        PointsNeeded = way.PointsNeeded.ToDecimal(),
        Steps = [.. way.Steps.Select(step => SimulationStepResult.Of(step, names))],
    };
}
