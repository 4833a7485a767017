using ItaApi.Frameworks;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Trends;

/// <summary>Trends as tables with one row for each year, and as many indicators as any year has.</summary>
internal static class TrendCsv
{
    public static CsvTable<TrendPoint> OfAgency(
        string agencyCode, IReadOnlyList<TrendPoint> points, CsvQuery query, IReadOnlyList<YearFramework> frameworks)
    {
        var sheet = new CsvTable<TrendPoint>()
            .Code("agency_code", _ => agencyCode)
            .Number("fiscal_year", row => row.FiscalYear)
            .Number("total", row => row.Total)
            .Code("grade", row => row.Grade)
            .Labels(query, "grade", row => frameworks.GradeName(row.FiscalYear, row.Grade))
            .Number("change", row => row.Change)
            .Flag("framework_changed", row => row.FrameworkChanged);
        for (var i = 0; i < points.Select(point => point.Indicators.Count).DefaultIfEmpty().Max(); i++)
        {
            var index = i;
            sheet.Number($"indicator_{index + 1}", row => row.Indicators.ElementAtOrDefault(index)?.Score)
                .Number($"indicator_{index + 1}_change", row => row.Indicators.ElementAtOrDefault(index)?.Change);
        }

        return sheet;
    }

    public static CsvTable<ProvinceTrendPoint> OfProvince(string provinceCode, IReadOnlyList<ProvinceTrendPoint> points)
    {
        var sheet = new CsvTable<ProvinceTrendPoint>()
            .Code("province_code", _ => provinceCode)
            .Number("fiscal_year", row => row.FiscalYear)
            .Number("agencies", row => row.Coverage.Agencies)
            .Number("reported", row => row.Reported)
            .Number("coverage_share", row => row.Coverage.Share)
            .Number("mean", row => row.Mean)
            .Number("median", row => row.Median)
            .Number("change", row => row.Change)
            .Number("matched_n", row => row.Matched?.N)
            .Number("matched_change", row => row.Matched?.Change)
            .Number("passed_count", row => row.Passed.Count)
            .Number("passed_share", row => row.Passed.Share)
            .Flag("framework_changed", row => row.FrameworkChanged);
        for (var i = 0; i < points.Select(point => point.Indicators.Count).DefaultIfEmpty().Max(); i++)
        {
            var index = i;
            sheet.Number($"indicator_{index + 1}_n", row => row.Indicators.ElementAtOrDefault(index)?.N)
                .Number($"indicator_{index + 1}_mean", row => row.Indicators.ElementAtOrDefault(index)?.Mean)
                .Number($"indicator_{index + 1}_change", row => row.Indicators.ElementAtOrDefault(index)?.Change);
        }

        return sheet;
    }
}
