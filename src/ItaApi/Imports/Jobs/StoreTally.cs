using Dapper;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>The result of the statement that stores an import.</summary>
internal sealed record StoreTally
{
    /// <summary>The seconds that a statement over a whole import may take; a hundred thousand rows take about ten.</summary>
    public const int CommandTimeout = 600;

    /// <summary>
    /// The end of a statement whose <c>outcomes</c> have for each row its <c>number</c>, its <c>outcome</c> and whether it <c>is_stale</c>:
    /// stores the outcome of rows with errors or warnings, and adds up.
    /// </summary>
    public const string OfOutcomes = """
        reported as (
            update import_outcome o
            set outcome = c.outcome
            from outcomes c
            where o.import_id = @id and o.number = c.number
        )
        select count(*)::int as found,
               count(*) filter (where is_stale)::int as stale,
               count(*) filter (where outcome = 'created')::int as created,
               count(*) filter (where outcome = 'updated')::int as updated,
               count(*) filter (where outcome = 'unchanged')::int as unchanged
        from outcomes
        """;

    /// <summary>The rows that could still be stored: their agency exists, in a province of the key.</summary>
    public int Found { get; init; }

    /// <summary>The spreadsheet rows that were merged into a version that is no longer current.</summary>
    public int Stale { get; init; }

    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }

    public static async Task<StoreTally> ReadAsync(
        NpgsqlConnection connection, string sql, ImportJob job, DateTimeOffset now, CancellationToken ct) =>
        await connection.QuerySingleAsync<StoreTally>(new CommandDefinition(
            sql,
            new { job.Id, job.KeyId, job.KeyName, job.Provinces, job.Agencies, now },
            commandTimeout: CommandTimeout,
            cancellationToken: ct));

    /// <summary>The counts, or null when the stored data changed between judging and storing.</summary>
    public StoreCounts? ToCounts(int expected) =>
        Found == expected && Stale == 0 ? new StoreCounts { Created = Created, Updated = Updated, Unchanged = Unchanged } : null;
}
