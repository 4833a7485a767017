using System.Globalization;
using ItaApi.Faults;

namespace ItaApi.Startup;

/// <summary>Every code that a client can receive, for <c>docs/errors.md</c>.</summary>
internal static class MessageTables
{
    public static string WriteProblems() => MarkdownTable.Write(
        ["code", "status", "English", "ภาษาไทย"],
        Messages.Problems
            .OrderBy(problem => problem.Value.Status)
            .ThenBy(problem => problem.Key, StringComparer.Ordinal)
            .Select(IReadOnlyList<string> (problem) =>
            [
                MarkdownTable.AsCode(problem.Key),
                problem.Value.Status.ToString(CultureInfo.InvariantCulture),
                problem.Value.En,
                problem.Value.Th,
            ]));

    public static string WriteFaults() => MarkdownTable.Write(
        ["code", "English", "ภาษาไทย"],
        Messages.Faults
            .OrderBy(fault => fault.Key, StringComparer.Ordinal)
            .Select(IReadOnlyList<string> (fault) => [MarkdownTable.AsCode(fault.Key), fault.Value.En, fault.Value.Th]));
}
