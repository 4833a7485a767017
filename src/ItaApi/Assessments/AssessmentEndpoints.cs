using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Authentication;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Assessments;

internal static class AssessmentEndpoints
{
    public static IServiceCollection AddAssessments(this IServiceCollection services) => services
        .AddSingleton<AssessmentRepository>()
        .AddSingleton<AssessmentListRepository>()
        .AddSingleton<AssessmentListReader>()
        .AddSingleton<IValidator<AssessmentBody>, AssessmentBodyValidator>()
        .AddSingleton<IValidator<NewAssessmentBody>, NewAssessmentBodyValidator>();

    public static void MapAssessments(this IEndpointRouteBuilder routes)
    {
        var assessments = routes.MapGroup("").WithTags("Assessments");

        assessments.MapGet("/assessments", ListAssessments);
        assessments.MapPost("/assessments", CreateAssessment).RequireScope(Scope.Write);
        assessments.MapGet("/agencies/{agencyCode}/assessments", ListAssessmentsOfAgency);
        assessments.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}", GetAssessment);
        assessments.MapPut("/agencies/{agencyCode}/assessments/{fiscalYear}", PutAssessment).RequireScope(Scope.Write);
        assessments.MapDelete("/agencies/{agencyCode}/assessments/{fiscalYear}", DeleteAssessment).RequireScope(Scope.Write);
    }

    /// <summary>List assessments with their scores, totals and grades.</summary>
    /// <remarks>
    /// Each filter narrows the list. A page has the cursor of the next page in <c>page.nextCursor</c> and in the <c>Link</c> header. A CSV
    /// without <c>limit</c> contains the whole list. So does NDJSON, with each assessment as it was sent, ready to be imported again.
    /// </remarks>
    private static async Task<Results<CurrentTable<Page<AssessmentListItem>>, JsonLines<AssessmentBody>>> ListAssessments(
        [AsParameters] AssessmentListQuery query, [AsParameters] PageQuery paging, [AsParameters] CsvQuery csv,
        AssessmentListReader lists, HttpContext http, CancellationToken ct)
    {
        query = await lists.ResolveGradeAsync(query, ct);

        var page = PageRequest.From(http, paging);
        if (JsonLines.AreAskedBy(http.Request))
            return new JsonLines<AssessmentBody>(lists.StreamDocuments(query, page, paging.Limit, http, ct));

        return paging.Limit is null && CsvQuery.IsPreferredBy(http.Request)
            ? lists.ReadWhole(query, page, csv, http)
            : await lists.ReadPageAsync(query, page, csv, ct);
    }

    /// <summary>List an agency's assessments, earliest year first.</summary>
    /// <remarks>One entry for each fiscal year, with its scores, total and grade.</remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    private static async Task<Results<Current<Page<AssessmentListItem>>, NotFoundProblem>> ListAssessmentsOfAgency(
        [AgencyCode] string agencyCode, [AsParameters] PageQuery paging,
        AssessmentListReader lists, HttpContext http, CancellationToken ct) =>
        await lists.FindAsync(agencyCode, PageRequest.From(http, paging), ct) is { } page
            ? new Current<Page<AssessmentListItem>>(page, AssessmentListState.Of(page))
            : NotFoundProblem.Agency(agencyCode);

    /// <summary>Create an assessment if the agency has none for the year.</summary>
    /// <remarks>
    /// For clients that must not overwrite: if the agency already has an assessment for the year, the answer is 409 and the assessment does
    /// not change.
    /// </remarks>
    private static async Task<Results<CreatedVersion<Assessment>, ConflictProblem, WriteRefusal>> CreateAssessment(
        NewAssessmentBody body, AssessmentRepository assessments, Caller caller, HttpContext http, CancellationToken ct)
    {
        var (agencyCode, fiscalYear) = (body.AgencyCode!, body.FiscalYear!.Value);
        var evaluation = new Evaluation(http.Features.GetRequiredFeature<CheckedScores>(), body);
        if (await assessments.CreateAsync(agencyCode, fiscalYear, body, evaluation, caller, ct) is { } row)
            return new CreatedVersion<Assessment>(row.ToAssessment(evaluation), row.State, AddressOf(row));

        return await assessments.FindStandingAsync(agencyCode, fiscalYear, ct) switch
        {
            null => throw new ProblemException(Problem.Invalid(new RequestFault("/agencyCode", "unknown_agency"))),
            var standing when !caller.MayWrite(standing.ProvinceCode, agencyCode) => WriteRefusal.OtherProvince(standing.ProvinceCode),
            _ => ConflictProblem.AssessmentExists(agencyCode, fiscalYear),
        };
    }

    /// <summary>Get an assessment as it was sent, with its result.</summary>
    /// <remarks>
    /// Scores and reported figures are returned with the decimals that were sent, indicators in the order of their numbers.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Current<Assessment>, NotFoundProblem>> GetAssessment(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear,
        AssessmentRepository assessments, FrameworkCatalogue frameworks, CancellationToken ct)
    {
        if (await assessments.FindAsync(agencyCode, fiscalYear, ct) is not { } row)
            return NotFoundProblem.Assessment(agencyCode, fiscalYear);

        var framework = await frameworks.GetAsync(row.FiscalYear, row.FrameworkRevision, ct);
        return new Current<Assessment>(
            () =>
            {
                var content = row.ToContent();
                return row.ToAssessment(content, EvaluationReader.EvaluationOf(row, content, framework));
            },
            row.State);
    }

    /// <summary>Create or change an assessment. A body equal to the stored one makes no new version.</summary>
    /// <remarks>
    /// Replaces the whole assessment. Scores are stored as sent; the total, the grade and the rest of <c>result</c> are calculated by the
    /// rules of the fiscal year. A missing score does not count as zero.
    /// </remarks>
    /// <param name="agencyCode">The code of an existing agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Written<Assessment>, WriteRefusal>> PutAssessment(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, AssessmentBody body,
        AssessmentRepository assessments, Caller caller, Preconditions given, HttpContext http, CancellationToken ct)
    {
        var evaluation = new Evaluation(http.Features.GetRequiredFeature<CheckedScores>(), body);
        if (await assessments.PutAsync(agencyCode, fiscalYear, body, evaluation, caller, given, ct) is not var (row, created))
            return Refuse(await assessments.FindStandingAsync(agencyCode, fiscalYear, ct), agencyCode, caller, given);

        return new Written<Assessment>(row.ToAssessment(evaluation), row.State, created ? AddressOf(row) : null);
    }

    /// <summary>Delete an assessment.</summary>
    /// <remarks>The agency is not deleted.</remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<NoContent, WriteRefusal>> DeleteAssessment(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear,
        AssessmentRepository assessments, Caller caller, Preconditions given, CancellationToken ct)
    {
        if (await assessments.DeleteAsync(agencyCode, fiscalYear, caller, given, ct))
            return TypedResults.NoContent();

        var standing = await assessments.FindStandingAsync(agencyCode, fiscalYear, ct);
        return standing?.Version is null
            ? WriteRefusal.NotFound(NotFoundProblem.Assessment(agencyCode, fiscalYear))
            : Refuse(standing, agencyCode, caller, given);
    }

    private static WriteRefusal Refuse(
        StoredAssessmentVersion? standing, string agencyCode, Caller caller, Preconditions given) => standing switch
    {
        null => WriteRefusal.NotFound(NotFoundProblem.Agency(agencyCode)),
        _ when !caller.MayWrite(standing.ProvinceCode, agencyCode) => WriteRefusal.OtherProvince(standing.ProvinceCode),
        _ => WriteRefusal.Condition(given, standing.State),
    };

    private static string AddressOf(AssessmentRow row) => $"/v1/agencies/{row.AgencyCode}/assessments/{row.FiscalYear}";
}
