using System.Collections.Frozen;
using System.Net.Sockets;
using System.Transactions;
using ItaApi.Database;
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
        ["measure_external_id"] = new("external_id_taken"),
    }.ToFrozenDictionary();

    /// <summary>The error that the SQL function <c>acting_as</c> raises, as its migration documents.</summary>
    public const string KeyNoLongerValid = "IK401";

    /// <summary>The problem for an exception, or null when it is a defect of the service.</summary>
    /// <param name="watch">What is known of the writes of the request; null for work without a request.</param>
    public static Problem? From(Exception exception, CommitWatch? watch = null) => exception switch
    {
        UnconfirmedCommitException => OutcomeUnknown,
        // An error at the commit of an ambient transaction arrives wrapped.
        TransactionInDoubtException => OutcomeUnknown,
        TransactionException { InnerException: { } cause } => From(cause, watch),
        // Raised by acting_as: the key was valid when the request arrived and has become invalid.
        PostgresException { SqlState: KeyNoLongerValid } => new Problem("invalid_api_key"),
        PostgresException { ConstraintName: { } constraint } when ByConstraint.TryGetValue(constraint, out var problem) => problem,
        PostgresException error => DatabaseStates.CodeOf(error.SqlState) is { } code ? Of(code, watch, EndsConnection(error)) : null,
        // No connection of the pool, or no answer, in time.
        NpgsqlException { InnerException: TimeoutException } => Of("database_busy", watch, isConnectionLost: true),
        NpgsqlException { IsTransient: true } => Of("database_unavailable", watch, isConnectionLost: true),
        NpgsqlException { InnerException: SocketException or IOException } => Of("database_unavailable", watch, isConnectionLost: true),
        _ => null,
    };

    private static Problem OutcomeUnknown => new("outcome_unknown");

    /// <summary>An error of the other severities ends the statement and stores nothing; these end the connection, at any moment.</summary>
    private static bool EndsConnection(PostgresException error) => error.InvariantSeverity is "FATAL" or "PANIC";

    /// <summary>The other codes promise that nothing was stored.</summary>
    private static Problem Of(string code, CommitWatch? watch, bool isConnectionLost) =>
        watch is { HasStored: true } || (isConnectionLost && watch is { HasBegun: true }) ? OutcomeUnknown : new Problem(code);
}
