using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// What is known of the writes of one request. Whether a write is stored depends on when it failed, and that is known here and not by the
/// exception.
/// </summary>
internal sealed class CommitWatch
{
    /// <summary>The warning with which PostgreSQL reports that a commit was not confirmed by its standby.</summary>
    private const string Warning = "01000";

    private static readonly AsyncLocal<CommitWatch?> Ambient = new();

    /// <summary>The watch of the request that this code serves; null in background work.</summary>
    public static CommitWatch? Current => Ambient.Value;

    /// <summary>A write may have reached the database, so that a lost connection leaves it unknown whether it is stored.</summary>
    public bool HasBegun { get; private set; }

    /// <summary>A part of the work is stored, whatever happens to the rest.</summary>
    public bool HasStored { get; private set; }

    /// <summary>PostgreSQL committed and could not confirm it.</summary>
    public bool IsUnconfirmed { get; private set; }

    /// <summary>Begins to watch a request.</summary>
    public static CommitWatch Begin() => Ambient.Value = new CommitWatch();

    /// <summary>For work in steps: one of them is stored.</summary>
    public void NoteStored() => HasStored = true;

    /// <exception cref="UnconfirmedCommitException">A commit was not confirmed.</exception>
    public void ThrowIfUnconfirmed()
    {
        if (IsUnconfirmed)
            throw new UnconfirmedCommitException();
    }

    internal void Follow(NpgsqlConnection connection)
    {
        HasBegun = true;
        connection.Notice += (_, notice) => IsUnconfirmed |= notice.Notice.SqlState == Warning;
    }
}

/// <summary>PostgreSQL committed, and its standby did not confirm it: what was written may be lost with the server.</summary>
internal sealed class UnconfirmedCommitException() : Exception("The commit was not confirmed by the standby.");

internal static class WatchedConnections
{
    /// <summary>A connection for a statement that writes. Its request learns whether what was written is confirmed.</summary>
    public static async Task<NpgsqlConnection> OpenToWriteAsync(this NpgsqlDataSource database, CancellationToken ct)
    {
        var connection = await database.OpenConnectionAsync(ct);
        CommitWatch.Current?.Follow(connection);
        return connection;
    }
}
