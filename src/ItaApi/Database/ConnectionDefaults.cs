using System.Globalization;
using Npgsql;

namespace ItaApi.Database;

/// <summary>The time limits that PostgreSQL itself keeps, also when the service is no longer there to cancel anything.</summary>
/// <param name="StatementSeconds">For a statement.</param>
/// <param name="LockSeconds">For the wait for a lock.</param>
/// <param name="IdleInTransactionSeconds">For a transaction that does nothing.</param>
internal sealed record ServerLimits(int StatementSeconds, int LockSeconds, int IdleInTransactionSeconds)
{
    public string Options => string.Create(
        CultureInfo.InvariantCulture,
        $"-c statement_timeout={StatementSeconds}s -c lock_timeout={LockSeconds}s "
        + $"-c idle_in_transaction_session_timeout={IdleInTransactionSeconds}s");
}

/// <summary>
/// Defaults for what a connection string does not set. Statements are constant texts, so that the server parses and plans each of them once
/// for a connection. None leaves state that a reset would have to clear.
/// </summary>
internal static class ConnectionDefaults
{
    private const int DefaultWaitSeconds = 5;

    /// <summary>The client waits this much longer than the server, so that the server's own error arrives.</summary>
    private const int ClientPatienceSeconds = 5;

    /// <summary>Compiling a statement over the whole country takes longer than running it.</summary>
    private const string WithoutCompiling = "-c jit=off";

    /// <summary>For the owner of the schema, whose migrations take as long as they take.</summary>
    public static string Apply(string connectionString) =>
        Complete(connectionString, DefaultWaitSeconds, WithoutCompiling).ConnectionString;

    /// <summary>For a pool.</summary>
    /// <param name="connections">Its size; a smaller <c>Maximum Pool Size</c> in the connection string is kept.</param>
    /// <param name="waitSeconds">How long to wait for a connection, so that a client is answered while it still waits.</param>
    public static string Apply(string connectionString, int connections, int waitSeconds, ServerLimits limits)
    {
        var builder = Complete(connectionString, waitSeconds, $"{WithoutCompiling} {limits.Options}");
        builder.MaxPoolSize = IsSet(builder, "Maximum Pool Size") ? Math.Min(builder.MaxPoolSize, connections) : connections;
        builder.MinPoolSize = Math.Min(builder.MinPoolSize, builder.MaxPoolSize);
        Default(builder, "Command Timeout", limits.StatementSeconds + ClientPatienceSeconds);
        return builder.ConnectionString;
    }

    private static NpgsqlConnectionStringBuilder Complete(string connectionString, int waitSeconds, string options)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Default(builder, "Application Name", "ItaApi");
        Default(builder, "Max Auto Prepare", 100);
        Default(builder, "Auto Prepare Min Usages", 2);
        Default(builder, "No Reset On Close", true);
        Default(builder, "Timeout", waitSeconds);
        Default(builder, "GSS Encryption Mode", "Disable");
        // Of an option that is given twice, PostgreSQL takes the last: the one of the connection string.
        builder.Options = $"{options} {builder.Options}".TrimEnd();
        return builder;
    }

    private static void Default(NpgsqlConnectionStringBuilder builder, string keyword, object value)
    {
        if (!IsSet(builder, keyword))
            builder[keyword] = value;
    }

    /// <summary>Whether a keyword is in the string; <c>ContainsKey</c> is true for every valid keyword.</summary>
    private static bool IsSet(NpgsqlConnectionStringBuilder builder, string keyword) => builder.ShouldSerialize(keyword);
}
