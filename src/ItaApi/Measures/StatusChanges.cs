using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>
/// Which status may follow which.
/// <code>
/// from         may become                                 only with a reason
/// planned      inProgress, completed, unable, notStated
/// notStated    planned, inProgress, completed, unable
/// inProgress   completed, unable
/// completed                                               inProgress
/// unable                                                  inProgress, completed
/// </code>
/// A status may always stay the same. A measure that has begun is never planned again, and a stated status never becomes not stated:
/// both would contradict a report. A measure that has ended is reopened only with a reason; one that could not be carried out may also have
/// been carried out later. A wrong status is no change but a mistake: it is corrected in the report that gave it.
/// </summary>
internal static class StatusChanges
{
    private static readonly Dictionary<MeasureStatus, MeasureStatus[]> Free = new()
    {
        [MeasureStatus.Planned] = [MeasureStatus.InProgress, MeasureStatus.Completed, MeasureStatus.Unable, MeasureStatus.NotStated],
        [MeasureStatus.NotStated] = [MeasureStatus.Planned, MeasureStatus.InProgress, MeasureStatus.Completed, MeasureStatus.Unable],
        [MeasureStatus.InProgress] = [MeasureStatus.Completed, MeasureStatus.Unable],
        [MeasureStatus.Completed] = [],
        [MeasureStatus.Unable] = [],
    };

    /// <summary>The statuses that may follow a status without a reason.</summary>
    public static IReadOnlyList<MeasureStatus> FreeFrom(MeasureStatus from) => Free[from];

    /// <summary>The statuses that may follow a status only with a reason: reopening.</summary>
    public static IReadOnlyList<MeasureStatus> ReasonedFrom(MeasureStatus from) =>
        from switch
        {
            MeasureStatus.Completed => [MeasureStatus.InProgress],
            MeasureStatus.Unable => [MeasureStatus.InProgress, MeasureStatus.Completed],
            _ => [],
        };

    public static bool IsAllowed(MeasureStatus from, MeasureStatus to, bool reasonIsGiven) =>
        from == to || FreeFrom(from).Contains(to) || (reasonIsGiven && ReasonedFrom(from).Contains(to));

    /// <summary>
    /// The statuses from which one may be reached, by their codes in the database. The statement that writes requires one of them, so that
    /// of two concurrent changes the second is judged by the outcome of the first.
    /// </summary>
    public static string[] CodesBefore(MeasureStatus to, bool reasonIsGiven) =>
        [.. Enum.GetValues<MeasureStatus>().Where(from => IsAllowed(from, to, reasonIsGiven)).Select(from => from.ToCode())];
}
