using System.Globalization;
using ItaApi.Dashboards.Figures;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Summaries;

/// <summary>
/// A summary as a table with one row for each figure, because the grades and indicators of years differ and the columns of a table should
/// not.
/// </summary>
internal static class SummaryCsv
{
    private static readonly Dictionary<string, Words> Names = new()
    {
        ["coverage"] = new Words("Agencies that reported", "หน่วยงานที่มีผลการประเมิน"),
        ["total"] = new Words("Total", "คะแนนรวม"),
        ["passed"] = new Words("Agencies that passed", "หน่วยงานที่ผ่านเกณฑ์"),
        ["target"] = new Words("National goal", "ค่าเป้าหมาย"),
        ["planned"] = new Words("Measures planned", "มาตรการที่วางแผนไว้"),
        ["inProgress"] = new Words("Measures in progress", "มาตรการอยู่ระหว่างการดำเนินการ"),
        ["completed"] = new Words("Measures completed", "มาตรการที่ดำเนินการแล้วเสร็จ"),
        ["unable"] = new Words("Measures that could not be carried out", "มาตรการที่ไม่สามารถดำเนินการได้"),
        ["notStated"] = new Words("Measures without a status", "มาตรการที่ไม่ระบุสถานะ"),
    };

    public static CsvTable<Row> For(YearFramework framework, CsvQuery query) => new CsvTable<Row>()
        .Code("province_code", row => row.ProvinceCode)
        .Number("fiscal_year", row => row.FiscalYear)
        .Code("figure", row => row.Figure)
        .Code("code", row => row.Code)
        .Labels(query, "figure", row => NameOf(row, framework.Document))
        .Number("n", row => row.N)
        .Number("mean", row => row.Mean)
        .Number("median", row => row.Median)
        .Number("min", row => row.Min)
        .Number("max", row => row.Max)
        .Number("count", row => row.Count)
        .Number("share", row => row.Share)
        .Number("weakest", row => row.Weakest)
        .Flag("met", row => row.Met);

    public static IEnumerable<Row> Rows(Summary summary)
    {
        var (province, year, reported) = (summary.ProvinceCode, summary.FiscalYear, summary.Coverage.Reported);
        yield return new Row(province, year, "coverage")
        {
            N = summary.Coverage.Agencies,
            Count = reported,
            Share = summary.Coverage.Share,
        };
        yield return new Row(province, year, "total")
        {
            N = reported, Mean = summary.Total?.Mean, Median = summary.Total?.Median, Min = summary.Total?.Min, Max = summary.Total?.Max,
        };
        yield return new Row(province, year, "passed") { N = reported, Count = summary.Passed.Count, Share = summary.Passed.Share };
        yield return new Row(province, year, "target")
        {
            Min = summary.Target.MinTotal,
            Share = summary.Target.SharePercent,
            Met = summary.Target.Met,
        };
        foreach (var grade in summary.Grades)
            yield return new Row(province, year, "grade", grade.Code) { N = reported, Count = grade.Count };
        foreach (var instrument in summary.Instruments)
            yield return new Row(province, year, "instrument", instrument.Code) { N = instrument.N, Mean = instrument.Mean };
        foreach (var indicator in summary.Indicators)
        {
            yield return new Row(province, year, "indicator", indicator.Number.ToString(CultureInfo.InvariantCulture))
            {
                N = indicator.N, Mean = indicator.Mean, Median = indicator.Median, Min = indicator.Min, Max = indicator.Max,
                Count = indicator.WeakCount,
                Weakest = summary.Weakest.ToList().IndexOf(indicator.Number) is >= 0 and var place ? place + 1 : null,
            };
        }

        yield return new Row(province, year, "measures", "planned") { Count = summary.Measures.Planned };
        yield return new Row(province, year, "measures", "inProgress") { Count = summary.Measures.InProgress };
        yield return new Row(province, year, "measures", "completed") { Count = summary.Measures.Completed };
        yield return new Row(province, year, "measures", "unable") { Count = summary.Measures.Unable };
        yield return new Row(province, year, "measures", "notStated") { Count = summary.Measures.NotStated };
    }

    private static Words? NameOf(Row row, FrameworkDocument document) => row.Figure switch
    {
        "grade" =>
            document.GradeRules.FirstOrDefault(rule => rule.Code == row.Code) is { } rule ? new Words(rule.NameEn, rule.NameTh) : null,
        "instrument" =>
            document.Instruments.FirstOrDefault(entry => entry.Code == row.Code) is { } instrument ? new Words(
                instrument.NameEn, instrument.NameTh) : null,
        "indicator" =>
            document.Indicators[int.Parse(row.Code!, CultureInfo.InvariantCulture) - 1] is var indicator
                ? new Words(indicator.NameEn, indicator.NameTh)
                : null,
        _ => Names[row.Code ?? row.Figure],
    };

    /// <param name="Figure">The kind of figure in the row.</param>
    /// <param name="Code">The code of the grade or instrument, the number of the indicator, or the status of the measures.</param>
    internal sealed record Row(string? ProvinceCode, int FiscalYear, string Figure, string? Code = null)
    {
        /// <summary>The number of agencies.</summary>
        public int? N { get; init; }

        public decimal? Mean { get; init; }
        public decimal? Median { get; init; }
        public decimal? Min { get; init; }
        public decimal? Max { get; init; }

        /// <summary>How many agencies have it; for an indicator, how many have it as a weakness.</summary>
        public int? Count { get; init; }

        public decimal? Share { get; init; }

        /// <summary>1 for the weakest indicator.</summary>
        public int? Weakest { get; init; }

        public bool? Met { get; init; }
    }
}
