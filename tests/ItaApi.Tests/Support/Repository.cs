namespace ItaApi.Tests.Support;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    public static string Root { get; } = FindRoot();

    /// <param name="path">Below the root, with slashes.</param>
    public static string PathTo(string path) => Path.Combine(Root, path);

    public static string Read(string path) => File.ReadAllText(PathTo(path));

    /// <summary>The C# files below some folders, as paths from the root with slashes; what a build made is no source.</summary>
    public static IEnumerable<string> SourceFiles(params string[] folders) =>
        from folder in folders
        from file in Directory.EnumerateFiles(PathTo(folder), "*.cs", SearchOption.AllDirectories)
        let path = Path.GetRelativePath(Root, file).Replace(Path.DirectorySeparatorChar, '/')
        where !path.Split('/').Any(part => part is "obj" or "bin")
        select path;

    private static string FindRoot()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder.FullName, "ItaApi.sln")))
            folder = folder.Parent ?? throw new InvalidOperationException("The tests do not run from a checkout.");
        return folder.FullName;
    }
}
