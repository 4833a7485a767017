using Dapper;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>The table where the judged rows of one subject wait until all rows of an import are stored together.</summary>
/// <param name="table">The name of the table.</param>
/// <param name="repeated">Selects the records that several rows of an import are about: <c>agency_code</c>, <c>fiscal_year</c> and the
/// <c>numbers</c> of the rows, ascending.</param>
internal sealed class StagingTable(string table, string repeated)
{
    private readonly string count = $"select count(*)::int from {table} where import_id = @importId";
    private readonly string forget = $"delete from {table} where import_id = @importId";

    // Each row names another one; the first two name each other, so that every one of them has its fault.
    private readonly string rejectRepeated = $"""
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

    /// <summary>The number of staged rows.</summary>
    public async Task<int> CountAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<int>(new CommandDefinition(count, new { importId }, cancellationToken: ct));

    /// <summary>
    /// Rejects all rows that are about the same record and removes them from the stage: which of them is right is unknown.
    /// </summary>
    public async Task RejectRepeatedAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            rejectRepeated, new { importId, code = RowFault.RepeatedCode },
            commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));

    /// <summary>Deletes the staged rows of an import.</summary>
    public async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteAsync(
            new CommandDefinition(forget, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
}
