using ItaApi.Measures;
using ItaApi.Values;

namespace ItaApi.Startup;

/// <summary>Which status of a measure may follow which, for <c>docs/measures.md</c>.</summary>
internal static class StatusTable
{
    public static string Write() => MarkdownTable.Write(
        ["status", "printed as", "may become", "only with a `reason`"],
        Enum.GetValues<MeasureStatus>().Select(IReadOnlyList<string> (status) =>
        [
            MarkdownTable.AsCode(status.ToCode()),
            StatusWording.ToThai(status) ?? "",
            List(StatusChanges.FreeFrom(status)),
            List(StatusChanges.ReasonedFrom(status)),
        ]));

    private static string List(IReadOnlyList<MeasureStatus> statuses) =>
        string.Join(", ", statuses.Select(status => MarkdownTable.AsCode(status.ToCode())));
}
