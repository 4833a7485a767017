using System.Globalization;
using System.Runtime.CompilerServices;
using ItaApi.Database;
using ItaApi.Http.Answers;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>The sheet of a year's measures, to be filled in with what came of them.</summary>
internal sealed class ProgressTemplate(NpgsqlDataSource database)
{
    private static readonly string[] ToFillIn = ["status", "results", "suggestions", "evidence_urls", "reported_on", "reason"];

    public CsvFile Of(ProgressTemplateQuery query)
    {
        var year = query.ImplementFiscalYear!.Value;
        var sheet = new CsvTable<TemplateRow>()
            .Code("measure_id", row => row.Id.ToString())
            .Code("agency_code", row => row.AgencyCode)
            .Text("agency_name", row => row.NameTh)
            .Text("district", row => row.DistrictTh)
            .Text("external_id", row => row.ExternalId)
            .Number("based_on_fiscal_year", row => row.BasedOnFiscalYear)
            .Number("implement_fiscal_year", _ => year)
            .Text("title", row => string.Join('\n', row.Titles));
        foreach (var column in ToFillIn)
            sheet.Text(column, _ => null);

        return new CsvFile(
            string.Create(CultureInfo.InvariantCulture, $"progress-{year}{(query.Province is { } province ? $"-{province}" : "")}.csv"),
            (body, token) => sheet.WriteAsync(body, new CsvQuery { Bom = query.Bom }, RowsAsync(query.Province, year, token), token));
    }

    private async IAsyncEnumerable<TemplateRow> RowsAsync(string? province, int year, [EnumeratorCancellation] CancellationToken ct)
    {
        var sql = $"""
            select m.id, m.agency_code, g.name_th, g.district_th, m.external_id, m.based_on_fiscal_year, m.titles
            from measure m
            join agency g on g.code = m.agency_code
            {WhereClause.Where((true, "m.implement_fiscal_year = @year"), (province is not null, "g.province_code = @province"))}
            order by m.agency_code, m.based_on_fiscal_year, m.position, m.id
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        await foreach (var row in connection.StreamAsync<TemplateRow>(sql, new { province, year }, ct))
            yield return row;
    }

    private sealed record TemplateRow
    {
        public Guid Id { get; init; }
        public string AgencyCode { get; init; } = "";
        public string NameTh { get; init; } = "";
        public string? DistrictTh { get; init; }
        public string? ExternalId { get; init; }
        public int BasedOnFiscalYear { get; init; }
        public IReadOnlyList<string> Titles { get; init; } = [];
    }
}
