using ItaApi.Configuration;
using ItaApi.Database.Migrations;
using ItaApi.LocalPostgres;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The database of this process: the one <c>ConnectionStrings__Ita</c> names, or the service's own where none is named. Started once,
/// before anything is asked of it.
/// </summary>
/// <remarks>
/// The schema is the owner's and the service works as a role with fewer rights (<see cref="ServiceRole"/>) where there are two: in the
/// service's own cluster, and where <c>ConnectionStrings__ItaMigrations</c> names the owner.
/// </remarks>
public sealed class ServiceDatabase(IConfiguration configuration, ILogger<ServiceDatabase> logger, TimeProvider clock) : IAsyncDisposable
{
    private readonly string? configured = configuration.GetConnectionString("Ita");
    private readonly string? configuredOwner = configuration.GetConnectionString("ItaMigrations");
    private LocalServer? local;
    private NpgsqlDataSource? source;

    /// <summary>The pool every repository shares.</summary>
    public NpgsqlDataSource Source => source ?? throw new InvalidOperationException("The database has not been started.");

    /// <summary>Starts what has to be started, and brings the schema up to this build's.</summary>
    /// <exception cref="LocalServerException">None is configured, and none can be started here.</exception>
    /// <exception cref="MigrationException">The schema is not one this build can work with.</exception>
    /// <exception cref="SettingException">The settings name no database or role to work with.</exception>
    public async Task<MigrationSummary> StartAsync(CancellationToken ct)
    {
        if (!string.IsNullOrWhiteSpace(configured))
            return await StartAsync(configured, configuredOwner, ct);
        if (!string.IsNullOrWhiteSpace(configuredOwner))
            throw new SettingException("ConnectionStrings__ItaMigrations is set and ConnectionStrings__Ita is not: name the database as the service's own role too.");

        local = await LocalServer.StartAsync(LocalServerOptions.From(configuration), clock, ct);
        var way = new NpgsqlConnectionStringBuilder(local.ConnectionString) { Username = ServiceRole.LocalName };
        await using (var owner = NpgsqlDataSource.Create(local.ConnectionString))
            await ServiceRole.CreateAsync(owner, ServiceRole.LocalName, way.Password!, ct);
        return await StartAsync(way.ConnectionString, local.ConnectionString, ct);
    }

    private async Task<MigrationSummary> StartAsync(string service, string? owner, CancellationToken ct)
    {
        source = NpgsqlDataSource.Create(WithDefaults(service));
        var role = new NpgsqlConnectionStringBuilder(service).Username;
        if (string.IsNullOrWhiteSpace(owner) || new NpgsqlConnectionStringBuilder(owner).Username == role)
            return await MigrateAsync(source, ct);
        if (string.IsNullOrEmpty(role))
            throw new SettingException("ConnectionStrings__Ita names no Username: with ConnectionStrings__ItaMigrations set, it is the role that is given the service's rights.");

        await using var owning = NpgsqlDataSource.Create(WithDefaults(owner));
        var summary = await MigrateAsync(owning, ct);
        await ServiceRole.GrantAsync(owning, role, ct);
        return summary;
    }

    private async Task<MigrationSummary> MigrateAsync(NpgsqlDataSource owner, CancellationToken ct)
    {
        try
        {
            return await Migrator.ApplyAsync(owner, Migrator.DefaultFolder, logger, ct);
        }
        catch (PostgresException refused) when (refused.SqlState == PostgresErrorCodes.InsufficientPrivilege)
        {
            throw new MigrationException(
                $"The database is not up to date, and this role may not change it ({refused.MessageText}). "
                + "Run the command migrate with ConnectionStrings__ItaMigrations naming the owner of the schema.",
                refused);
        }
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
        // Compiling a statement over the whole country takes longer than running it.
        Default("Options", "-c jit=off");
        return builder.ConnectionString;

        void Default(string keyword, object value)
        {
            // Contains what the string names; ContainsKey would say yes to every keyword there is.
            if (!builder.ShouldSerialize(keyword))
                builder[keyword] = value;
        }
    }
}
