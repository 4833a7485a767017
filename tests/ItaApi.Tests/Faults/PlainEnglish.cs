using System.Text.RegularExpressions;

namespace ItaApi.Tests.Faults;

/// <summary>
/// The words that the contract, the messages and the log do without, each with what to write instead. CONTRIBUTING.md shows the same list.
/// </summary>
internal static class PlainEnglish
{
    private static readonly (string Pattern, string Instead)[] Words =
    [
        (@"\bleft out\b", "omitted when …; default: …"),
        (@"\bleave(s)? out\b|\bleave (it|them|the \w+) out\b", "omit"),
        (@"\bnobody('s)?\b|\bwho(m)?ever\b", "no agency, no caller; clients that …, the caller"),
        (@"\btold\b", "reported, listed, returned"),
        (@"\bgo(es|ne|ing)? on\b", "continue, resume"),
        (@"\b(comes?|came) too late\b", "has fallen behind"),
        (@"\banew\b", "again"),
        (@"\b(hangs?|hung) on\b", "depends on"),
        (@"\basked for\b", "requested"),
        (@"\bas (it|they) stood\b", "as it was"),
        (@"\b(stands?|stood|standing) (in|here|there|beside|at|so)\b", "is in, is next to, has the state"),
        (@"\b(is|are) none of\b", "must be one of"),
        (@"\b(has|have) not the form\b", "must match"),
        (@"\b(is|are|was|were) away\b", "is unavailable"),
        (@"\bcannot be said\b", "is unknown, is contradictory"),
        (@"\bgravest\b", "most severe"),
        (@"\bto be had\b", "available"),
    ];

    /// <summary>The words of the list that a text has, each with what to write instead.</summary>
    public static IReadOnlyList<string> FindDialect(string text) =>
    [
        .. from word in Words
           from Match match in Regex.Matches(text, word.Pattern, RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)
           select $"'{match.Value}' (write: {word.Instead}) in: {LineOf(text, match.Index)}",
    ];

    private static string LineOf(string text, int index)
    {
        var start = text.LastIndexOf('\n', index) + 1;
        var end = text.IndexOf('\n', index);
        return text[start..(end < 0 ? text.Length : end)].Trim();
    }
}
