using System.Globalization;
using System.Reflection;
using ItaApi.Values;

namespace ItaApi.Startup;

/// <summary>Every constant with a <see cref="LimitAttribute"/>, for <c>docs/limits.md</c>: a table for each group of folders.</summary>
internal static class LimitTables
{
    private const BindingFlags Declared = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly (string Heading, string[] Folders)[] Groups =
    [
        ("Every request", ["Values", "Http", "Pipeline"]),
        ("Agencies", ["Agencies"]),
        ("API keys", ["ApiKeys"]),
        ("Assessments and simulations", ["Assessments"]),
        ("Measures", ["Measures"]),
        ("Imports", ["Imports"]),
        ("Frameworks", ["Frameworks"]),
        ("The change feed", ["Changes"]),
        ("Erasures", ["Erasures"]),
        ("Keys", ["ApiKeys"]),
    ];

    public static string Write()
    {
        var limits = typeof(Limits).Assembly.GetTypes()
            .SelectMany(type => type.GetFields(Declared))
            .Where(field => field.IsDefined(typeof(LimitAttribute)))
            .ToLookup(GroupOf);
        return string.Join("\n\n", Groups.Select((group, place) => $"## {group.Heading}\n\n{Write(limits[place])}"));
    }

    /// <summary>In the order of the folders; within a class, in the order of the source.</summary>
    private static string Write(IEnumerable<FieldInfo> limits) => MarkdownTable.Write(
        ["what", "limit"],
        limits
            .OrderBy(field => Array.IndexOf(Groups[GroupOf(field)].Folders, FolderOf(field)))
            .ThenBy(field => field.DeclaringType!.FullName, StringComparer.Ordinal)
            .ThenBy(field => field.MetadataToken)
            .Select(IReadOnlyList<string> (field) =>
            [
                Describe(field.GetCustomAttribute<LimitAttribute>()!),
                string.Create(CultureInfo.InvariantCulture, $"{field.GetRawConstantValue():N0}"),
            ]));

    private static string Describe(LimitAttribute limit) =>
        limit.Setting is { } setting ? $"{limit.Subject} ({MarkdownTable.AsCode(setting)})" : limit.Subject;

    private static int GroupOf(FieldInfo field)
    {
        var place = Array.FindIndex(Groups, group => group.Folders.Contains(FolderOf(field)));
        return place >= 0
            ? place
            : throw new InvalidOperationException($"No heading of {nameof(LimitTables)} is for {field.DeclaringType}.{field.Name}.");
    }

    private static string FolderOf(FieldInfo field) => field.DeclaringType!.Namespace!.Split('.')[1];
}
