using System.Runtime.CompilerServices;
using ItaApi.Http.Answers;

namespace ItaApi.Imports;

/// <summary>All errors and warnings of an import's rows, a line each.</summary>
internal static class ImportErrorFile
{
    /// <summary>The rows read at once.</summary>
    private const int Step = 1_000;

    private static readonly CsvTable<Line> Sheet = new CsvTable<Line>()
        .Number("row", line => line.Row.Row)
        .Text("agency_code", line => line.Row.AgencyCode)
        .Number("fiscal_year", line => line.Row.FiscalYear)
        .Code("outcome", line => line.Row.Outcome)
        .Code("severity", line => line.Severity)
        .Text("column", line => line.Remark.Column)
        .Text("pointer", line => line.Remark.Pointer)
        .Code("code", line => line.Remark.Code)
        .Text("message", line => line.Remark.Message);

    private sealed record Line(ImportRow Row, string Severity, ImportRemark Remark);

    public static CsvFile Of(Guid importId, ImportRepository imports, bool thai, bool? bom) => new(
        $"import-{importId}-errors.csv",
        (body, ct) => Sheet.WriteAsync(body, new CsvQuery { Bom = bom }, ReadAsync(importId, imports, thai, ct), ct));

    private static async IAsyncEnumerable<Line> ReadAsync(
        Guid importId, ImportRepository imports, bool thai, [EnumeratorCancellation] CancellationToken ct)
    {
        for (var after = -1; ;)
        {
            var rows = await imports.ListRowsAsync(importId, after, Step, ct);
            foreach (var row in rows.Select(record => record.ToRow(thai)))
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
