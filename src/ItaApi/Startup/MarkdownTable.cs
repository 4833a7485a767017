namespace ItaApi.Startup;

/// <summary>A table in Markdown.</summary>
internal static class MarkdownTable
{
    public static string Write(IReadOnlyList<string> head, IEnumerable<IReadOnlyList<string>> rows) =>
        string.Join('\n', rows.Prepend([.. head.Select(_ => "---")]).Prepend(head).Select(WriteRow));

    /// <summary>A code or setting as it is typed.</summary>
    public static string AsCode(string text) => $"`{text}`";

    private static string WriteRow(IReadOnlyList<string> cells) =>
        $"| {string.Join(" | ", cells.Select(cell => cell.Replace("|", "\\|", StringComparison.Ordinal)))} |";
}
