using ItaApi.Agencies;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Provinces;

namespace ItaApi.Assessments;

/// <summary>The list of assessments as a table with a column for each instrument and indicator of any year.</summary>
internal static class AssessmentCsv
{
    public static CsvTable<AssessmentListItem> For(CsvQuery query, IReadOnlyList<YearFramework> frameworks)
    {
        var sheet = new CsvTable<AssessmentListItem>()
            .Code("agency_code", row => row.AgencyCode)
            .Text("name_th", row => row.NameTh)
            .Code("kind", row => row.Kind)
            .Labels(query, "kind", row => row.Kind.ToName())
            .Code("province_code", row => row.ProvinceCode)
            .Labels(query, "province", row => ProvinceDirectory.NameOf(row.ProvinceCode))
            .Text("district_th", row => row.DistrictTh)
            .Number("fiscal_year", row => row.FiscalYear)
            .Code("basis", row => row.Basis)
            .Number("total", row => row.Total)
            .Code("grade", row => row.Grade)
            .Labels(query, "grade", row => frameworks.GradeName(row.FiscalYear, row.Grade))
            .Flag("passed", row => row.Passed);
        var instruments = frameworks.SelectMany(framework => framework.Rules.Instruments).Select(instrument => instrument.Code);
        foreach (var code in instruments.Distinct(StringComparer.Ordinal))
            sheet.Number(code.ToLowerInvariant(), row => ScoreOf(row.Instruments, code));
        for (var i = 1; i <= frameworks.Max(framework => framework.Rules.Indicators.Length); i++)
        {
            var number = i;
            sheet.Number($"indicator_{number}", row => ScoreOf(row.Indicators, number));
        }

        return sheet
            .Number("version", row => row.Version)
            .Moment("updated_at", row => row.UpdatedAt);
    }

    private static decimal? ScoreOf(ListedInstrument[]? instruments, string code)
    {
        foreach (var instrument in instruments ?? [])
        {
            if (instrument.Code == code)
                return instrument.Score;
        }

        return null;
    }

    /// <summary>The indicators are in the order of their numbers.</summary>
    private static decimal? ScoreOf(ListedIndicator[]? indicators, int number) =>
        number <= indicators?.Length ? indicators[number - 1].Score : null;
}
