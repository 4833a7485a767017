using ItaApi.Assessments;
using ItaApi.Assessments.Content;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>
/// Puts a sheet's row onto what is stored. A sheet has room for scores and figures only, so what it cannot say (questions, items, the
/// document's words) stays, and a cell that repeats what is stored changes nothing. What the service exported comes back unchanged.
/// </summary>
internal static class AssessmentMerge
{
    /// <param name="row">What the sheet says, its agency found and its grade by code.</param>
    /// <param name="stored">What is stored under the same agency and year; null where nothing is.</param>
    public static NewAssessmentBody Onto(AssessmentBefore? stored, SheetAssessment row)
    {
        var content = stored?.Content;
        return new NewAssessmentBody
        {
            AgencyCode = row.AgencyCode,
            FiscalYear = row.FiscalYear,
            Indicators = row.Indicators is null ? content?.Indicators : [.. row.Indicators.Where(entry => !WasCalculated(stored, entry)).Select(entry => Same(content, entry))],
            Questions = content?.Questions,
            Items = content?.Items,
            Reported = Figures(stored, row),
            StrengthThreshold = content?.StrengthThreshold,
            Notes = content?.Notes,
            Source = content?.Source,
        };
    }

    /// <summary>A score that came from questions or items, and is shown as the sheet has it, goes on coming from them.</summary>
    private static bool WasCalculated(AssessmentBefore? stored, IndicatorEntry entry) =>
        stored?.Row is { Scores: { } scores } row && row.CalculatedNumbers.Contains((short)entry.Number!.Value) && scores[entry.Number.Value - 1] == entry.Score;

    /// <summary>The stored entry where only the digits behind its value differ: a spreadsheet drops the zeros of 98.40.</summary>
    private static IndicatorEntry Same(AssessmentContent? content, IndicatorEntry entry) =>
        content?.Indicators?.FirstOrDefault(known => known.Number == entry.Number && known.Score == entry.Score) ?? entry;

    private static ReportedFigures? Figures(AssessmentBefore? stored, SheetAssessment row)
    {
        var reported = stored?.Content.Reported;
        if (!row.HoldsFigures || (row.HoldsExportedReport && RepeatsShown(stored, row)))
            return reported;

        return (reported ?? new ReportedFigures()) with
        {
            Total = row.Total is null || row.Total == reported?.Total ? reported?.Total : row.Total,
            Grade = row.Grade ?? reported?.Grade,
            Instruments = Instruments(reported?.Instruments, row.Instruments),
        };
    }

    /// <summary>Whether the figures are those the export shows of what is stored, a level that follows from a total among them.</summary>
    private static bool RepeatsShown(AssessmentBefore? stored, SheetAssessment row) =>
        stored is not null
        && row.Total == stored.Row.Total
        && row.Grade == stored.Row.Grade
        && row.Instruments.All(entry => stored.Content.Reported?.Instruments?.Any(known => known.Code == entry.Code && known.Score == entry.Score) == true);

    /// <summary>Those of the sheet in the place of the stored ones; the others stay where they are.</summary>
    private static IReadOnlyList<ReportedInstrumentEntry>? Instruments(IReadOnlyList<ReportedInstrumentEntry>? stored, IReadOnlyList<ReportedInstrumentEntry> sheet)
    {
        if (sheet.Count == 0)
            return stored;

        var kept = (stored ?? []).Select(entry => sheet.FirstOrDefault(own => own.Code == entry.Code && own.Score != entry.Score) ?? entry).ToList();
        return [.. kept, .. sheet.Where(own => kept.TrueForAll(entry => entry.Code != own.Code))];
    }
}

/// <summary>What a sheet's row is merged into.</summary>
public sealed record AssessmentBefore(AssessmentRow Row, AssessmentContent Content);
