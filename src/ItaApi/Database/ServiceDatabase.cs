using ItaApi.Configuration;
using ItaApi.Database.Migrations;
using ItaApi.LocalPostgres;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The database of this process: the one in <c>ConnectionStrings__Ita</c>. When it names none, it is a private PostgreSQL in Development or
/// with <c>LocalPostgres__Enabled=true</c>; otherwise the service does not start. It is started once, before its first use.
/// </summary>
/// <remarks>
/// The owner has the schema, and the service works in a role with fewer rights (<see cref="ServiceRole"/>) when there are two roles: in the
/// private PostgreSQL, and when <c>ConnectionStrings__ItaMigrations</c> names the owner.
/// </remarks>
internal sealed class ServiceDatabase(
    IConfiguration configuration, IHostEnvironment environment, ILogger<ServiceDatabase> logger, TimeProvider clock) : IAsyncDisposable
{
    private const string Example = "Host=…;Database=ita;Username=…;Password=…";

    private readonly string? configured = configuration.Text("ConnectionStrings:Ita");
    private readonly string? configuredOwner = configuration.Text("ConnectionStrings:ItaMigrations");
    private LocalServer? local;
    private DatabasePools? pools;

    /// <summary>The connections of all repositories.</summary>
    public DatabasePools Pools => pools ?? throw new InvalidOperationException("The database has not been started.");

    /// <summary>Starts what is necessary, and brings the schema to that of this build.</summary>
    /// <exception cref="LocalServerException">None is configured, and none can be started here.</exception>
    /// <exception cref="MigrationException">This build cannot work with the schema.</exception>
    /// <exception cref="SettingException">The settings name no database or role to work with.</exception>
    public async Task<MigrationSummary> StartAsync(CancellationToken ct)
    {
        if (configured is not null)
            return await StartAsync(configured, configuredOwner, ct);
        if (configuredOwner is not null)
        {
            throw new SettingException(
                "ConnectionStrings__ItaMigrations is set and ConnectionStrings__Ita is not. "
                + "Set ConnectionStrings__Ita too, with the role of the service.");
        }

        if (!configuration.Switch("LocalPostgres:Enabled", otherwise: environment.IsDevelopment()))
        {
            throw new SettingException(
                $"ConnectionStrings__Ita is not set, and the environment {environment.EnvironmentName} requires it. "
                + $"For example: \"{Example}\". LocalPostgres__Enabled=true uses a private PostgreSQL on this machine instead.");
        }

        local = await LocalServer.StartAsync(LocalServerOptions.From(configuration), clock, ct);
        var connectionString = new NpgsqlConnectionStringBuilder(local.ConnectionString) { Username = ServiceRole.LocalName };
        await using (var owner = NpgsqlDataSource.Create(local.ConnectionString))
            await ServiceRole.CreateAsync(owner, ServiceRole.LocalName, connectionString.Password!, ct);
        return await StartAsync(connectionString.ConnectionString, local.ConnectionString, ct);
    }

    private async Task<MigrationSummary> StartAsync(string service, string? owner, CancellationToken ct)
    {
        pools = Read("ConnectionStrings__Ita", service, text => new DatabasePools(configuration, text));
        var role = new NpgsqlConnectionStringBuilder(service).Username;
        await using var owning = Read(
            owner is null ? "ConnectionStrings__Ita" : "ConnectionStrings__ItaMigrations",
            owner ?? service,
            text => NpgsqlDataSource.Create(ConnectionDefaults.Apply(text)));
        if (owner is null || new NpgsqlConnectionStringBuilder(owner).Username == role)
            return await MigrateAsync(owning, ct);
        if (string.IsNullOrEmpty(role))
        {
            throw new SettingException(
                "ConnectionStrings__Ita has no Username. "
                + "With ConnectionStrings__ItaMigrations set, it is the role that gets the service's rights.");
        }

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
                $"The schema of the database is out of date, and this role cannot change it ({refused.MessageText}). "
                + "Run the command migrate with the owner of the schema in ConnectionStrings__ItaMigrations.",
                refused);
        }
    }

    public async ValueTask DisposeAsync()
    {
        if (pools is not null)
            await pools.DisposeAsync();
        if (local is not null)
            await local.DisposeAsync();
    }

    private static T Read<T>(string setting, string connectionString, Func<string, T> open)
    {
        try
        {
            return open(connectionString);
        }
        catch (ArgumentException wrong)
        {
            throw new SettingException($"{setting} is not a connection string: {wrong.Message} For example: \"{Example}\"");
        }
    }
}
