using System.Reflection;
using System.Text.RegularExpressions;
using ItaApi.Startup;
using ItaApi.Tests.Support;
using ItaApi.Values;

namespace ItaApi.Tests;

/// <summary>README and <c>docs/</c> say what the service does, and every page is found.</summary>
public sealed partial class DocumentationTests(PostgresFixture postgres)
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>Budgets a caller has; every other limit of a client is named <c>Max…</c> or is in <see cref="Limits"/>.</summary>
    private static readonly string[] Budgets = ["ReadsPerAddress", "WritesPerAddress", "ReadsPerKey", "WritesPerKey", "WindowSeconds"];

    /// <summary>The Markdown files, as paths from the root.</summary>
    public static TheoryData<string> Pages => new(AllPages);

    private static IReadOnlyList<string> AllPages { get; } =
    [
        "README.md", "CONTRIBUTING.md", "SECURITY.md", "CHANGELOG.md", "openapi/examples/README.md",
        .. Directory.EnumerateFiles(Repository.PathTo("docs"), "*.md", SearchOption.AllDirectories)
            .Select(file => Path.GetRelativePath(Repository.Root, file).Replace(Path.DirectorySeparatorChar, '/'))
            .Order(StringComparer.Ordinal),
    ];

    /// <summary>The remedy: <c>dotnet run --project src/ItaApi -- docs "$PWD/docs"</c>.</summary>
    [Theory, MemberData(nameof(Pages))]
    public void A_page_has_the_tables_that_the_code_writes(string page)
    {
        var text = Repository.Read(page);
        Assert.Equal(Documentation.Fill(text), text);
    }

    [Fact]
    public void Every_table_that_the_code_writes_is_in_one_page() => Assert.Equal(
        Documentation.TableNames.Order(StringComparer.Ordinal),
        AllPages.SelectMany(page => Generated().Matches(Repository.Read(page)))
            .Select(match => match.Groups["name"].Value)
            .Order(StringComparer.Ordinal));

    [Fact]
    public void Every_limit_is_named_for_its_readers()
    {
        var limits = typeof(Limits).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(Declared))
            .Where(field => field.IsLiteral && field.FieldType == typeof(int) && IsLimit(field))
            .ToList();

        Assert.NotEmpty(limits);
        Assert.Empty(
            from field in limits
            where !field.IsDefined(typeof(LimitAttribute))
            select $"{field.DeclaringType}.{field.Name}");
        Assert.Equal(
            limits.Count,
            limits.Select(field => field.GetCustomAttribute<LimitAttribute>()!.Subject).Distinct(StringComparer.Ordinal).Count());
    }

    [Fact]
    public void Every_setting_that_the_code_reads_is_listed_and_no_other()
    {
        var source = Repository.SourceFiles("src").Select(file => Repository.Read(file)).ToList();
        var read = Find(SettingKey(), "")
            .Concat(Find(OfLocalPostgres(), "LocalPostgres:"))
            .Where(key => !key.StartsWith("Kestrel:", StringComparison.Ordinal))
            .Select(key => key.Replace(":", "__", StringComparison.Ordinal));

        Assert.Equal(read.Distinct().Order(StringComparer.Ordinal), ListedSettings().Order(StringComparer.Ordinal));

        IEnumerable<string> Find(Regex key, string section) =>
            source.SelectMany(text => key.Matches(text)).Select(match => section + match.Groups["name"].Value);
    }

    [Fact]
    public async Task Every_table_of_the_database_is_described()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var command = database.DataSource.CreateCommand(
            "select table_name from information_schema.tables where table_schema = 'public' order by table_name");
        await using var rows = await command.ExecuteReaderAsync(TestContext.Current.CancellationToken);
        List<string> tables = [];
        while (await rows.ReadAsync(TestContext.Current.CancellationToken))
            tables.Add(rows.GetString(0));

        var page = Repository.Read("docs/database.md");
        Assert.NotEmpty(tables);
        Assert.All(tables, table => Assert.Contains($"`{table}`", page, StringComparison.Ordinal));
    }

    [Theory, MemberData(nameof(Pages))]
    public void Every_link_leads_to_something_in_the_repository(string page) =>
        Assert.All(LinksOf(page), link =>
        {
            Assert.True(Exists(link.File), link.File);
            if (link.Heading is { } heading)
                Assert.Contains(heading, HeadingsOf(link.File));
        });

    [Fact]
    public void Every_page_is_reached_from_the_readme()
    {
        HashSet<string> reached = ["README.md"];
        Queue<string> toRead = new(reached);
        while (toRead.TryDequeue(out var page))
        {
            foreach (var link in LinksOf(page).Where(link => link.File.EndsWith(".md", StringComparison.Ordinal) && reached.Add(link.File)))
                toRead.Enqueue(link.File);
        }

        Assert.Empty(AllPages.Except(reached));
    }

    [Fact]
    public void A_block_that_is_run_is_in_one_page_and_the_check_runs_it()
    {
        var blocks = AllPages.SelectMany(page => Block().Matches(Repository.Read(page)))
            .Select(match => match.Groups["name"].Value)
            .ToList();
        var check = Repository.Read(".ci/run");

        Assert.NotEmpty(blocks);
        Assert.Equal(blocks.Distinct(), blocks);
        Assert.All(blocks, name => Assert.Matches($@"\b(block|answers) {name}\b", check));
    }

    /// <summary>What is generated is held where it comes from.</summary>
    [Theory, MemberData(nameof(Pages))]
    public void A_page_uses_the_plain_words_of_the_list(string page)
    {
        var list = Repository.Read("CONTRIBUTING.md").Split("| not | but |")[1];
        var phrases = FirstCellOfWords().Matches(list).SelectMany(row => row.Groups["name"].Value.Split(", ")).ToList();
        var text = page == "CONTRIBUTING.md" ? "" : GeneratedTable().Replace(Repository.Read(page), "");

        Assert.NotEmpty(phrases);
        Assert.Empty(
            from phrase in phrases
            where Regex.IsMatch(text, $@"\b{Regex.Escape(phrase)}\b", RegexOptions.IgnoreCase)
            select phrase);
    }

    [Fact]
    public void The_readme_is_read_in_one_sitting() =>
        Assert.InRange(Repository.Read("README.md").Split('\n').Length, 1, 150);

    private static bool IsLimit(FieldInfo field) =>
        field.DeclaringType == typeof(Limits) || field.Name.StartsWith("Max", StringComparison.Ordinal) || Budgets.Contains(field.Name);

    /// <summary>The first cells of the generated table; a list's first entry stands for the list.</summary>
    private static IEnumerable<string> ListedSettings()
    {
        var page = Repository.Read("docs/configuration.md");
        var start = page.IndexOf("<!-- generated: settings -->", StringComparison.Ordinal);
        return FirstCell().Matches(page[start..page.IndexOf("<!-- /generated -->", start, StringComparison.Ordinal)])
            .Select(match => match.Groups["name"].Value.Replace("__0", "", StringComparison.Ordinal));
    }

    private static bool Exists(string path) => File.Exists(Repository.PathTo(path)) || Directory.Exists(Repository.PathTo(path));

    /// <summary>The relative links of a page, as paths from the root; code has none.</summary>
    private static IEnumerable<(string File, string? Heading)> LinksOf(string page)
    {
        foreach (Match match in Link().Matches(Fence().Replace(Repository.Read(page), "")))
        {
            var parts = match.Groups["name"].Value.Split('#');
            var file = parts[0].Length == 0 ? page : Path.GetRelativePath(".", Path.Combine(Path.GetDirectoryName(page)!, parts[0]));
            yield return (file.Replace(Path.DirectorySeparatorChar, '/'), parts.Length > 1 ? parts[1] : null);
        }
    }

    /// <summary>The anchors that a page's headings get.</summary>
    private static HashSet<string> HeadingsOf(string page) =>
        [.. Heading().Matches(Fence().Replace(Repository.Read(page), ""))
            .Select(match => NotOfAnAnchor().Replace(match.Groups["name"].Value.ToLowerInvariant(), "").Replace(' ', '-'))];

    [GeneratedRegex("<!-- generated: (?<name>[a-z ]+) -->")]
    private static partial Regex Generated();

    [GeneratedRegex("^<!-- ci: (?<name>[a-z]+) -->$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Block();

    [GeneratedRegex(@"""(?<name>(?:[A-Z][A-Za-z]+:)+[A-Z][A-Za-z]+|ITA_ADMIN_KEY)""")]
    private static partial Regex SettingKey();

    [GeneratedRegex(@"section(?:\[|, )""(?<name>\w+)""")]
    private static partial Regex OfLocalPostgres();

    [GeneratedRegex(@"^\| `(?<name>\w+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FirstCell();

    [GeneratedRegex("<!-- generated: .*?<!-- /generated -->", RegexOptions.Singleline)]
    private static partial Regex GeneratedTable();

    [GeneratedRegex(@"^\| (?!---)(?<name>[^|]+?) \|", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex FirstCellOfWords();

    [GeneratedRegex(@"\]\((?!\w+:)(?<name>[^)\s]+)\)")]
    private static partial Regex Link();

    [GeneratedRegex("^```.*?^```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Fence();

    [GeneratedRegex("^#+ (?<name>.+)$", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Heading();

    [GeneratedRegex(@"[^\p{L}\p{M}\p{N} _-]")]
    private static partial Regex NotOfAnAnchor();
}
