using System.Globalization;
using System.Runtime.CompilerServices;
using ItaApi.Database;
using ItaApi.Faults;
using ItaApi.Frameworks;
using ItaApi.Http.Answers;
using ItaApi.Provinces;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>Sheets to fill in and send back.</summary>
internal sealed class ImportTemplates(NpgsqlDataSource database, FrameworkCatalogue frameworks, TimeProvider clock)
{
    /// <summary>The time from the start of a fiscal year to the publication of its results, shortly before the next year starts.</summary>
    private static readonly TimeSpan ResultsAppear = TimeSpan.FromDays(270);

    private static readonly string[] Figures = ["total", "grade", "iit", "eit", "oit"];

    /// <exception cref="ProblemException">The year has no framework.</exception>
    public async Task<CsvFile> AssessmentsAsync(TemplateQuery query, CancellationToken ct)
    {
        var year = query.FiscalYear ?? FiscalYearAttribute.YearOf(clock.GetUtcNow() - ResultsAppear);
        if (await frameworks.FindAsync(year, ct) is not { } framework)
            throw new ProblemException(Problem.Invalid(frameworks.UnknownYear("fiscalYear", year)));

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
            string.Create(CultureInfo.InvariantCulture, $"assessments-{year}{(query.Province is { } province ? $"-{province}" : "")}.csv"),
            (body, token) => sheet.WriteAsync(body, new CsvQuery { Bom = query.Bom }, RowsAsync(query.Province, year, token), token));
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
