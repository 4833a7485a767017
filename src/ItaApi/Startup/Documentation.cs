using System.Text.RegularExpressions;

namespace ItaApi.Startup;

/// <summary>
/// The tables of <c>docs/</c> that the code writes. A page has a table between <c>&lt;!-- generated: NAME --&gt;</c> and
/// <c>&lt;!-- /generated --&gt;</c>; the text around it is written by hand. A test compares every page with the tables of the code.
/// </summary>
internal static partial class Documentation
{
    private static readonly Dictionary<string, Func<string>> Tables = new(StringComparer.Ordinal)
    {
        ["faults"] = MessageTables.WriteFaults,
        ["limits"] = LimitTables.Write,
        ["problems"] = MessageTables.WriteProblems,
        ["settings"] = SettingTable.Write,
        ["status changes"] = StatusTable.Write,
    };

    /// <summary>The names of the tables; each is in one page.</summary>
    public static IReadOnlyCollection<string> TableNames => Tables.Keys;

    /// <summary>Writes the tables into the pages of a folder.</summary>
    public static async Task WriteAsync(string folder)
    {
        foreach (var file in Directory.EnumerateFiles(folder, "*.md", SearchOption.AllDirectories))
        {
            var page = await File.ReadAllTextAsync(file);
            if (Fill(page) is var filled && filled != page)
                await File.WriteAllTextAsync(file, filled);
        }
    }

    /// <summary>The page with its tables as they are now.</summary>
    /// <exception cref="InvalidOperationException">The page names a table that does not exist.</exception>
    public static string Fill(string page) => Generated().Replace(page, part =>
    {
        var name = part.Groups["name"].Value;
        return Tables.TryGetValue(name, out var write)
            ? $"{part.Groups["start"].Value}\n\n{write()}\n\n{part.Groups["end"].Value}"
            : throw new InvalidOperationException($"There is no table '{name}'; there are: {string.Join(", ", Tables.Keys)}.");
    });

    [GeneratedRegex("(?<start><!-- generated: (?<name>[a-z ]+) -->).*?(?<end><!-- /generated -->)", RegexOptions.Singleline)]
    private static partial Regex Generated();
}
