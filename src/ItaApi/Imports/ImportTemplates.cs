using System.Globalization;
using System.Runtime.CompilerServices;
using ItaApi.Database;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Imports.AssessmentRows;
using ItaApi.Imports.Rows;
using ItaApi.Imports.Workbooks;
using ItaApi.Provinces;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>Sheets to fill in and send back.</summary>
internal sealed class ImportTemplates(
    [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource database, FrameworkCatalogue frameworks, TimeProvider clock)
{
    /// <summary>The time from the start of a fiscal year to the publication of its results, shortly before the next year starts.</summary>
    private static readonly TimeSpan ResultsAppear = TimeSpan.FromDays(270);

    private static readonly string[] Figures = ["total", "grade", "iit", "eit", "oit"];

    /// <exception cref="ProblemException">The year has no framework.</exception>
    public async Task<CsvFile> AssessmentsAsync(TemplateQuery query, CancellationToken ct)
    {
        var (year, framework) = await FindYearAsync(query, ct);
        var sheet = new CsvTable<TemplateRow>()
            .Code("agency_code", row => row.Code)
            .Text("agency_name", row => row.NameTh)
            .Text("district", row => row.DistrictTh)
            .Text("province", row => ProvinceDirectory.Find(row.ProvinceCode)?.NameTh)
            .Number("fiscal_year", _ => year);
        foreach (var indicator in framework.Rules.Indicators)
            sheet.Number(string.Create(CultureInfo.InvariantCulture, $"indicator_{indicator.Number}"), _ => null);
        foreach (var figure in Figures)
            sheet.Number(figure, _ => null);

        return new CsvFile(
            NameOf(year, query.Province, "csv"),
            (body, token) => sheet.WriteAsync(body, new CsvQuery { Bom = query.Bom }, RowsAsync(query.Province, year, token), token));
    }

    /// <exception cref="ProblemException">The year has no framework.</exception>
    public async Task<WorkbookFile> WorkbookAsync(TemplateQuery query, CancellationToken ct)
    {
        var (year, framework) = await FindYearAsync(query, ct);
        var rules = new AssessmentSheetRules(await frameworks.ListNewestAsync(ct));
        TemplateColumn[] columns =
        [
            new("รหัสหน่วยงาน"), new("ชื่อหน่วยงาน"), new("อำเภอ"), new("จังหวัด"), new("ปีงบประมาณ"),
            .. framework.Document.Indicators.Select(
                indicator => new TemplateColumn(HeaderOf(indicator.Number, indicator.NameTh, rules), IsScore: true)),
            new("คะแนนรวม", IsScore: true), new("ระดับ"),
            .. framework.Rules.Instruments.Select(instrument => new TemplateColumn($"คะแนน {instrument.Code}", IsScore: true)),
        ];
        List<object?[]> rows = [];
        await foreach (var row in RowsAsync(query.Province, year, ct))
            rows.Add([row.Code, row.NameTh, row.DistrictTh, ProvinceDirectory.Find(row.ProvinceCode)?.NameTh, year]);

        var title = string.Create(CultureInfo.InvariantCulture, $"ITA {year}");
        return new WorkbookFile(NameOf(year, query.Province, "xlsx"), TemplateWorkbook.Write(title, columns, rows));
    }

    /// <summary>The number of an indicator with its name, when both are understood together in every year.</summary>
    private static string HeaderOf(int number, string nameTh, AssessmentSheetRules rules)
    {
        var numbered = string.Create(CultureInfo.InvariantCulture, $"ตัวชี้วัดที่ {number}");
        return rules.KindOf($"{numbered} {nameTh}") == HeaderCell.Field ? $"{numbered} {nameTh}" : numbered;
    }

    private static string NameOf(int year, string? province, string ending) =>
        string.Create(CultureInfo.InvariantCulture, $"assessments-{year}{(province is null ? "" : $"-{province}")}.{ending}");

    private async Task<(int Year, YearFramework Framework)> FindYearAsync(TemplateQuery query, CancellationToken ct)
    {
        var year = query.FiscalYear ?? FiscalYearAttribute.YearOf(clock.GetUtcNow() - ResultsAppear);
        return await frameworks.FindAsync(year, ct) is { } framework
            ? (year, framework)
            : throw new ProblemException(Problem.Invalid(frameworks.UnknownYear("fiscalYear", year)));
    }

    private async IAsyncEnumerable<TemplateRow> RowsAsync(string? province, int year, [EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"""
            select code, name_th, district_th, province_code
            from agency
            {WhereClause.Where(
                (province is not null, "province_code = @province"),
                (true, "coalesce(from_fiscal_year, @year) <= @year"),
                (true, "coalesce(to_fiscal_year, @year) >= @year"))}
            order by province_code, code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        await foreach (var row in connection.StreamAsync<TemplateRow>(sql, new { province, year }, ct))
            yield return row;
    }

    private sealed record TemplateRow
    {
        public string Code { get; init; } = "";
        public string NameTh { get; init; } = "";
        public string? DistrictTh { get; init; }
        public string ProvinceCode { get; init; } = "";
    }
}
