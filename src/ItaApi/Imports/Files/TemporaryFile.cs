namespace ItaApi.Imports.Files;

/// <summary>Files that are gone when they are closed.</summary>
internal static class TemporaryFile
{
    public static FileStream Create() => new(Path.GetTempFileName(), new FileStreamOptions
    {
        Mode = FileMode.Open,
        Access = FileAccess.ReadWrite,
        Options = FileOptions.DeleteOnClose | FileOptions.Asynchronous,
    });
}
