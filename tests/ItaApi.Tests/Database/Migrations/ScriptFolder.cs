namespace ItaApi.Tests.Database.Migrations;

/// <summary>A folder of migration scripts that a test writes for itself.</summary>
internal sealed class ScriptFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("itaapi-scripts-").FullName;

    public ScriptFolder With(string file, string sql)
    {
        File.WriteAllText(System.IO.Path.Combine(Path, file), sql);
        return this;
    }

    public ScriptFolder Without(string file)
    {
        File.Delete(System.IO.Path.Combine(Path, file));
        return this;
    }

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
