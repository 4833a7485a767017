using System.Text;

namespace ItaApi.LocalPostgres;

/// <summary>
/// The data folder: what lies where, and the two locks by which several instances of the service share one cluster.
/// </summary>
/// <remarks>
/// <para>
/// <c>lock</c> is held alone by whoever is making, starting or stopping the cluster. <c>in-use</c> is held together by all
/// that use it; who leaves and can then hold it alone was the last, and stops the cluster. The operating system drops
/// both when a process dies, in whatever way, so that neither outlives its holder.
/// </para>
/// <para>All that the service makes here may be read by its user only.</para>
/// </remarks>
internal sealed class Folder
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Folder(string path) => Root = path;

    /// <summary>The data folder itself.</summary>
    public string Root { get; }

    /// <summary>The cluster: PostgreSQL's data folder. It appears here complete or not at all.</summary>
    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>The password of the cluster's only role.</summary>
    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>The account the cluster belongs to, where root started the service.</summary>
    public string AccountFile => Path.Combine(Root, "account");

    /// <summary>Builds of PostgreSQL fetched because none was installed, one folder a version.</summary>
    public string Builds => Path.Combine(Root, "builds");

    /// <summary>Opens the folder, making it on the first run.</summary>
    public static Folder Open(string path)
    {
        try
        {
            var root = Path.GetFullPath(path);
            if (!Directory.Exists(root))
            {
                Directory.CreateDirectory(root);
                Close(root);
            }

            return new Folder(root);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException or ArgumentException)
        {
            throw new LocalServerException(
                $"The service's own PostgreSQL cannot keep its data in {path}: {fault.Message} "
                + "Set LocalPostgres__DataFolder to a folder it may write to, or ConnectionStrings__Ita to another server.",
                fault);
        }
    }

    /// <summary>
    /// Makes an empty folder for something that is made step by step and then renamed, and clears away what an earlier
    /// attempt, killed half-way, left under such a name.
    /// </summary>
    public string BeginUnfinished(string name)
    {
        foreach (var leftover in Directory.EnumerateDirectories(Root, name + ".unfinished-*"))
        {
            Discard(leftover);
        }

        return Directory.CreateDirectory(Path.Combine(Root, $"{name}.unfinished-{Guid.NewGuid():n}")).FullName;
    }

    /// <summary>Removes a folder if it is still there, or as much of it as can be.</summary>
    public static void Discard(string folder)
    {
        try
        {
            if (Directory.Exists(folder))
            {
                Directory.Delete(folder, recursive: true);
            }
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The program of a killed attempt may be writing there still; the next attempt clears it.
        }
    }

    /// <summary>Waits until no other instance is making, starting or stopping the cluster, and keeps others from it.</summary>
    public async Task<IDisposable> EnterAsync(Action<string> say, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var said = false;

        while (true)
        {
            if (TryLock("lock", FileShare.None) is { } entered)
            {
                return entered;
            }

            if (!said && clock.GetElapsedTime(began) > Patience)
            {
                say($"Another instance is making the PostgreSQL in {Root} ready; waiting for it.");
                said = true;
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    /// <summary>Marks the cluster as in use until disposed. Called by who has entered.</summary>
    public IDisposable Use() =>
        TryLock("in-use", FileShare.ReadWrite)
        ?? throw new LocalServerException($"{Path.Combine(Root, "in-use")} is locked by another program.");

    /// <summary>Whether nobody uses the cluster. Called by who has entered, so that nobody can begin to meanwhile.</summary>
    public bool IsUnused()
    {
        using var alone = TryLock("in-use", FileShare.None);
        return alone is not null;
    }

    /// <summary>Writes a file only its owner can read, in place of what had its name, and sees it to the disk.</summary>
    public static void WritePrivate(string path, string text)
    {
        File.Delete(path);
        using var file = Open(path, FileMode.CreateNew, FileShare.None);
        file.Write(Encoding.ASCII.GetBytes(text));
        file.Flush(flushToDisk: true);
    }

    private FileStream? TryLock(string name, FileShare share)
    {
        try
        {
            return Open(Path.Combine(Root, name), FileMode.OpenOrCreate, share);
        }
        catch (IOException fault) when (IsHeldByAnother(fault))
        {
            return null;
        }
        catch (UnauthorizedAccessException fault)
        {
            throw new LocalServerException(
                $"The service's own PostgreSQL cannot use {Root}: {fault.Message} It belongs to another user; "
                + "set LocalPostgres__DataFolder to another folder, or ConnectionStrings__Ita to another server.",
                fault);
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            // A file others could open is a file others could lock.
            options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        }

        return new FileStream(path, options);
    }

    private static bool IsHeldByAnother(IOException fault) =>
        fault.HResult is unchecked((int)0x80070020) // Windows: ERROR_SHARING_VIOLATION
            or 11 // Linux: EWOULDBLOCK
            or 35; // macOS: EWOULDBLOCK

    private static void Close(string folder)
    {
        if (OperatingSystem.IsWindows())
        {
            return; // a user's data folder is closed to others already
        }

        var mode = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (Account.MustChange)
        {
            // The other account must come through to the cluster; nobody can list the folder.
            mode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        File.SetUnixFileMode(folder, mode);
    }
}
