using System.ComponentModel;
using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Http.Problems;
using ItaApi.Provinces;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Dashboards.Submissions;

public static class SubmissionEndpoints
{
    public static void MapSubmissions(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("").WithTags("Dashboards").MapGet("/provinces/{provinceCode}/submissions", GetSubmissions);

    /// <summary>List the agencies of a province that have submitted results, a plan or progress, and those that have not.</summary>
    /// <remarks>
    /// An agency counts in the years in which it exists, with its kind in the year. An agency without a plan is missing for progress too. A
    /// CSV has one row for each agency.
    /// </remarks>
    /// <param name="provinceCode">The two-digit code of TIS 1099, for example <c>57</c> for Chiang Rai.</param>
    private static async Task<Results<Conditional<SubmissionList>, NotFoundProblem>> GetSubmissions(
        [DefaultValue("57")] string provinceCode, [AsParameters] SubmissionQuery query, [AsParameters] CsvQuery csv,
        StampReader stamps, SubmissionRepository submissions, FrameworkCatalogue frameworks,
        TimeProvider clock, HttpContext http, CancellationToken ct)
    {
        if (ProvinceDirectory.Find(provinceCode) is null)
            return NotFoundProblem.Province(provinceCode);

        var framework = await frameworks.GetForQueryAsync(query.FiscalYear!.Value, ct);
        var read = ConditionalRead.From(http, framework.Rules.Revision);
        var of = query.Of ?? SubmissionSubject.Assessments;
        var maxAge = Freshness.Of(framework.Rules.FiscalYear, clock);
        Task<string> ReadStampAsync() => stamps.ReadAsync(SubmissionRepository.ScopeOf(provinceCode, query, of), ct);
        if (await read.FindAnsweredAsync<SubmissionList>(maxAge, ReadStampAsync) is { } answered)
            return answered;

        var (stamp, agencies) = await submissions.ListAsync(provinceCode, query, of, ct);
        return new Conditional<SubmissionList>(read, stamp, maxAge)
        {
            Value = () => Answer(provinceCode, framework.Rules.FiscalYear, of, agencies),
            Csv = (body, token) => Sheet(provinceCode, of, csv, framework).WriteAsync(body, csv, agencies.ToAsyncEnumerable(), token),
        };
    }

    private static SubmissionList Answer(
        string provinceCode, int fiscalYear, SubmissionSubject of, IReadOnlyList<AgencySubmission> agencies)
    {
        var reported = agencies.Where(agency => agency.Has(of)).Select(agency => agency.ToSubmitted(of)).ToList();
        return new SubmissionList
        {
            ProvinceCode = provinceCode,
            FiscalYear = fiscalYear,
            Of = of,
            Coverage = new Coverage
            {
                Agencies = agencies.Count,
                Reported = reported.Count,
                Share = YearFigures.Percent(reported.Count, agencies.Count),
            },
            Reported = reported,
            Missing = [.. agencies.Where(agency => !agency.Has(of)).Select(agency => agency.ToMissing())],
        };
    }

    private static CsvTable<AgencySubmission> Sheet(string provinceCode, SubmissionSubject of, CsvQuery query, YearFramework framework)
    {
        var sheet = new CsvTable<AgencySubmission>()
            .Code("province_code", _ => provinceCode)
            .Labels(query, "province", _ => ProvinceDirectory.NameOf(provinceCode))
            .Number("fiscal_year", _ => framework.Rules.FiscalYear)
            .Code("of", _ => of)
            .Code("agency_code", row => row.Code)
            .Text("name_th", row => row.NameTh)
            .Code("kind", row => row.Kind)
            .Labels(query, "kind", row => row.Kind.ToName())
            .Text("district_th", row => row.DistrictTh)
            .Flag("reported", row => row.Has(of));
        return of == SubmissionSubject.Assessments
            ? sheet
                .Number("total", row => row.Total)
                .Code("grade", row => row.Grade)
                .Labels(query, "grade", row => new[] { framework }.GradeName(framework.Rules.FiscalYear, row.Grade))
            : sheet.Number("measures", row => row.Measures).Number("with_progress", row => row.WithProgress);
    }
}
