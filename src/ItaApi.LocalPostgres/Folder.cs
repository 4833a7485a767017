using System.Text;

namespace ItaApi.LocalPostgres;

/// <summary>The data folder: its paths, and the two locks by which several instances of the service share one cluster.</summary>
/// <remarks>
/// <para>
/// <c>lock</c> is held exclusively by an instance that creates, starts or stops the cluster. <c>in-use</c> is shared by all instances that
/// use it; an instance that leaves and can then hold it exclusively was the last, and stops the cluster. The operating system releases
/// both when a process dies in any way, so that neither outlives its holder.
/// </para>
/// <para>Only its user can read what the service creates here.</para>
/// </remarks>
internal sealed class Folder
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(2);

    private Folder(string path) => Root = path;

    /// <summary>The data folder itself.</summary>
    public string Root { get; }

    /// <summary>The cluster: PostgreSQL's data folder. It exists completely or not at all.</summary>
    public string Cluster => Path.Combine(Root, "cluster");

    /// <summary>The password of the cluster's only role.</summary>
    public string PasswordFile => Path.Combine(Root, "password");

    /// <summary>The account that the cluster belongs to, when root started the service.</summary>
    public string AccountFile => Path.Combine(Root, "account");

    /// <summary>Builds of PostgreSQL that were downloaded because none was installed, one folder for each version.</summary>
    public string Builds => Path.Combine(Root, "builds");

    /// <summary>Opens the folder and creates it on the first run.</summary>
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
                $"The private PostgreSQL cannot store its data in {path}: {fault.Message} "
                + "Set LocalPostgres__DataFolder to a folder that the service can write to, or ConnectionStrings__Ita to another server.",
                fault);
        }
    }

    /// <summary>
    /// Creates an empty folder for something that is made step by step and then renamed. Deletes what an earlier attempt left under such a
    /// name when it was killed.
    /// </summary>
    public string BeginUnfinished(string name)
    {
        foreach (var leftover in Directory.EnumerateDirectories(Root, name + ".unfinished-*"))
        {
            Discard(leftover);
        }

        return Directory.CreateDirectory(Path.Combine(Root, $"{name}.unfinished-{Guid.NewGuid():n}")).FullName;
    }

    /// <summary>Deletes a folder if it exists, or as much of it as possible.</summary>
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
            // The program of a killed attempt may still be writing there; the next attempt deletes the folder.
        }
    }

    /// <summary>Waits until no other instance is creating, starting or stopping the cluster, and excludes others from it.</summary>
    public async Task<IDisposable> EnterAsync(Action<string> say, TimeProvider clock, CancellationToken ct)
    {
        var began = clock.GetTimestamp();
        var announced = false;

        while (true)
        {
            if (TryLock("lock", FileShare.None) is { } entered)
            {
                return entered;
            }

            if (!announced && clock.GetElapsedTime(began) > Patience)
            {
                say($"Another instance is preparing the PostgreSQL in {Root}; waiting for it.");
                announced = true;
            }

            await Task.Delay(Pause, clock, ct);
        }
    }

    /// <summary>Marks the cluster as in use until disposed. The caller must have entered the folder.</summary>
    public IDisposable Use() =>
        TryLock("in-use", FileShare.ReadWrite)
        ?? throw new LocalServerException($"{Path.Combine(Root, "in-use")} is locked by another program.");

    /// <summary>Whether no instance uses the cluster. The caller must have entered the folder, so that none can begin to use it.</summary>
    public bool IsUnused()
    {
        using var alone = TryLock("in-use", FileShare.None);
        return alone is not null;
    }

    /// <summary>Writes a file that only its owner can read, replaces an existing one, and flushes it to the disk.</summary>
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
                $"The private PostgreSQL cannot use {Root}: {fault.Message} The folder belongs to another user; "
                + "set LocalPostgres__DataFolder to another folder, or ConnectionStrings__Ita to another server.",
                fault);
        }
    }

    private static FileStream Open(string path, FileMode mode, FileShare share)
    {
        var options = new FileStreamOptions { Mode = mode, Access = FileAccess.ReadWrite, Share = share };
        if (!OperatingSystem.IsWindows())
        {
            // Others could lock a file that they can open.
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
            // The other account must pass through the folder to the cluster; it cannot list the folder.
            mode |= UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        }

        File.SetUnixFileMode(folder, mode);
    }
}
