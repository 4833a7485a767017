using System.Collections.Frozen;
using Npgsql;

namespace ItaApi.Http.Problems;

/// <summary>
/// The states of a database in which it refuses what it would otherwise do, by PostgreSQL's error codes. Codes that are not here are
/// defects of the service.
/// </summary>
internal static class DatabaseStates
{
    private const string Busy = "database_busy";
    private const string ReadOnly = "database_read_only";
    private const string Unavailable = "database_unavailable";
    private const string Unknown = "outcome_unknown";

    private static readonly FrozenDictionary<string, string> ByState = new Dictionary<string, string>
    {
        [PostgresErrorCodes.TransactionResolutionUnknown] = Unknown,
        [PostgresErrorCodes.StatementCompletionUnknown] = Unknown,
        [PostgresErrorCodes.ReadOnlySqlTransaction] = ReadOnly,
        // Two writers collided, or one waited too long for the other. The same request can be sent again.
        [PostgresErrorCodes.SerializationFailure] = Busy,
        [PostgresErrorCodes.DeadlockDetected] = Busy,
        [PostgresErrorCodes.LockNotAvailable] = Busy,
        [PostgresErrorCodes.ObjectInUse] = Busy,
        [PostgresErrorCodes.QueryCanceled] = Busy,
        [PostgresErrorCodes.TooManyConnections] = Busy,
        // The transaction did nothing for too long, or took too long as a whole.
        ["25P03"] = Busy,
        ["25P04"] = Busy,
        // A statement prepared before a migration, and one that a pooler does not know.
        [PostgresErrorCodes.FeatureNotSupported] = Busy,
        [PostgresErrorCodes.InvalidSqlStatementName] = Busy,
        // The database is missing while it is restored; the role is while it is set up.
        [PostgresErrorCodes.InvalidCatalogName] = Unavailable,
        [PostgresErrorCodes.InsufficientPrivilege] = Unavailable,
    }.ToFrozenDictionary();

    private static readonly FrozenDictionary<string, string> ByClass = new Dictionary<string, string>
    {
        // Broken connections; refused passwords; transactions that were rolled back; too few resources; shutdown, start and intervention of
        // an operator; errors of the disk and the system; a wrong configuration; old snapshots; damaged files.
        ["08"] = Unavailable,
        ["28"] = Unavailable,
        ["40"] = Busy,
        ["53"] = Unavailable,
        ["57"] = Unavailable,
        ["58"] = Unavailable,
        ["F0"] = Unavailable,
        ["72"] = Busy,
        ["XX"] = Unavailable,
    }.ToFrozenDictionary();

    /// <summary>The code of the problem with which a request in this state is answered; null for a defect.</summary>
    public static string? CodeOf(string state) => ByState.GetValueOrDefault(state) ?? ByClass.GetValueOrDefault(state[..2]);
}
