using Dapper;
using ItaApi.Database.Migrations;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The role of the service when it is not the owner of the schema. It reads and writes data, changes no table, and only reads what is
/// recorded: triggers write the histories and changes with the rights of the owner.
/// </summary>
internal static class ServiceRole
{
    /// <summary>The name of the role in the private PostgreSQL.</summary>
    public const string LocalName = "ita_service";

    /// <summary>Creates a role that may log in, or sets the password of an existing one.</summary>
    /// <param name="owner">Connections of a role that may create roles.</param>
    /// <param name="role">Its name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task CreateAsync(NpgsqlDataSource owner, string role, string password, CancellationToken ct)
    {
        // A block takes no parameters, so they are settings of the transaction in which both statements run.
        const string sql = """
            select
                pg_advisory_xact_lock(@lockKey),
                set_config('ita.service_role', @role, true),
                set_config('ita.service_password', @password, true);
            do $$
            declare
                service text := current_setting('ita.service_role');
            begin
                if not exists (select from pg_roles where rolname = service) then
                    execute format('create role %I', service);
                end if;
                execute format('alter role %I login password %L', service, current_setting('ita.service_password'));
            end
            $$
            """;

        await using var connection = await owner.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { Migrator.LockKey, role, password }, cancellationToken: ct));
    }

    /// <summary>Grants the role what the service needs on the current tables, and revokes everything else on them.</summary>
    /// <param name="owner">Connections of the owner of the schema.</param>
    /// <param name="role">The role of the service.</param>
    /// <param name="ct">Cancels; then nothing has changed.</param>
    /// <exception cref="PostgresException">The role does not exist, or it has the rights of the owner anyway.</exception>
    public static async Task GrantAsync(NpgsqlDataSource owner, string role, CancellationToken ct)
    {
        // Under the lock of migrations, because two concurrent grants on the same table fail. A temporary table is found before the
        // schema's unless the search path says otherwise, so the path is set: a function with the owner's rights must not be led to another
        // table of the same name.
        const string sql = """
            select pg_advisory_xact_lock(@lockKey), set_config('ita.service_role', @role, true);
            do $$
            declare
                service text := current_setting('ita.service_role');
                home    text := current_schema();
                trusted regprocedure;
            begin
                if not exists (select from pg_roles where rolname = service) then
                    raise exception 'the role "%" of the service does not exist; create it', service;
                end if;
                if pg_has_role(service, current_user, 'member') then
                    raise exception 'the role "%" has all rights of "%", so they would not be separated', service, current_user;
                end if;

                execute format('grant connect on database %I to %I', current_database(), service);
                execute format('revoke create on schema %I from public, %I', home, service);
                execute format('grant usage on schema %I to %I', home, service);
                execute format('revoke all on all tables in schema %I from %I', home, service);
                execute format('grant select, insert, update, delete on all tables in schema %I to %I', home, service);
                execute format('grant usage, select on all sequences in schema %I to %I', home, service);
                execute format('grant execute on all functions in schema %I to %I', home, service);

                execute format(
                    'revoke insert, update, delete on %I.recorded_version, %I.province_stamp, %I.schema_migration, %I.erasure, '
                    '%I.coded_column, %I.former_agency_code from %I',
                    home, home, home, home, home, home, service);
                execute format('revoke update, delete on %I.framework from %I', home, service);
                execute format('revoke insert, update on %I.change from %I', home, service);

                for trusted in
                    select oid::regprocedure from pg_proc where pronamespace = home::regnamespace and prosecdef
                loop
                    execute format('alter function %s set search_path = %I, pg_temp', trusted, home);
                end loop;
            end
            $$
            """;

        await using var connection = await owner.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { Migrator.LockKey, role }, commandTimeout: 0, cancellationToken: ct));
    }
}
