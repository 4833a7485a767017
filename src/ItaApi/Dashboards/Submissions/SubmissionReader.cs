using ItaApi.Agencies;
using ItaApi.Dashboards.Caching;
using ItaApi.Dashboards.Figures;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Provinces;

namespace ItaApi.Dashboards.Submissions;

/// <summary>Reads which agencies of a province have submitted results, a plan or progress.</summary>
internal sealed class SubmissionReader(DashboardReader dashboards, SubmissionRepository submissions)
{
    public async Task<Conditional<SubmissionList>> ReadAsync(
        string provinceCode, SubmissionQuery query, CsvQuery csv, HttpContext http, CancellationToken ct)
    {
        var of = query.Of ?? SubmissionSubject.Assessments;
        var read = await dashboards.OpenAsync<SubmissionList>(http, SubmissionRepository.ScopeOf(provinceCode, query, of), ct);
        if (read.Answered is { } answered)
            return answered;

        var (stamp, agencies) = await submissions.ListAsync(provinceCode, query, of, ct);
        return read.Answer(
            stamp,
            () => Answer(provinceCode, query.FiscalYear!.Value, of, agencies),
            (body, token) => Sheet(provinceCode, of, csv, read.Framework).WriteAsync(body, csv, agencies.ToAsyncEnumerable(), token));
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
