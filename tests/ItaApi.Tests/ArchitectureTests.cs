using System.Text.RegularExpressions;
using ArchUnitNET.Domain;
using ArchUnitNET.Loader;
using ItaApi.LocalPostgres;
using ItaApi.Startup;
using ItaApi.Tests.Support;

namespace ItaApi.Tests;

/// <summary>The house's rules of layout, read off the built assembly (method bodies included) and the source beside it.</summary>
[Trait("Category", "CultureFree")]
public sealed partial class ArchitectureTests
{
    /// <summary>Beyond this a folder is several rooms.</summary>
    private const int MaxFiles = 20;

    /// <summary>As <c>.editorconfig</c> says in <c>max_line_length</c>, which no compiler checks.</summary>
    private const int MaxColumns = 140;

    private static readonly Lazy<Dictionary<string, IReadOnlyCollection<string>>> Imports = new(ReadImports);

    [Fact]
    public void Every_folder_has_its_row_in_the_floor_plan() =>
        Assert.Equal(FloorPlan.Imports.Keys.Order(StringComparer.Ordinal), Imports.Value.Keys.Order(StringComparer.Ordinal));

    [Fact]
    public void No_type_is_public_because_nothing_but_its_tests_refers_to_the_service() =>
        Assert.Equal([nameof(Program)], typeof(Program).Assembly.GetExportedTypes().Select(type => type.Name));

    [Fact]
    public void A_folder_imports_what_the_floor_plan_allows_and_nothing_else() =>
        Assert.Empty(
            from folder in Imports.Value
            from imported in folder.Value
            where !FloorPlan.Imports.GetValueOrDefault(folder.Key, []).Contains(imported)
            select $"{folder.Key} imports {imported}");

    [Fact]
    public void The_floor_plan_allows_nothing_that_no_folder_needs() =>
        Assert.Empty(
            from row in FloorPlan.Imports
            from allowed in row.Value
            where !Imports.Value.GetValueOrDefault(row.Key, []).Contains(allowed)
            select $"{row.Key} does not import {allowed}");

    [Fact]
    public void No_circle_joins_folders()
    {
        Assert.Null(FloorPlan.FindCircle(Imports.Value));
        Assert.Null(FloorPlan.FindCircle(FloorPlan.Imports.ToDictionary(row => row.Key, IReadOnlyCollection<string> (row) => row.Value)));
    }

    [Fact]
    public void A_circle_would_be_found() =>
        Assert.Equal(
            ["a", "b", "c", "a"],
            FloorPlan.FindCircle(
                new Dictionary<string, IReadOnlyCollection<string>> { ["a"] = ["b"], ["b"] = ["d", "c"], ["c"] = ["a"], ["d"] = [] }));

    [Fact]
    public void No_line_is_too_long() =>
        Assert.Empty(
            from file in Repository.SourceFiles("src", "tests")
            from line in File.ReadLines(Repository.PathTo(file)).Index()
            where line.Item.Length > MaxColumns
            select $"{file}:{line.Index + 1} has {line.Item.Length} columns");

    [Fact]
    public void No_folder_is_a_warehouse() =>
        Assert.Empty(
            from file in Repository.SourceFiles("src/ItaApi")
            group file by Path.GetDirectoryName(file) into folder
            where folder.Count() > MaxFiles
            select $"{folder.Key} holds {folder.Count()} files");

    [Fact]
    public void A_namespace_is_its_folder()
    {
        var files = Repository.SourceFiles("src", "tests").Where(file => Path.GetFileName(file) != "Program.cs").ToList();
        Assert.NotEmpty(files);
        Assert.Empty(
            from file in files
            let space = Namespace().Match(File.ReadAllText(Repository.PathTo(file))) is { Success: true } match
                ? match.Groups["name"].Value
                : ""
            let folder = Path.GetDirectoryName(file)!.Split('/')[1..]
            where space != string.Join('.', folder)
            select $"{file} has the namespace {space}");
    }

    [Fact]
    public void No_class_bears_the_name_of_a_namespace_above_it() =>
        Assert.Empty(
            from type in typeof(Commands).Assembly.GetTypes()
            where type.Namespace is { } space && space.Split('.').Contains(type.Name)
            select type.FullName);

    [Fact]
    public void A_name_says_what_it_is_about_and_not_what_kind_of_code() =>
        Assert.Empty(
            from assembly in new[] { typeof(Commands).Assembly, typeof(LocalServer).Assembly, typeof(Scoring.Score).Assembly }
            from type in assembly.GetTypes()
            where type.Namespace?.StartsWith("ItaApi", StringComparison.Ordinal) == true && KindOfCode().IsMatch(type.Name)
            select type.FullName);

    /// <summary>
    /// What the compiled code uses, and what the source names by its usings: a constant of another folder leaves no trace in the assembly.
    /// </summary>
    private static Dictionary<string, IReadOnlyCollection<string>> ReadImports()
    {
        var used =
            from type in new ArchLoader().LoadAssemblies(typeof(Commands).Assembly, typeof(LocalServer).Assembly).Build().Types
            where IsOurs(type)
            from target in type.Dependencies.Select(dependency => dependency.Target).Prepend(type)
            // A generic parameter is taken for another type's parameter of the same name.
            where target is not GenericParameter && IsOurs(target)
            select (Folder: FloorPlan.FolderOf(type.Namespace.FullName), Imported: FloorPlan.FolderOf(target.Namespace.FullName));
        var named =
            from file in Repository.SourceFiles("src/ItaApi")
            from Match line in Using().Matches(File.ReadAllText(Repository.PathTo(file)))
            let folder = string.Join('/', Path.GetDirectoryName(file)!.Split('/')[2..])
            where !IsScorer(line.Groups["name"].Value)
            select (Folder: folder.Length == 0 ? "." : folder, Imported: FloorPlan.FolderOf(line.Groups["name"].Value));
        return used.Concat(named)
            .GroupBy(import => import.Folder)
            .ToDictionary(
                folder => folder.Key,
                IReadOnlyCollection<string> (folder) =>
                    [.. folder.Select(import => import.Imported)
                        .Where(imported => imported != folder.Key)
                        .Distinct()
                        .Order(StringComparer.Ordinal)],
                StringComparer.Ordinal);
    }

    /// <summary>Written here: neither the framework's, nor the scorer's, nor made by a generator.</summary>
    private static bool IsOurs(IType type) =>
        type.Namespace?.FullName is { } space
        && (space == "ItaApi" || space.StartsWith("ItaApi.", StringComparison.Ordinal))
        && !IsScorer(space);

    private static bool IsScorer(string space) => space.StartsWith("ItaApi.Scoring", StringComparison.Ordinal);

    [GeneratedRegex(@"^using (static )?(?<name>ItaApi[\w.]*);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Using();

    [GeneratedRegex(@"^namespace (?<name>[\w.]+);", RegexOptions.Multiline | RegexOptions.ExplicitCapture)]
    private static partial Regex Namespace();

    [GeneratedRegex("Manager|Helper|Util(ity|s)?$|Base$|Dto")]
    private static partial Regex KindOfCode();
}
