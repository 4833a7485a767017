using System.Collections.Frozen;
using System.Net.Sockets;
using System.Transactions;
using ItaApi.Faults;
using Npgsql;

namespace ItaApi.Http.Problems;

/// <summary>
/// Maps database errors to problems. Rules about data are constraints in the database; this is the only table of the codes with which they
/// reach a client.
/// </summary>
internal static class DatabaseProblems
{
    private static readonly FrozenDictionary<string, Problem> ByConstraint = new Dictionary<string, Problem>
    {
        ["agency_province_known"] = Problem.Invalid(new RequestFault("/provinceCode", "unknown_province")),
        ["agency_code_similar"] = new("agency_code_similar"),
        ["agency_official_code_unique"] = new("official_code_taken"),
        ["agency_code_taken"] = new("agency_code_taken"),
        // Two writers added the same revision; the first one is stored.
        ["framework_pkey"] = new("conflict"),
        // A resource was deleted and created at the same moment; the first version is stored.
        ["history_pkey"] = new("conflict"),
        ["assessment_agency_known"] = new("agency_in_use"),
        ["measure_agency_known"] = new("agency_in_use"),
    }.ToFrozenDictionary();

    /// <summary>The error that the SQL function <c>acting_as</c> raises, as its migration documents.</summary>
    public const string KeyNoLongerValid = "IK401";

    /// <summary>The problem for an exception, or null when it is a defect of the service.</summary>
    public static Problem? From(Exception exception) => exception switch
    {
        // An error at the commit of an ambient transaction arrives wrapped.
        TransactionException { InnerException: { } cause } => From(cause),
        // Raised by acting_as: the key was valid when the request arrived and has become invalid.
        PostgresException { SqlState: KeyNoLongerValid } => new Problem("invalid_api_key"),
        PostgresException { ConstraintName: { } constraint } when ByConstraint.TryGetValue(constraint, out var problem) => problem,
        // Two writers collided, and neither is at fault. The same request can be sent again.
        PostgresException { SqlState: PostgresErrorCodes.SerializationFailure or PostgresErrorCodes.DeadlockDetected } =>
            new Problem("database_unavailable"),
        PostgresException { SqlState: var state } when IsUnavailable(state) => new Problem("database_unavailable"),
        PostgresException => null,
        NpgsqlException { IsTransient: true } => new Problem("database_unavailable"),
        NpgsqlException { InnerException: SocketException or IOException or TimeoutException } => new Problem("database_unavailable"),
        _ => null,
    };

    /// <summary>
    /// Shutting down or starting (57P0x), broken connections (08), out of connections (53), missing while it is restored (3D000).
    /// </summary>
    private static bool IsUnavailable(string state) =>
        state == PostgresErrorCodes.InvalidCatalogName
        || state.StartsWith("57P", StringComparison.Ordinal)
        || state.StartsWith("08", StringComparison.Ordinal)
        || state.StartsWith("53", StringComparison.Ordinal);
}
