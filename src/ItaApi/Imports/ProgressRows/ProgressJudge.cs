using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using FluentValidation;
using ItaApi.Faults;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.MeasureRows;
using ItaApi.Imports.Rows;
using ItaApi.Measures;

namespace ItaApi.Imports.ProgressRows;

/// <summary>A report ready to be stored.</summary>
/// <param name="Identity">The measure and what the report says; two rows with the same identity are the same report.</param>
/// <param name="Report">Null when the measure has the report already, or the row has none.</param>
internal sealed record PreparedReport(int Number, Measure Measure, string Identity, Guid? Id, Progress? Report);

/// <summary>
/// Judges rows of reports by the same rules as a single request. A report that its measure has already is unchanged, so that a sheet that
/// is sent twice is stored once. Each row is judged by the stored status of its measure; of several rows, the last one gives the status.
/// </summary>
internal sealed class ProgressJudge(
    ImportJob job, SheetReaders<ProgressSheetReader>? sheets, AgencyFinder agencies, StoredMeasureReader stored,
    IValidator<ProgressBody> validator, TimeProvider clock) : IRowJudge
{
    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct)
    {
        List<Draft> drafts = new(rows.Count);
        foreach (var row in rows)
            drafts.Add(await ReadAsync(row, ct));

        var known = await stored.FindAsync(
            [.. drafts.Select(draft => draft.Item?.MeasureId).OfType<Guid>()],
            externalIds: [],
            [.. drafts.Where(draft => draft.Item?.MeasureId is null).Select(draft => draft.AgencyCode).OfType<string>()],
            ct);
        var provinces = await agencies.FindProvincesAsync(
            drafts.Select(draft => draft.Find(known)?.AgencyCode ?? draft.AgencyCode).OfType<string>(), ct);
        List<PreparedReport> prepared = new(rows.Count);
        var added = new Dictionary<Guid, int>();
        foreach (var draft in drafts)
        {
            FindMeasure(draft, known, provinces);
            if (draft.Item is { } item && await CheckAsync(draft, item.ToReport(), added, ct) is { } report)
                prepared.Add(report);
        }

        return new JudgedBatch(
            [.. drafts.Select(draft => new JudgedRow
            {
                Number = draft.Number,
                AgencyCode = draft.AgencyCode,
                FiscalYear = draft.Measure?.ImplementFiscalYear ?? draft.Item?.ImplementFiscalYear,
                Faults = draft.Faults,
                Warnings = draft.Warnings,
            })],
            (connection, token) => ProgressStaging.CopyAsync(connection, job.Id, prepared, token));
    }

    /// <summary>A row between its bytes and a report.</summary>
    private sealed class Draft(int number)
    {
        public int Number { get; } = number;
        public string? AgencyCode { get; set; }
        public ProgressItem? Item { get; set; }
        public Measure? Measure { get; set; }
        public List<RowFault> Faults { get; set; } = [];
        public List<RowFault> Warnings { get; set; } = [];

        public Measure? Find(MeasurePlans known) => Item?.MeasureId is { } id ? known.Find(id) : null;
    }

    private async Task<Draft> ReadAsync(ReceivedRow row, CancellationToken ct)
    {
        var draft = new Draft(row.Number);
        if (sheets is null || row.Content.IsEmpty)
        {
            (draft.Item, var fault) = JsonRow.Read<ProgressItem>(row.Content.Span);
            if (fault is not null)
                draft.Faults.Add(fault);
            draft.AgencyCode = draft.Item is null ? JsonRow.Guess(row.Content.Span, "agencyCode").AgencyCode : draft.Item.AgencyCode;
            return draft;
        }

        (var cells, draft.Faults, draft.Warnings) = sheets[row.Number].Read(JsonSerializer.Deserialize<SheetCell[]>(row.Content.Span)!);
        draft.AgencyCode = cells.Item.AgencyCode;
        if (cells.Item is { MeasureId: null, AgencyCode: null } && cells.AgencyName is { } name)
        {
            (draft.AgencyCode, var fault) = await agencies.FindAsync(name, cells.District, cells.Province, ct);
            if (fault is not null)
                Add(draft, fault);
        }

        draft.Item = cells.Item;
        return draft;
    }

    private void FindMeasure(Draft draft, MeasurePlans known, IReadOnlyDictionary<string, string> provinces)
    {
        if (draft.Item is not { } item)
            return;

        if (item.MeasureId is { } id)
        {
            draft.Measure = draft.Find(known);
            if (draft.Measure is null)
                Add(draft, RowFault.Of("/measureId", "unknown_measure", ("MeasureId", id)));
            else if (draft.AgencyCode is { } named && named != draft.Measure.AgencyCode)
                Add(draft, RowFault.Of("/agencyCode", "differs_from_stored", ("StoredValue", draft.Measure.AgencyCode)));
            else
                draft.AgencyCode = draft.Measure.AgencyCode;
        }

        if (draft.AgencyCode is not { } code)
        {
            if (draft.Faults.Count == 0)
                Add(draft, RowFault.Of("/measureId", "measure_not_named"));
        }
        else if (job.FindFault(code, provinces) is { } fault)
        {
            Add(draft, fault);
        }
        else if (item.MeasureId is null && draft.Faults.Count == 0)
        {
            FindByName(draft, item, known.Of(code));
        }
    }

    /// <summary>Finds the measure by its external id, or by its years and a title.</summary>
    private void FindByName(Draft draft, ProgressItem item, IEnumerable<Measure> ofAgency)
    {
        var titles = MeasureCells.Split(item.Title ?? "", MeasureCells.Separators);
        if (item.ExternalId is null && titles.Length == 0)
        {
            Add(draft, RowFault.Of("/measureId", "measure_not_named"));
            return;
        }

        List<Measure> fitting =
        [
            .. from measure in ofAgency
               where item.ExternalId is null || measure.ExternalId == item.ExternalId
               where item.BasedOnFiscalYear is null || measure.BasedOnFiscalYear == item.BasedOnFiscalYear
               where item.ImplementFiscalYear is null || measure.ImplementFiscalYear == item.ImplementFiscalYear
               where titles.All(title => measure.Titles.Contains(title, StringComparer.Ordinal))
               select measure,
        ];
        // Of a title that one measure has alone and another beside others, the first is meant.
        if (fitting.Count > 1 && fitting.Where(measure => measure.Titles.Count == titles.Length).ToList() is { Count: > 0 } exact)
            fitting = exact;

        var place = item.ExternalId is null ? "/title" : "/externalId";
        if (fitting is [var one])
            draft.Measure = one;
        else if (fitting.Count == 0)
            Add(draft, RowFault.Of(place, "measure_not_found_by_name", ("AgencyCode", draft.AgencyCode)));
        else
            Add(draft, RowFault.Of(place, "measure_ambiguous", ("Candidates", fitting.Select(measure => measure.Id.ToString()))));
    }

    private async Task<PreparedReport?> CheckAsync(
        Draft draft, ProgressBody report, Dictionary<Guid, int> added, CancellationToken ct)
    {
        var isEmpty = ProgressBodyValidator.IsEmpty(report) && report is { ReportedOn: null, ReportedBy: null, Reason: null };
        if (!isEmpty)
        {
            foreach (var error in (await validator.ValidateAsync(report, ct)).Errors)
                Add(draft, RowFault.From(RequestFault.From(error)));
        }

        if (draft.Measure is not { } measure || draft.Faults.Count > 0)
            return null;

        // A sheet made from the template has a row for every measure; those that are not filled in report nothing.
        if (isEmpty)
            draft.Warnings.Add(RowFault.Of("", "row_without_report"));

        var content = SentReports.Content(report);
        if (isEmpty || measure.Progress.Any(known => SentReports.Content(known) == content))
            return new PreparedReport(draft.Number, measure, IdentityOf(measure, content), Id: null, Report: null);

        CheckAgainst(measure, draft, report, added);
        if (draft.Faults.Count > 0)
            return null;

        var now = clock.GetUtcNow();
        var progress = report.ToProgress(MeasureStatements.RecordedAt(now));
        var oddities = MeasureWarnings.FindOddities(measure.ImplementFiscalYear, startsOn: null, endsOn: null, [progress]);
        draft.Warnings.AddRange(
            oddities.Select(oddity => RowFault.From(oddity) with { Pointer = "/reportedOn", Column = ColumnOf(draft, "/reportedOn") }));
        return new PreparedReport(draft.Number, measure, IdentityOf(measure, content), Guid.CreateVersion7(now), progress);
    }

    private void CheckAgainst(Measure measure, Draft draft, ProgressBody report, Dictionary<Guid, int> added)
    {
        added[measure.Id] = added.GetValueOrDefault(measure.Id) + 1;
        if (measure.Progress.Count + added[measure.Id] > ProgressBodyValidator.MaxReports)
            Add(draft, RowFault.Of("/results", "too_many_reports", ("Max", ProgressBodyValidator.MaxReports)));
        if (report.StatusMeant is { } status && !StatusChanges.IsAllowed(measure.Status, status, report.Reason is not null))
        {
            var fault = MeasureRefusals.OfStatusChange(measure.Id, measure.Status, status, place: "/status", placeOfReason: "/reason");
            Add(draft, RowFault.From(fault));
        }
    }

    private static string IdentityOf(Measure measure, string content) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{measure.Id} {content}")));

    /// <summary>One fault for each place.</summary>
    private void Add(Draft draft, RowFault fault)
    {
        if (fault.Pointer.Length == 0 || !draft.Faults.Exists(known => known.Pointer == fault.Pointer))
            draft.Faults.Add(fault with { Column = ColumnOf(draft, fault.Pointer) });
    }

    private string? ColumnOf(Draft draft, string pointer) => sheets?[draft.Number].ColumnOf(pointer);
}
