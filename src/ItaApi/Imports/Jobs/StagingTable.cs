using Dapper;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>The table where the judged rows of one subject wait until all rows of an import are stored together.</summary>
/// <param name="table">The name of the table.</param>
/// <param name="repeated">Each selects the records that several rows of an import are about: <c>agency_code</c>, <c>fiscal_year</c> and the
/// <c>numbers</c> of the rows, ascending, each number once.</param>
internal sealed class StagingTable(string table, params IReadOnlyList<string> repeated)
{
    private readonly string count = $"select count(*)::int from {table} where import_id = @importId";
    private readonly string forget = $"delete from {table} where import_id = @importId";
    private readonly IReadOnlyList<string> rejectRepeated = [.. repeated.Select(selected => RejectRepeated(table, selected))];

    /// <summary>
    /// Selects the <c>number</c> of each staged row that repeats another row, which remains; null for subjects whose rows are never joined.
    /// </summary>
    public string? Joined { get; init; }

    /// <summary>
    /// Selects the staged rows with warnings: <c>number</c>, <c>agency_code</c>, <c>fiscal_year</c> and the list of <c>warnings</c>, each
    /// row once; null for subjects without such warnings.
    /// </summary>
    public string? Odd { get; init; }

    /// <summary>The number of staged rows.</summary>
    public async Task<int> CountAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<int>(new CommandDefinition(count, new { importId }, cancellationToken: ct));

    /// <summary>Removes the rows that repeat another row from the stage, and their warnings.</summary>
    /// <returns>The number of removed rows.</returns>
    public async Task<int> JoinAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        if (Joined is null)
            return 0;

        var sql = $"""
            with joined as (
                {Joined}
            ), warned as (
                delete from import_outcome o
                using joined j
                where o.import_id = @importId and o.number = j.number and not o.rejected
            )
            delete from {table} s
            using joined j
            where s.import_id = @importId and s.number = j.number
            """;

        return await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>
    /// Rejects all rows that are about the same record and removes them from the stage: which of them is right is unknown.
    /// </summary>
    public async Task RejectRepeatedAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        foreach (var sql in rejectRepeated)
        {
            await connection.ExecuteAsync(new CommandDefinition(
                sql, new { importId, code = RowFault.RepeatedCode }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
        }
    }

    /// <summary>Adds the warnings about the staged rows to the outcome of these rows.</summary>
    public async Task RemarkAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        if (Odd is null)
            return;

        var sql = $"""
            insert into import_outcome (import_id, number, agency_code, fiscal_year, rejected, faults, warnings)
            select @importId, odd.number, odd.agency_code, odd.fiscal_year, false, '[]', odd.warnings
            from (
                {Odd}
            ) odd
            on conflict (import_id, number) do update
            set warnings = import_outcome.warnings || excluded.warnings
            """;

        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>Deletes the staged rows of an import.</summary>
    public async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteAsync(
            new CommandDefinition(forget, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));

    // Each row names another one; the first two name each other, so that every one of them has its fault.
    private static string RejectRepeated(string table, string repeated) => $"""
        with repeated as (
            {repeated}
        ), unstaged as (
            delete from {table} s
            using repeated r
            cross join unnest(r.numbers) as n (number)
            where s.import_id = @importId and s.number = n.number
        )
        insert into import_outcome (import_id, number, agency_code, fiscal_year, rejected, faults, warnings)
        select @importId, n.number, r.agency_code, r.fiscal_year, true,
               jsonb_build_array(jsonb_build_object('pointer', '', 'code', @code::text, 'arguments', jsonb_build_object(
                   'Row', (case when n.number = r.numbers[1] then r.numbers[2] else r.numbers[1] end)::text))),
               '[]'
        from repeated r
        cross join unnest(r.numbers) as n (number)
        on conflict (import_id, number) do update
        set rejected = true, faults = import_outcome.faults || excluded.faults
        """;
}
