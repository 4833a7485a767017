using System.Collections.Frozen;
using System.Net.Sockets;
using System.Transactions;
using ItaApi.Faults;
using Npgsql;

namespace ItaApi.Http.Problems;

/// <summary>
/// What the database says, as a problem: the rules about data stand there as constraints, and each comes back with the code a client
/// can act on. The one table of it.
/// </summary>
public static class DatabaseProblems
{
    private static readonly FrozenDictionary<string, Problem> ByConstraint = new Dictionary<string, Problem>
    {
        ["agency_province_known"] = Problem.Invalid(new RequestFault("/provinceCode", "unknown_province")),
        // Two writers added the same revision; the other one's stands.
        ["framework_pkey"] = new("conflict"),
        // A resource was deleted and made again at the same moment; the version of the one that came first stands.
        ["history_pkey"] = new("conflict"),
        ["assessment_agency_known"] = new("agency_in_use"),
        ["measure_agency_known"] = new("agency_in_use"),
    }.ToFrozenDictionary();

    /// <summary>What the SQL function <c>acting_as</c> raises; the migration that makes it says so too.</summary>
    public const string KeyNoLongerValid = "IK401";

    /// <summary>The problem an exception stands for, or null where it is a defect of the service.</summary>
    public static Problem? From(Exception exception) => exception switch
    {
        // What failed at the commit of an ambient transaction comes wrapped.
        TransactionException { InnerException: { } cause } => From(cause),
        // Raised by acting_as: the key was valid when the request came in, and is no more.
        PostgresException { SqlState: KeyNoLongerValid } => new Problem("invalid_api_key"),
        PostgresException { ConstraintName: { } constraint } when ByConstraint.TryGetValue(constraint, out var problem) => problem,
        // Two writers met in a way that neither's fault is; the same request may be sent again.
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } => new Problem("database_unavailable"),
        PostgresException { SqlState: var state } when IsAway(state) => new Problem("database_unavailable"),
        PostgresException => null,
        NpgsqlException { IsTransient: true } => new Problem("database_unavailable"),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => new Problem("database_unavailable"),
        _ => null,
    };

    /// <summary>Shutting down or starting (57P0x), broken connections (08), out of connections (53), not there while it is restored (3D000).</summary>
    private static bool IsAway(string state) =>
        state == PostgresErrorCodes.InvalidCatalogName || state.StartsWith("57P", StringComparison.Ordinal) || state.StartsWith("08", StringComparison.Ordinal) || state.StartsWith("53", StringComparison.Ordinal);
}
