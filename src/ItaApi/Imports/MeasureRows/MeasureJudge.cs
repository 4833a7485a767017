using System.Text.Json;
using FluentValidation;
using ItaApi.Http.Requests;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using ItaApi.Values;

namespace ItaApi.Imports.MeasureRows;

/// <summary>A measure ready to be stored.</summary>
/// <param name="Identity">The id of the stored measure, or what distinguishes a new one within its plan.</param>
/// <param name="Id">The id of the stored measure, or a new one.</param>
/// <param name="BasedOn">The version it was judged by, 0 for a new measure.</param>
/// <param name="Reports">The reports that the row adds.</param>
internal sealed record PreparedMeasure(
    int Number, string Identity, Guid Id, int BasedOn, MeasureBody Body, MeasureStatus Status, SentReports Reports);

/// <summary>
/// Judges rows of measures by the same rules as a single request. A row without an id is the stored measure with its external id, else the
/// one with the same agency, years, heading and titles, so that a plan that is sent twice is stored once. If there are several such
/// measures, the row is rejected.
/// </summary>
internal sealed class MeasureJudge(
    ImportJob job, SheetReaders<MeasureSheetReader>? sheets, AgencyFinder agencies, StoredMeasureReader stored,
    IValidator<MeasureBody> validator, TimeProvider clock) : IRowJudge
{
    public async Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct)
    {
        List<Draft> drafts = new(rows.Count);
        foreach (var row in rows)
            drafts.Add(await ReadAsync(row, ct));

        var known = await stored.FindAsync(
            [.. drafts.Select(draft => draft.Id).OfType<Guid>()],
            [.. drafts.Select(draft => draft.Body?.ExternalId).OfType<string>()],
            [.. drafts.Where(draft => draft.Id is null).Select(draft => draft.AgencyCode).OfType<string>()],
            ct);
        foreach (var draft in drafts)
            PutOntoStored(draft, known);

        var provinces = await agencies.FindProvincesAsync(drafts.Select(draft => draft.AgencyCode).OfType<string>(), ct);
        List<PreparedMeasure> prepared = new(rows.Count);
        foreach (var draft in drafts)
        {
            CheckAgency(draft, provinces);
            if (draft.Body is { } body && await CheckAsync(draft, body, ct) is { } measure)
                prepared.Add(measure);
        }

        return new JudgedBatch(
            [.. drafts.Select(draft => new JudgedRow
            {
                Number = draft.Number,
                AgencyCode = draft.AgencyCode,
                FiscalYear = draft.Body?.ImplementFiscalYear ?? draft.Body?.BasedOnFiscalYear + 1,
                Faults = draft.Faults,
                Warnings = draft.Warnings,
            })],
            (connection, token) => MeasureStaging.CopyAsync(connection, job.Id, prepared, clock.GetUtcNow(), token));
    }

    /// <summary>A row between its bytes and a measure.</summary>
    private sealed class Draft(int number)
    {
        public int Number { get; } = number;
        public Guid? Id { get; set; }
        public string? AgencyCode { get; set; }
        public MeasureBody? Body { get; set; }
        public Measure? Stored { get; set; }
        public List<RowFault> Faults { get; set; } = [];
        public List<RowFault> Warnings { get; set; } = [];
    }

    private async Task<Draft> ReadAsync(ReceivedRow row, CancellationToken ct)
    {
        var draft = new Draft(row.Number);
        if (sheets is null || row.Content.IsEmpty)
        {
            (draft.Body, var fault) = JsonRow.Read<MeasureBody>(row.Content.Span);
            if (fault is not null)
                draft.Faults.Add(fault);
            draft.AgencyCode = draft.Body is null ? JsonRow.Guess(row.Content.Span, "agencyCode").AgencyCode : draft.Body.AgencyCode;
            if (draft.Body is not null)
                ReadId(draft, JsonRow.Text(row.Content.Span, "id"));
            return draft;
        }

        (var cells, draft.Faults, draft.Warnings) = sheets[row.Number].Read(JsonSerializer.Deserialize<SheetCell[]>(row.Content.Span)!);
        var code = cells.Body.AgencyCode;
        if (code is null && cells.AgencyName is { } name)
        {
            (code, var fault) = await agencies.FindAsync(name, cells.District, cells.Province, ct);
            if (fault is not null)
                Add(draft, fault);
        }

        draft.AgencyCode = code;
        draft.Body = cells.Body with { AgencyCode = code };
        ReadId(draft, cells.Id);
        return draft;
    }

    private void ReadId(Draft draft, string? text)
    {
        if (text is null)
            return;
        if (Guid.TryParseExact(text, "D", out var id))
            draft.Id = id;
        else
            Add(draft, RowFault.Of("/id", "invalid_format", ("PropertyValue", text), ("Form", "UUID")));
    }

    private void PutOntoStored(Draft draft, MeasurePlans known)
    {
        if (draft.Body is not { } body)
            return;

        if (draft.Id is { } id)
        {
            draft.Stored = known.Find(id);
            if (draft.Stored is null)
                Add(draft, RowFault.Of("/id", "unknown_measure", ("MeasureId", id)));
            else if (draft.AgencyCode is { } named && named != draft.Stored.AgencyCode)
                Add(draft, RowFault.Of("/agencyCode", "differs_from_stored", ("StoredValue", draft.Stored.AgencyCode)));
            else
                draft.AgencyCode = draft.Stored.AgencyCode;
        }
        else if (known.FindSame(body with { AgencyCode = draft.AgencyCode }) is { Count: > 0 } same)
        {
            draft.Stored = same[0];
            if (same.Count > 1)
                Add(draft, RowFault.Of("/id", "measure_ambiguous", ("Candidates", same.Select(measure => measure.Id.ToString()))));
        }

        draft.Body = (sheets?[draft.Number].Onto(draft.Stored, body) ?? body) with { AgencyCode = draft.AgencyCode };
        if (known.FindOther(draft.Stored, draft.Body) is { } other)
            Add(draft, RowFault.Of("/externalId", "external_id_taken", ("MeasureId", other.Id)));
    }

    private void CheckAgency(Draft draft, IReadOnlyDictionary<string, string> provinces)
    {
        if (draft.Body is null)
            return;
        if (draft.AgencyCode is not { } code)
        {
            if (!draft.Faults.Exists(known => known.Pointer is "/agencyName" or "/province" or "/id"))
                Add(draft, RowFault.Of("/agencyCode", "required"));
        }
        else if (job.FindFault(code, provinces) is { } fault)
        {
            Add(draft, fault);
        }
    }

    private async Task<PreparedMeasure?> CheckAsync(Draft draft, MeasureBody body, CancellationToken ct)
    {
        foreach (var fault in await validator.FindFaultsAsync(new ValidationContext<MeasureBody>(body), ct))
            Add(draft, RowFault.From(fault));

        var reports = draft.Faults.Count > 0
            ? SentReports.None
            : SentReports.Of(draft.Stored?.Id ?? default, draft.Stored?.Progress ?? [], body.Progress ?? []);
        foreach (var fault in reports.Faults)
            Add(draft, RowFault.From(fault));
        if (reports.Added.Count + (draft.Stored?.Progress.Count ?? 0) > ProgressBodyValidator.MaxReports)
            Add(draft, RowFault.Of("/progress", "too_many_reports", ("Max", ProgressBodyValidator.MaxReports)));

        var status = reports.Complete(body, draft.Stored?.Status).StatusMeant ?? draft.Stored?.Status ?? MeasureStatus.Planned;
        if (draft.Stored is { Status: var from } && !StatusChanges.IsAllowed(from, status, reports.GiveReasonFor(status)))
        {
            var fault = MeasureRefusals.OfStatusChange(draft.Stored.Id, from, status, place: "/status", placeOfReason: "/status");
            Add(draft, RowFault.From(fault));
        }

        if (draft.Faults.Count > 0)
            return null;

        // The warnings that a single request would get.
        var year = body.ImplementFiscalYear ?? body.BasedOnFiscalYear!.Value + 1;
        var (startsOn, endsOn) = (CalendarDate.Parse(body.StartsOn), CalendarDate.Parse(body.EndsOn));
        IReadOnlyList<Progress> added = [.. reports.Added.Select(report => report.ToProgress(recordedAt: default))];
        draft.Warnings.AddRange(MeasureWarnings.FindOddities(year, startsOn, endsOn, added).Select(RowFault.From));
        var id = draft.Stored?.Id ?? Guid.CreateVersion7(clock.GetUtcNow());
        return new PreparedMeasure(
            draft.Number,
            draft.Stored?.Id.ToString() ?? MeasurePlans.IdentityOf(body),
            id,
            draft.Stored?.Version ?? 0,
            body with { ExternalId = body.ExternalId ?? draft.Stored?.ExternalId },
            status,
            reports);
    }

    /// <summary>One fault for each place.</summary>
    private void Add(Draft draft, RowFault fault)
    {
        if (draft.Faults.Count >= RowFault.MaxPerRow)
            return;
        if (fault.Pointer.Length == 0 || !draft.Faults.Exists(known => known.Pointer == fault.Pointer))
            draft.Faults.Add(fault with { Column = sheets?[draft.Number].ColumnOf(fault.Pointer) });
    }
}
