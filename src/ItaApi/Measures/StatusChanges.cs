using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>
/// Which status may follow which, in the one place of it.
/// <code>
/// from         may become                                 only with a reason
/// planned      inProgress, completed, unable, notStated
/// notStated    planned, inProgress, completed, unable
/// inProgress   completed, unable
/// completed                                               inProgress
/// unable                                                  inProgress
/// </code>
/// A status may always stay as it is. What has begun is never merely planned again, and what was stated is never again not stated:
/// both would deny a report. An end is an end until somebody says why it is not, and then the work goes on before it ends anew.
/// </summary>
public static class StatusChanges
{
    private static readonly Dictionary<MeasureStatus, MeasureStatus[]> Free = new()
    {
        [MeasureStatus.Planned] = [MeasureStatus.InProgress, MeasureStatus.Completed, MeasureStatus.Unable, MeasureStatus.NotStated],
        [MeasureStatus.NotStated] = [MeasureStatus.Planned, MeasureStatus.InProgress, MeasureStatus.Completed, MeasureStatus.Unable],
        [MeasureStatus.InProgress] = [MeasureStatus.Completed, MeasureStatus.Unable],
        [MeasureStatus.Completed] = [],
        [MeasureStatus.Unable] = [],
    };

    /// <summary>The statuses that may follow a status without more words.</summary>
    public static IReadOnlyList<MeasureStatus> FreeFrom(MeasureStatus from) => Free[from];

    /// <summary>The statuses that may follow a status only where a reason is given: reopening.</summary>
    public static IReadOnlyList<MeasureStatus> ReasonedFrom(MeasureStatus from) =>
        from is MeasureStatus.Completed or MeasureStatus.Unable ? [MeasureStatus.InProgress] : [];

    public static bool IsAllowed(MeasureStatus from, MeasureStatus to, bool reasonIsGiven) =>
        from == to || FreeFrom(from).Contains(to) || (reasonIsGiven && ReasonedFrom(from).Contains(to));

    /// <summary>
    /// The statuses from which one may be reached, as the database keeps them. A writing statement demands one of them, so that of two
    /// clients who change a status at once the second is judged by what the first has made of it.
    /// </summary>
    public static string[] CodesBefore(MeasureStatus to, bool reasonIsGiven) =>
        [.. Enum.GetValues<MeasureStatus>().Where(from => IsAllowed(from, to, reasonIsGiven)).Select(from => from.ToCode())];
}
