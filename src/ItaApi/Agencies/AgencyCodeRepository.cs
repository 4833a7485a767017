using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>Changes the codes of agencies, and knows the codes that they had before.</summary>
internal sealed class AgencyCodeRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>
    /// Gives an agency another code; the same code changes nothing. Null if it does not exist, or the condition is not met.
    /// </summary>
    /// <exception cref="PostgresException">Another agency has or had the code.</exception>
    public async Task<AgencyRow?> ChangeCodeAsync(string code, string newCode, Caller caller, Preconditions given, CancellationToken ct)
    {
        // The second statement sees what the first has changed, within a transaction that is not committed yet too.
        const string sql = $"""
            with held as (
                select code from agency where code = @code and (@anyVersion or version::text = any(@versions)) for update
            ), changed as materialized (
                select case when code <> @newCode
                            then change_agency_code(code, @newCode, @keyId, @keyName, @now)
                            else true end as done
                from held
            )
            select count(done) from changed;
            select {AgencySql.Read}, {AgencySql.Oddities}
            from agency g
            where g.code = @newCode
            """;

        var parameters = new
        {
            code,
            newCode,
            caller.KeyId,
            caller.KeyName,
            given.AnyVersion,
            versions = AgencyRow.VersionsOf(given),
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return await results.ReadSingleAsync<long>() == 1 ? await results.ReadSingleAsync<AgencyRow>() : null;
    }

    /// <summary>The present codes of the agencies that had one of these codes before theirs was changed, by these codes.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindFormerAsync(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        const string sql = """
            select code, agency_code
            from former_agency_code
            where code = any(@codes)
            """;

        if (codes.Count == 0)
            return new Dictionary<string, string>();

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Code, string Present)>(
            new CommandDefinition(sql, new { codes = codes.ToArray() }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Code, row => row.Present, StringComparer.Ordinal);
    }
}
