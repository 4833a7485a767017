using ItaApi.Assessments;
using ItaApi.Assessments.Content;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>
/// Merges a spreadsheet row into the stored assessment. A sheet has only scores and figures, so that other data (questions, items, the
/// document's words) does not change, and a cell that repeats the stored value changes nothing. A sheet that the service exported comes
/// back unchanged.
/// </summary>
internal static class AssessmentMerge
{
    /// <param name="row">The row, with its agency found and its grade as a code.</param>
    /// <param name="stored">The stored assessment of the same agency and year; null if there is none.</param>
    public static NewAssessmentBody Onto(AssessmentBefore? stored, SheetAssessment row)
    {
        var content = stored?.Content;
        return new NewAssessmentBody
        {
            AgencyCode = row.AgencyCode,
            FiscalYear = row.FiscalYear,
            Indicators = row.Indicators is null
                ? content?.Indicators
                : [.. row.Indicators.Where(entry => !WasCalculated(stored, entry)).Select(entry => Same(content, entry))],
            Questions = content?.Questions,
            Items = content?.Items,
            Reported = Figures(stored, row),
            StrengthThreshold = content?.StrengthThreshold,
            Respondents = content?.Respondents,
            Notes = content?.Notes,
            Source = content?.Source,
        };
    }

    /// <summary>Whether a score is calculated from questions or items and the sheet repeats it; then it stays calculated.</summary>
    private static bool WasCalculated(AssessmentBefore? stored, IndicatorEntry entry) =>
        stored?.Row is { Scores: { } scores } row
        && row.CalculatedNumbers.Contains((short)entry.Number!.Value)
        && scores[entry.Number.Value - 1] == entry.Score;

    /// <summary>The stored entry when only its trailing digits differ: a spreadsheet drops the zero of 98.40.</summary>
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

    /// <summary>
    /// Whether the figures are those that the export shows for the stored assessment, including a level that follows from a total.
    /// </summary>
    private static bool RepeatsShown(AssessmentBefore? stored, SheetAssessment row) =>
        stored is not null
        && row.Total == stored.Row.Total
        && row.Grade == stored.Row.Grade
        && row.Instruments.All(
            entry => stored.Content.Reported?.Instruments?.Any(known => known.Code == entry.Code && known.Score == entry.Score) == true);

    /// <summary>Replaces the stored figures by those of the sheet; the others keep their position.</summary>
    private static IReadOnlyList<ReportedInstrumentEntry>? Instruments(
        IReadOnlyList<ReportedInstrumentEntry>? stored, IReadOnlyList<ReportedInstrumentEntry> sheet)
    {
        if (sheet.Count == 0)
            return stored;

        var kept = (stored ?? [])
            .Select(entry => sheet.FirstOrDefault(own => own.Code == entry.Code && own.Score != entry.Score) ?? entry)
            .ToList();
        return [.. kept, .. sheet.Where(own => kept.TrueForAll(entry => entry.Code != own.Code))];
    }
}

/// <summary>The stored assessment that a spreadsheet row is merged into.</summary>
internal sealed record AssessmentBefore(AssessmentRow Row, AssessmentContent Content);
