using Dapper;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>The table where judged rows of one subject wait until all of an import are stored together.</summary>
/// <param name="table">Its name.</param>
/// <param name="repeated">Selects what several rows of an import speak of: <c>agency_code</c>, <c>fiscal_year</c> and the rows' <c>numbers</c>, ascending.</param>
public sealed class StagingTable(string table, string repeated)
{
    private readonly string count = $"select count(*)::int from {table} where import_id = @importId";
    private readonly string forget = $"delete from {table} where import_id = @importId";

    // Each names one other; of the first two, each other, so that no row stands without its fault.
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

    /// <summary>Rows staged so far.</summary>
    public async Task<int> CountAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteScalarAsync<int>(new CommandDefinition(count, new { importId }, cancellationToken: ct));

    /// <summary>Rejects, with each other, the rows that speak of the same, and takes them off the stage; which of them is right nobody can say.</summary>
    public async Task RejectRepeatedAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(
            rejectRepeated, new { importId, code = RowFault.RepeatedCode }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));

    /// <summary>Removes what was staged of an import.</summary>
    public async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct) =>
        await connection.ExecuteAsync(new CommandDefinition(forget, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
}
