using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The database of this process: the one <c>ConnectionStrings__Ita</c> names, or the service's own where none is named. Started once,
/// before anything is asked of it.
/// </summary>
public sealed class ServiceDatabase(IConfiguration configuration, ILogger<ServiceDatabase> logger, TimeProvider clock) : IAsyncDisposable
{
    private readonly string? configured = configuration.GetConnectionString("Ita");
    private LocalPostgres? local;
    private NpgsqlDataSource? source;

    /// <summary>The pool every repository shares.</summary>
    public NpgsqlDataSource Source => source ?? throw new InvalidOperationException("The database has not been started.");

    /// <summary>Starts what has to be started, and brings the schema up to this build's.</summary>
    /// <exception cref="LocalPostgresException">None is configured, and none can be started here.</exception>
    /// <exception cref="MigrationException">The schema is not one this build can work with.</exception>
    public async Task<MigrationSummary> StartAsync(CancellationToken ct)
    {
        if (string.IsNullOrWhiteSpace(configured))
            local = await LocalPostgres.StartAsync(LocalPostgresOptions.From(configuration), clock, ct);

        source = NpgsqlDataSource.Create(WithDefaults(local?.ConnectionString ?? configured!));
        return await Migrations.ApplyAsync(source, Migrations.DefaultFolder, logger, ct);
    }

    public async ValueTask DisposeAsync()
    {
        if (source is not null)
            await source.DisposeAsync();
        if (local is not null)
            await local.DisposeAsync();
    }

    /// <summary>
    /// What the service asks of a connection, where the connection string does not say otherwise. Statements are constant texts, so the
    /// server parses and plans each once a connection; none leaves state behind that a reset would have to clear.
    /// </summary>
    private static string WithDefaults(string connectionString)
    {
        var builder = new NpgsqlConnectionStringBuilder(connectionString);
        Default("Application Name", "ItaApi");
        Default("Max Auto Prepare", 100);
        Default("Auto Prepare Min Usages", 2);
        Default("No Reset On Close", true);
        Default("Maximum Pool Size", 32);
        // Seconds to connect: a caller is told that the database is away while it still waits.
        Default("Timeout", 5);
        Default("GSS Encryption Mode", "Disable");
        return builder.ConnectionString;

        void Default(string keyword, object value)
        {
            // Contains what the string names; ContainsKey would say yes to every keyword there is.
            if (!builder.ShouldSerialize(keyword))
                builder[keyword] = value;
        }
    }
}
