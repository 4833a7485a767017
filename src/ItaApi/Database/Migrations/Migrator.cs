using Npgsql;

namespace ItaApi.Database.Migrations;

/// <summary>
/// Brings a database to the schema of this build: plain SQL scripts, <c>NNNN_name.sql</c>, numbered from 0001 without a gap, forward only,
/// never edited once released.
/// </summary>
/// <remarks>
/// <para>
/// Each script runs in one transaction together with its record in <c>schema_migration</c>, all of them under one advisory lock: of two
/// services that start at once, one migrates and the other waits. A script can therefore not contain what PostgreSQL refuses in a
/// transaction, such as <c>create index concurrently</c>.
/// </para>
/// <para>
/// A record has the SHA-256 of its script; a script that was changed after it was applied stops the start. Records newer than this build
/// are ignored: a newer service has migrated the database, and every migration works with the previous service too.
/// </para>
/// </remarks>
internal static class Migrator
{
    /// <summary>The oldest server version that the scripts support.</summary>
    private static readonly Version OldestServer = new(14, 0);

    // "ITA MIGR" in ASCII, a number that other users of the database are unlikely to lock.
    internal const long LockKey = 0x495441204D494752;

    /// <summary>The scripts of this build.</summary>
    public static string DefaultFolder => Path.Combine(AppContext.BaseDirectory, "db-migrations");

    /// <summary>Applies the scripts in the folder that the database does not have yet.</summary>
    /// <remarks>When there are none, one query shows it: no lock is taken, and the role needs no right to change the schema.</remarks>
    /// <param name="database">The database. The role must own its schema when there are scripts to apply.</param>
    /// <param name="folder">The folder of the scripts; <see cref="DefaultFolder"/> except in tests.</param>
    /// <param name="logger">Receives each applied script, and the records that are newer than this build.</param>
    /// <param name="ct">Cancels; the current script is rolled back.</param>
    /// <exception cref="MigrationException">The scripts are not a sequence, one fails or was changed after it was applied, the database
    /// does not store UTF-8, or the server is too old.</exception>
    public static async Task<MigrationSummary> ApplyAsync(
        NpgsqlDataSource database, string folder, ILogger logger, CancellationToken ct)
    {
        var scripts = MigrationScript.ReadAll(folder);

        await using var connection = await database.OpenConnectionAsync(ct);
        RefuseUnfit(connection);

        var records = await ReadRecordsAsync(connection, ct);
        var applied = new List<string>();
        if (Pending(scripts, records).Count > 0)
        {
            await LockAsync(connection, ct);
            try
            {
                await CreateRecordTableAsync(connection, ct);
                // Read again: another service may have migrated while this one waited.
                records = await ReadRecordsAsync(connection, ct);
                foreach (var script in Pending(scripts, records))
                {
                    await ApplyAsync(connection, script, ct);
                    logger.LogInformation("Applied migration {Migration}", script.FileName);
                    applied.Add(script.FileName);
                }
            }
            finally
            {
                await UnlockAsync(connection);
            }

            // The scripts may have added types after the driver had loaded them.
            await connection.ReloadTypesAsync(ct);
        }

        var newer = records.Keys.Where(version => version > scripts.Count).Order().ToList();
        if (newer.Count > 0)
        {
            logger.LogWarning(
                "The database has migrations newer than this build's {Version}: {Newer}. A newer service has migrated it",
                scripts.Count,
                newer);
        }

        return new MigrationSummary(scripts.Count, applied, newer);
    }

    private static void RefuseUnfit(NpgsqlConnection connection)
    {
        // The server reported both when the connection was opened.
        if (connection.PostgreSqlVersion < OldestServer)
        {
            throw new MigrationException(
                $"The server of database {connection.Database} is PostgreSQL {connection.ServerVersion}; "
                + $"the service needs {OldestServer.Major} or newer.");
        }

        var encoding = connection.PostgresParameters["server_encoding"];
        if (encoding != "UTF8")
        {
            throw new MigrationException(
                $"The database {connection.Database} has the encoding {encoding}; the service needs UTF8 for Thai text. "
                + $"Create it again: create database {connection.Database} encoding 'UTF8' template template0.");
        }
    }

    /// <summary>The scripts that the database lacks. Those it has must not have changed.</summary>
    private static List<MigrationScript> Pending(List<MigrationScript> scripts, Dictionary<int, Record> records)
    {
        foreach (var script in scripts)
        {
            if (records.TryGetValue(script.Version, out var record) && record.Checksum != script.Checksum)
            {
                throw new MigrationException(
                    $"{script.FileName} was changed after it was applied (as {record.Name}). "
                    + "Restore the released script, and change the schema with a new one.");
            }
        }

        var pending = scripts.Where(script => !records.ContainsKey(script.Version)).ToList();
        if (pending.Count > 0 && records.Keys.Any(version => version > pending[0].Version))
        {
            throw new MigrationException(
                $"{pending[0].FileName} is out of order: the database already has {records.Keys.Max():0000}. "
                + "Scripts are applied only in the order of their numbers.");
        }

        return pending;
    }

    private static async Task<Dictionary<int, Record>> ReadRecordsAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = "select version, name, checksum from schema_migration";

        var records = new Dictionary<int, Record>();
        try
        {
            await using var command = new NpgsqlCommand(sql, connection);
            await using var reader = await command.ExecuteReaderAsync(ct);
            while (await reader.ReadAsync(ct))
            {
                records.Add(reader.GetInt32(0), new Record(reader.GetString(1), reader.GetString(2)));
            }
        }
        catch (PostgresException fault) when (fault.SqlState == PostgresErrorCodes.UndefinedTable)
        {
            // A new database.
        }

        return records;
    }

    private static async Task CreateRecordTableAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        const string sql = """
            create table if not exists schema_migration (
                version    int primary key,
                name       text not null,
                checksum   text not null,
                applied_at timestamptz not null default now()
            )
            """;

        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task ApplyAsync(NpgsqlConnection connection, MigrationScript script, CancellationToken ct)
    {
        const string record = "insert into schema_migration (version, name, checksum) values ($1, $2, $3)";

        await using var transaction = await connection.BeginTransactionAsync(ct);
        try
        {
            // No time limit: rewriting a large table takes its time.
            await using var command = new NpgsqlCommand(script.Sql, connection, transaction) { CommandTimeout = 0 };
            await command.ExecuteNonQueryAsync(ct);
        }
        catch (PostgresException fault)
        {
            var texts = new[] { fault.MessageText, fault.Detail, fault.Hint, fault.Where }.Where(text => !string.IsNullOrEmpty(text));
            throw new MigrationException(
                $"{script.FileName} failed and was rolled back: {fault.SqlState} {string.Join("; ", texts)}", fault);
        }

        await using var insert = new NpgsqlCommand(record, connection, transaction)
        {
            Parameters =
            {
                new() { Value = script.Version },
                new() { Value = script.FileName },
                new() { Value = script.Checksum },
            },
        };
        await insert.ExecuteNonQueryAsync(ct);
        await transaction.CommitAsync(ct);
    }

    private static async Task LockAsync(NpgsqlConnection connection, CancellationToken ct)
    {
        // No time limit: the service that holds the lock may be rewriting a large table.
        await using var command = new NpgsqlCommand("select pg_advisory_lock($1)", connection)
        {
            CommandTimeout = 0,
            Parameters = { new() { Value = LockKey } },
        };
        await command.ExecuteNonQueryAsync(ct);
    }

    private static async Task UnlockAsync(NpgsqlConnection connection)
    {
        if (connection.State != System.Data.ConnectionState.Open)
        {
            return; // the lock went with the session
        }

        // Explicitly, because a pool may not reset the connections it takes back.
        await using var command = new NpgsqlCommand("select pg_advisory_unlock($1)", connection)
        {
            Parameters = { new() { Value = LockKey } },
        };
        await command.ExecuteNonQueryAsync(CancellationToken.None);
    }

    private sealed record Record(string Name, string Checksum);
}

/// <summary>What a migration found and did.</summary>
/// <param name="Version">The number of the last script of this build.</param>
/// <param name="Applied">The scripts that were applied, in order; empty at most starts.</param>
/// <param name="Newer">The numbers in the database that are newer than this build.</param>
internal sealed record MigrationSummary(int Version, IReadOnlyList<string> Applied, IReadOnlyList<int> Newer);

/// <summary>The database could not be brought to the schema of this build. The message gives the reason and what to do.</summary>
internal sealed class MigrationException : Exception
{
    /// <summary>Creates the exception with the message to show.</summary>
    public MigrationException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}
