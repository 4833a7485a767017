using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Http.Serialization;
using ItaApi.Scoring;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace ItaApi.Assessments;

internal static class ResultEndpoints
{
    public static IServiceCollection AddResults(this IServiceCollection services) => services
        .AddSingleton<EvaluationReader>()
        .AddSingleton<IValidator<ScoringBody>, ScoringBodyValidator>();

    public static void MapResults(this IEndpointRouteBuilder routes)
    {
        var results = routes.MapGroup("").WithTags("Results");

        results.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/result", GetResult);
        results.MapPost("/scorings", ScoreAssessment);
    }

    /// <summary>Get the grade, strengths and weaknesses of an assessment.</summary>
    /// <remarks>
    /// Shows how the total is made up by instrument and indicator, which indicators are strengths and weaknesses, what the next grade
    /// requires, and which reported figures do not agree.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    /// <param name="query">The view of the result.</param>
    private static async Task<Results<Current<Result>, NotFoundProblem>> GetResult(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, [AsParameters] ResultQuery query,
        EvaluationReader stored, CancellationToken ct) =>
        await stored.FindResultAsync(agencyCode, fiscalYear, query.Threshold, ct) is var (result, state)
            ? new Current<Result>(result, state)
            : NotFoundProblem.Assessment(agencyCode, fiscalYear);

    /// <summary>Score an assessment without storing it.</summary>
    /// <remarks>
    /// The answer is what the result of a stored assessment would be. The agency need not exist and is not part of the answer.
    /// </remarks>
    private static Ok<Result> ScoreAssessment(ScoringBody body, [AsParameters] ResultQuery query, HttpContext http) =>
        TypedResults.Ok(new Evaluation(http.Features.GetRequiredFeature<CheckedScores>(), body, query.Threshold).ToResult(agency: null));
}

/// <summary>The view of a result.</summary>
internal sealed class ResultQuery
{
    /// <summary>
    /// The score at or above which an indicator is a strength; default: the threshold of the assessment, then that of the framework.
    /// </summary>
    [FromQuery(Name = "threshold"), Score] public decimal? Threshold { get; init; }
}

/// <summary>An assessment to score without storing it.</summary>
[IgnoresMembers("version", "createdAt", "updatedAt", "warnings", "result")]
internal sealed record ScoringBody : AssessmentContent
{
    /// <summary>Accepted as in a stored assessment. The agency need not exist.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>The fiscal year (B.E.) whose rules apply.</summary>
    [System.ComponentModel.DataAnnotations.Required] public int? FiscalYear { get; init; }
}

internal sealed class ScoringBodyValidator : AssessmentContentValidator<ScoringBody>
{
    public ScoringBodyValidator(FrameworkCatalogue frameworks) : base(frameworks)
    {
        RuleFor(assessment => assessment.AgencyCode).IsAgencyCode();
        RuleFor(assessment => assessment.FiscalYear).Required();
        RuleFor(assessment => assessment.FiscalYear).IsFiscalYear();
    }

    protected override (int? Year, string Place) FiscalYearOf(ScoringBody assessment, ValidationContext<ScoringBody> context) =>
        (assessment.FiscalYear, "/fiscalYear");
}
