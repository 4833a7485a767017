using Dapper;
using ItaApi.Database.Migrations;
using Npgsql;

namespace ItaApi.Database;

/// <summary>
/// The role the service works as, where that is not the owner of the schema: it reads and writes the data, changes no table, and
/// what is recorded it only reads. Histories and changes are written with the owner's rights, by triggers.
/// </summary>
internal static class ServiceRole
{
    /// <summary>Its name in the service's own cluster.</summary>
    public const string LocalName = "ita_service";

    /// <summary>Makes a role that may log in, or gives the one that is there the password.</summary>
    /// <param name="owner">Connections of a role that may create others.</param>
    /// <param name="role">Its name.</param>
    /// <param name="password">Its password.</param>
    /// <param name="ct">Cancels.</param>
    public static async Task CreateAsync(NpgsqlDataSource owner, string role, string password, CancellationToken ct)
    {
        // A block takes no parameters, so they are set for the transaction that both statements are.
        const string sql = """
            select pg_advisory_xact_lock(@lockKey), set_config('ita.service_role', @role, true), set_config('ita.service_password', @password, true);
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

    /// <summary>Gives the role what the service needs of the tables there are now, and takes back whatever else it was given on them.</summary>
    /// <param name="owner">Connections of the schema's owner.</param>
    /// <param name="role">The role the service works as.</param>
    /// <param name="ct">Cancels; then nothing has changed.</param>
    /// <exception cref="PostgresException">There is no such role, or it has the owner's rights anyway.</exception>
    public static async Task GrantAsync(NpgsqlDataSource owner, string role, CancellationToken ct)
    {
        // One after another, and after whoever migrates: two who grant on the same table at once fail. What a function does with the
        // owner's rights must not be led to another table by a temporary one of the same name, which is looked for first unless the path
        // says otherwise.
        const string sql = """
            select pg_advisory_xact_lock(@lockKey), set_config('ita.service_role', @role, true);
            do $$
            declare
                service text := current_setting('ita.service_role');
                home    text := current_schema();
                trusted regprocedure;
            begin
                if not exists (select from pg_roles where rolname = service) then
                    raise exception 'there is no role "%" for the service to work as; create it', service;
                end if;
                if pg_has_role(service, current_user, 'member') then
                    raise exception 'the role "%" has all rights of "%", and nothing would be kept from it', service, current_user;
                end if;

                execute format('grant connect on database %I to %I', current_database(), service);
                execute format('revoke create on schema %I from public, %I', home, service);
                execute format('grant usage on schema %I to %I', home, service);
                execute format('revoke all on all tables in schema %I from %I', home, service);
                execute format('grant select, insert, update, delete on all tables in schema %I to %I', home, service);
                execute format('grant usage, select on all sequences in schema %I to %I', home, service);
                execute format('grant execute on all functions in schema %I to %I', home, service);

                execute format('revoke insert, update, delete on %I.recorded_version, %I.province_stamp, %I.schema_migration from %I', home, home, home, service);
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
