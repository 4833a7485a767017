namespace ItaApi.Measures.Reports;

/// <summary>A correction of one report, and the status that it leaves the measure.</summary>
internal sealed class Correction
{
    /// <param name="stored">The measure as it is.</param>
    /// <param name="place">The index of the report.</param>
    /// <param name="corrected">The report as it should be; null to delete it.</param>
    public Correction(Measure stored, int place, ProgressBody? corrected)
    {
        var known = stored.Progress[place];
        (Stored, Place) = (stored, place);
        Report = corrected?.ToProgress(known.RecordedAt);
        IsEqual = Report is not null && SentReports.Content(Report) == SentReports.Content(known);
        Progress[] inItsPlace = Report is { } report ? [report] : [];
        Status = StatusAfter([.. stored.Progress.Take(place), .. inItsPlace, .. stored.Progress.Skip(place + 1)]);
    }

    public Measure Stored { get; }
    public int Place { get; }

    /// <summary>The report as it is to be stored; null when it is deleted.</summary>
    public Progress? Report { get; }

    /// <summary>Whether the report says what the stored one says.</summary>
    public bool IsEqual { get; }

    /// <summary>
    /// The status of the measure afterwards. It changes only where the reports gave it: a status that was set since by the measure itself
    /// stays. A correction is no step in the work, so every status may follow.
    /// </summary>
    public MeasureStatus Status { get; }

    private MeasureStatus StatusAfter(IReadOnlyList<Progress> left)
    {
        var (given, remaining) = (LastStatus(Stored.Progress), LastStatus(left));
        if (given == remaining || (given is not null && given != Stored.Status))
            return Stored.Status;
        return remaining ?? (left.Count == 0 ? MeasureStatus.Planned : MeasureStatus.NotStated);
    }

    private static MeasureStatus? LastStatus(IReadOnlyList<Progress> reports) =>
        reports.LastOrDefault(report => report.Status is not null)?.Status;
}
