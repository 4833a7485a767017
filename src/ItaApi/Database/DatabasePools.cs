using ItaApi.Configuration;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The connection pools of the service. Work that takes long has its own pool, so that it never takes the connections of requests that a
/// caller waits for; so have the probes, which must answer when the other pools are in use.
/// </summary>
internal sealed class DatabasePools : IAsyncDisposable
{
    /// <summary>The key of the pool for imports, whole exports and everything that no caller waits for.</summary>
    public const string Work = "work";

    /// <summary>The key of the pool for probes.</summary>
    public const string Probes = "probes";

    public const int InteractiveConnections = 24;
    public const int WorkConnections = 6;
    public const int ProbeConnections = 2;
    public const int StatementSeconds = 30;
    public const int LockSeconds = 5;
    public const int IdleInTransactionSeconds = 15;

    /// <summary>The limits of work: a statement that stores a hundred thousand rows of an import takes about ten seconds.</summary>
    private static readonly ServerLimits LimitsOfWork = new(600, 60, 60);

    /// <summary>The limits of probes, which wait a few seconds only.</summary>
    private static readonly ServerLimits LimitsOfProbes = new(2, 1, 2);

    /// <exception cref="ArgumentException">The text is not a connection string.</exception>
    /// <exception cref="SettingException">A setting is not a number.</exception>
    public DatabasePools(IConfiguration configuration, string connectionString)
    {
        Source = Open(
            configuration.PositiveNumber("Database:InteractiveConnections", InteractiveConnections),
            waitSeconds: 5,
            new ServerLimits(
                configuration.PositiveNumber("Database:StatementSeconds", StatementSeconds),
                configuration.PositiveNumber("Database:LockSeconds", LockSeconds),
                configuration.PositiveNumber("Database:IdleInTransactionSeconds", IdleInTransactionSeconds)));
        WorkSource = Open(configuration.PositiveNumber("Database:WorkConnections", WorkConnections), waitSeconds: 30, LimitsOfWork);
        ProbeSource = Open(configuration.PositiveNumber("Database:ProbeConnections", ProbeConnections), waitSeconds: 2, LimitsOfProbes);

        NpgsqlDataSource Open(int connections, int waitSeconds, ServerLimits limits) =>
            NpgsqlDataSource.Create(ConnectionDefaults.Apply(connectionString, connections, waitSeconds, limits));
    }

    /// <summary>For requests that a caller waits for.</summary>
    public NpgsqlDataSource Source { get; }

    /// <inheritdoc cref="Work"/>
    public NpgsqlDataSource WorkSource { get; }

    /// <inheritdoc cref="Probes"/>
    public NpgsqlDataSource ProbeSource { get; }

    public async ValueTask DisposeAsync()
    {
        await Source.DisposeAsync();
        await WorkSource.DisposeAsync();
        await ProbeSource.DisposeAsync();
    }
}
