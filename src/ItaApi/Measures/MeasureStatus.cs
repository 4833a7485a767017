using ItaApi.Values;

namespace ItaApi.Measures;

/// <summary>How far a measure has come.</summary>
public enum MeasureStatus
{
    /// <summary>A plan; nobody has reported on it.</summary>
    Planned,

    /// <summary>อยู่ระหว่างการดำเนินการ</summary>
    InProgress,

    /// <summary>ดำเนินการแล้วเสร็จ</summary>
    Completed,

    /// <summary>ไม่สามารถดำเนินการได้</summary>
    Unable,

    /// <summary>A report without check boxes: what was done is told, how far it came is not.</summary>
    NotStated,
}

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

/// <summary>The printed check boxes of a report (สรุปผลการดำเนินการ), which name three of the statuses.</summary>
public static class StatusWording
{
    private static readonly (MeasureStatus Status, string Thai)[] Printed =
    [
        (MeasureStatus.InProgress, "อยู่ระหว่างการดำเนินการ"),
        (MeasureStatus.Completed, "ดำเนินการแล้วเสร็จ"),
        (MeasureStatus.Unable, "ไม่สามารถดำเนินการได้"),
    ];

    /// <summary>Every wording, as it is printed.</summary>
    public static IReadOnlyList<string> All { get; } = [.. Printed.Select(box => box.Thai)];

    /// <summary>The printed wording, or null of a status that no box stands for.</summary>
    public static string? ToThai(MeasureStatus status) => Printed.FirstOrDefault(box => box.Status == status).Thai;

    /// <summary>
    /// The status a printed wording stands for, or null. Spaces go by a document's layout and are passed over wherever they stand, and
    /// ำ may have been taken apart into its two signs, as text copied out of a PDF often has it.
    /// </summary>
    public static MeasureStatus? FromThai(string wording)
    {
        var bare = Bare(wording);
        foreach (var (status, thai) in Printed)
        {
            if (thai == bare)
                return status;
        }

        return null;
    }

    private static string Bare(string wording) =>
        string.Concat(wording.Where(character => !char.IsWhiteSpace(character) && character is not '\u200B' and not '\uFEFF'))
            .Replace("\u0E4D\u0E32", "\u0E33", StringComparison.Ordinal);
}
