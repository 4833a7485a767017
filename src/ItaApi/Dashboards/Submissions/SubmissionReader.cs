using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Provinces;

namespace ItaApi.Dashboards.Submissions;

/// <summary>Reads which agencies of a province have submitted results, a plan or progress.</summary>
internal sealed class SubmissionReader(
    StampReader stamps, SubmissionRepository submissions, FrameworkCatalogue frameworks, TimeProvider clock)
{
    /// <exception cref="Faults.ProblemException">Results are requested of a year that has no framework. Measures need none.</exception>
    public async Task<Conditional<SubmissionList>> ReadAsync(
        string provinceCode, SubmissionQuery query, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
        var (year, of) = (query.FiscalYear!.Value, query.Of ?? SubmissionSubject.Assessments);
        var framework = of == SubmissionSubject.Assessments ? await frameworks.GetForQueryAsync(year, ct) : null;
        var read = ConditionalRead.From(http, framework?.Rules.Revision ?? 0);
        var maxAge = Freshness.Of(year, clock);
        var scope = SubmissionRepository.ScopeOf(provinceCode, query, of);
        if (await read.FindAnsweredAsync<SubmissionList>(maxAge, () => stamps.ReadAsync(scope, ct)) is { } answered)
            return answered;

        var (stamp, agencies) = await submissions.ListAsync(provinceCode, query, of, ct);
        return new Conditional<SubmissionList>(read, stamp, maxAge)
        {
            Value = () => Answer(provinceCode, year, of, agencies),
            Csv = (body, token) =>
                Sheet(provinceCode, year, of, csv, framework).WriteAsync(body, csv, agencies.ToAsyncEnumerable(), token),
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

    /// <param name="framework">The rules of the year, for results.</param>
    private static CsvTable<AgencySubmission> Sheet(
        string provinceCode, int fiscalYear, SubmissionSubject of, CsvQuery query, YearFramework? framework)
    {
        var sheet = new CsvTable<AgencySubmission>()
            .Code("province_code", _ => provinceCode)
            .Labels(query, "province", _ => ProvinceDirectory.NameOf(provinceCode))
            .Number("fiscal_year", _ => fiscalYear)
            .Code("of", _ => of)
            .Code("agency_code", row => row.Code)
            .Text("name_th", row => row.NameTh)
            .Code("kind", row => row.Kind)
            .Labels(query, "kind", row => row.Kind.ToName())
            .Text("district_th", row => row.DistrictTh)
            .Flag("reported", row => row.Has(of));
        return framework is not null
            ? sheet
                .Number("total", row => row.Total)
                .Code("grade", row => row.Grade)
                .Labels(query, "grade", row => new[] { framework }.GradeName(fiscalYear, row.Grade))
            : sheet.Number("measures", row => row.Measures).Number("with_progress", row => row.WithProgress);
    }
}
