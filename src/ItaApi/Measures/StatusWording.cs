namespace ItaApi.Measures;

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

    /// <summary>The printed wording, or null for a status that has no check box.</summary>
    public static string? ToThai(MeasureStatus status) => Printed.FirstOrDefault(box => box.Status == status).Thai;

    /// <summary>The Thai name of a status in messages: its printed wording where it has one.</summary>
    public static string NameTh(MeasureStatus status) =>
        ToThai(status) ?? (status == MeasureStatus.Planned ? "อยู่ในแผน" : "ไม่ได้ระบุสถานะ");

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
