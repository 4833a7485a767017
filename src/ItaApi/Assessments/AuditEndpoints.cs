using System.Globalization;
using ItaApi.Assessments.Results;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Http.Requests;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Assessments;

internal static class AuditEndpoints
{
    public static void MapAudits(this IEndpointRouteBuilder routes)
    {
        var audits = routes.MapGroup("").WithTags("Results");

        audits.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/trace", GetTrace);
        audits.MapGet("/agencies/{agencyCode}/assessments/{fiscalYear}/audit", GetAudit);
        audits.MapGet("/audits", ListAudits);
    }

    /// <summary>Get every step from the scores to the total and the grade.</summary>
    /// <remarks>
    /// Gives the inputs, formula, exact value and rounding of each step, the rule that gave the grade, and why no better grade was reached.
    /// The total can be calculated again from this answer alone.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Current<TraceResult>, NotFoundProblem>> GetTrace(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, EvaluationReader stored, CancellationToken ct) =>
        await stored.FindAsync(agencyCode, fiscalYear, ct) is { } found
            ? new Current<TraceResult>(() => found.Evaluation.ToTrace(found.Agency), found.State)
            : NotFoundProblem.Assessment(agencyCode, fiscalYear);

    /// <summary>Compare the published figures of an assessment with the calculated ones.</summary>
    /// <remarks>
    /// Gives every check with its verdict, and the smallest sets of corrections that would make all figures agree. For a score that no set
    /// of items can give, it names the nearest scores that can be reached.
    /// </remarks>
    /// <param name="agencyCode">The code of the agency.</param>
    /// <param name="fiscalYear">The fiscal year assessed (B.E.).</param>
    private static async Task<Results<Current<AuditResult>, NotFoundProblem>> GetAudit(
        [AgencyCode] string agencyCode, [FiscalYear] int fiscalYear, EvaluationReader stored, CancellationToken ct) =>
        await stored.FindAsync(agencyCode, fiscalYear, ct) is { } found
            ? new Current<AuditResult>(() => found.Evaluation.ToAudit(found.Agency), found.State)
            : NotFoundProblem.Assessment(agencyCode, fiscalYear);

    /// <summary>List the assessments whose published figures cannot be correct.</summary>
    /// <remarks>
    /// In the order of agency code and fiscal year, each with all its checks and explanations. A page has the cursor of the next page.
    /// </remarks>
    private static async Task<Snapshot<Page<AuditResult>>> ListAudits(
        [AsParameters] AuditListQuery query, [AsParameters] PageQuery paging,
        AssessmentListRepository lists, EvaluationReader stored, HttpContext http, CancellationToken ct)
    {
        var page = PageRequest.From(http, paging);
        var rows = await lists.ListByVerdictAsync(query, page.After, page.Fetch, ct);
        var audits = new List<AuditResult>(rows.Count);
        foreach (var row in rows)
            audits.Add((await stored.EvaluateAsync(row, ct)).ToAudit(row.ToAgency()));

        return new Snapshot<Page<AuditResult>>(page.ToPage(
            audits,
            audit => [audit.Agency.Code, audit.FiscalYear.ToString(CultureInfo.InvariantCulture)],
            page.Count ? await lists.CountByVerdictAsync(query, ct) : null));
    }
}
