using System.Text.Json;
using FluentValidation;
using ItaApi.Assessments;
using ItaApi.Assessments.Content;
using ItaApi.Assessments.Results;
using ItaApi.Frameworks;
using ItaApi.Http.Requests;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Features;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>
/// Judges rows of assessments by the same rules as a single request: the reader of bodies, the validator, the scorer. Only what a sheet
/// needs before that is added.
/// </summary>
internal sealed class AssessmentJudge(
    ImportJob job, SheetReaders<AssessmentSheetReader>? sheets, AgencyFinder agencies, StoredAssessmentReader stored,
    FrameworkCatalogue frameworks, IValidator<NewAssessmentBody> validator) : IRowJudge
{
    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct)
    {
        var drafts = new List<Draft>(rows.Count);
        foreach (var row in rows)
            drafts.Add(sheets is null ? ReadItem(row) : await ReadCellsAsync(sheets[row.Number], row, ct));

        var provinces = await agencies.FindProvincesAsync(drafts.Select(draft => draft.AgencyCode).OfType<string>(), ct);
        if (sheets is not null)
            await PutOntoStoredAsync(drafts, ct);

        List<JudgedRow> judged = new(rows.Count);
        List<PreparedAssessment> prepared = new(rows.Count);
        foreach (var draft in drafts)
        {
            CheckAgency(draft, provinces);
            if (draft.Body is { } body)
                await CheckAsync(draft, body, prepared, ct);
            // Releases the memory of a row as soon as it is judged.
            draft.Body = null;
            judged.Add(new JudgedRow
            {
                Number = draft.Number,
                AgencyCode = draft.AgencyCode,
                FiscalYear = draft.FiscalYear,
                Faults = draft.Faults,
                Warnings = draft.Warnings,
            });
        }

        return new JudgedBatch(judged, (connection, token) => AssessmentStaging.CopyAsync(connection, job.Id, prepared, token));
    }

    /// <summary>A row between its bytes and an assessment.</summary>
    private sealed class Draft(int number)
    {
        public int Number { get; } = number;
        public string? AgencyCode { get; set; }
        public int? FiscalYear { get; set; }
        public SheetAssessment? Cells { get; set; }
        public NewAssessmentBody? Body { get; set; }
        public int? BasedOn { get; set; }
        public List<RowFault> Faults { get; set; } = [];
        public List<RowFault> Warnings { get; set; } = [];
    }

    private static Draft ReadItem(ReceivedRow row)
    {
        var draft = new Draft(row.Number);
        var (body, fault) = JsonRow.Read<NewAssessmentBody>(row.Content.Span);
        draft.Body = body;
        if (fault is not null)
            draft.Faults.Add(fault);
        (draft.AgencyCode, draft.FiscalYear) = body is null
            ? JsonRow.Guess(row.Content.Span, "agencyCode")
            : (body.AgencyCode, body.FiscalYear);
        return draft;
    }

    private async Task<Draft> ReadCellsAsync(AssessmentSheetReader columns, ReceivedRow row, CancellationToken ct)
    {
        var draft = new Draft(row.Number);
        if (row.Content.IsEmpty)
        {
            draft.Faults.Add(RowFault.Of("", "row_too_large", ("Max", RowSource.MaxRowBytes)));
            return draft;
        }

        (var cells, draft.Faults, draft.Warnings) = columns.Read(JsonSerializer.Deserialize<SheetCell[]>(row.Content.Span)!);
        var code = cells.AgencyCode;
        if (code is null && cells.AgencyName is { } name)
        {
            (code, var fault) = await agencies.FindAsync(name, cells.District, cells.Province, ct);
            if (fault is not null)
                draft.Faults.Add(fault with { Column = columns.ColumnOf(fault.Pointer, new NewAssessmentBody()) });
        }

        var framework = cells.FiscalYear is { } year && FiscalYearAttribute.FindFault(year) is null
            ? await frameworks.FindAsync(year, ct)
            : null;
        var (grade, warning) = columns.ReadGrade(cells.Grade, framework);
        if (warning is not null)
            draft.Warnings.Add(warning);
        draft.Cells = cells with { AgencyCode = code, Grade = grade };
        (draft.AgencyCode, draft.FiscalYear) = (code, cells.FiscalYear);
        return draft;
    }

    private async Task PutOntoStoredAsync(List<Draft> drafts, CancellationToken ct)
    {
        var known = await stored.FindAsync(
            drafts.Where(draft => draft is { AgencyCode: not null, FiscalYear: not null })
                .Select(draft => (draft.AgencyCode!, draft.FiscalYear!.Value)),
            ct);
        foreach (var draft in drafts)
        {
            if (draft.Cells is not { } cells)
                continue;
            var before = draft is { AgencyCode: { } code, FiscalYear: { } year } ? known.GetValueOrDefault((code, year)) : null;
            draft.Body = AssessmentMerge.Onto(before, cells);
            draft.BasedOn = before?.Row.Version ?? 0;
        }
    }

    private void CheckAgency(Draft draft, IReadOnlyDictionary<string, string> provinces)
    {
        if (draft.AgencyCode is not { } code)
            return;
        if (job.FindFault(code, provinces) is { } fault)
            Add(draft, fault);
    }

    private async Task CheckAsync(Draft draft, NewAssessmentBody body, List<PreparedAssessment> prepared, CancellationToken ct)
    {
        var findings = new FeatureCollection();
        var context = new ValidationContext<NewAssessmentBody>(body) { RootContextData = { [RequestValidation.Findings] = findings } };
        foreach (var fault in await validator.FindFaultsAsync(context, ct))
            Add(draft, RowFault.From(fault));

        if (draft.Faults.Count > 0)
            return;

        var evaluation = new Evaluation(findings.GetRequiredFeature<CheckedScores>(), body);
        foreach (var oddity in evaluation.Oddities())
            draft.Warnings.Add(RowFault.From(oddity) with { Column = sheets?[draft.Number].ColumnOf(oddity.Pointer, body) });
        prepared.Add(new PreparedAssessment(
            draft.Number, body.AgencyCode!, (short)body.FiscalYear!.Value, draft.BasedOn, AssessmentColumns.From(body, evaluation)));
    }

    /// <summary>
    /// One fault for each place: a cell without a number is not also a missing score, and an unknown agency name is not also a missing
    /// code.
    /// </summary>
    private void Add(Draft draft, RowFault fault)
    {
        if (draft.Faults.Count >= RowFault.MaxPerRow)
            return;

        var isTold = draft.Faults.Exists(known => known.Pointer == fault.Pointer && fault.Pointer.Length > 0)
            || (fault is { Pointer: "/agencyCode", Code: "required" }
                && draft.Faults.Exists(known => known.Pointer is "/agencyName" or "/province"));
        if (!isTold)
            draft.Faults.Add(fault with { Column = sheets?[draft.Number].ColumnOf(fault.Pointer, draft.Body ?? new NewAssessmentBody()) });
    }
}
