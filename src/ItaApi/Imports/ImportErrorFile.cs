using System.Runtime.CompilerServices;
using ItaApi.Http.Answers;
using ItaApi.Values;

namespace ItaApi.Imports;

/// <summary>All errors and warnings of an import, a line each: first those of the whole file, then those of its rows.</summary>
internal static class ImportErrorFile
{
    /// <summary>The rows read at once.</summary>
    private const int Step = 1_000;

    private static readonly CsvTable<Line> Sheet = new CsvTable<Line>()
        .Text("sheet", line => line.Row?.Sheet ?? line.Remark.Sheet)
        .Number("row", line => line.Row?.Row ?? line.Remark.Row)
        .Number("line", line => line.Row?.Line)
        .Text("agency_code", line => line.Row?.AgencyCode)
        .Number("fiscal_year", line => line.Row?.FiscalYear)
        .Code("outcome", line => line.Row?.Outcome.ToCode())
        .Code("severity", line => line.Severity)
        .Text("column", line => line.Remark.Column)
        .Text("pointer", line => line.Remark.Pointer)
        .Code("code", line => line.Remark.Code)
        .Text("from", line => line.Remark.From)
        .Text("to", line => line.Remark.To)
        .Text("message", line => line.Remark.Message);

    private sealed record Line(ImportRow? Row, string Severity, ImportRemark Remark);

    public static CsvFile Of(ImportRecord import, ImportRepository imports, bool thai, bool? bom) => new(
        $"import-{import.Id}-errors.csv",
        (body, ct) => Sheet.WriteAsync(body, new CsvQuery { Bom = bom }, ReadAsync(import, imports, thai, ct), ct));

    private static async IAsyncEnumerable<Line> ReadAsync(
        ImportRecord import, ImportRepository imports, bool thai, [EnumeratorCancellation] CancellationToken ct)
    {
        foreach (var warning in import.FileWarnings)
            yield return new Line(null, "warning", ImportRemark.Of(warning, thai));

        var places = import.Places;
        for (var after = -1; ;)
        {
            var rows = await imports.ListRowsAsync(import.Id, after, Step, ct);
            foreach (var row in rows.Select(record => record.ToRow(places, thai)))
            {
                foreach (var error in row.Errors)
                    yield return new Line(row, "error", error);
                foreach (var warning in row.Warnings)
                    yield return new Line(row, "warning", warning);
            }

            if (rows.Count < Step)
                yield break;
            after = rows[^1].Number;
        }
    }
}
