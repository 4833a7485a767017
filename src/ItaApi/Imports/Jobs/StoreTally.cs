using Dapper;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>What the statement that stores an import did.</summary>
internal sealed record StoreTally
{
    /// <summary>Seconds a statement over a whole import may take; a hundred thousand rows take some ten.</summary>
    public const int CommandTimeout = 600;

    /// <summary>
    /// Ends a statement whose <c>outcomes</c> say of each row its <c>number</c>, its <c>outcome</c> and whether it <c>is_stale</c>: keeps the outcome
    /// of the rows there is something to say about, and sums up.
    /// </summary>
    public const string OfOutcomes = """
        told as (
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

    /// <summary>Rows that were still to be stored: their agency is there, and in a province the key may write in.</summary>
    public int Found { get; init; }

    /// <summary>Rows of sheets put onto a version that is no longer the current one.</summary>
    public int Stale { get; init; }

    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }

    public static async Task<StoreTally> ReadAsync(NpgsqlConnection connection, string sql, ImportJob job, DateTimeOffset now, CancellationToken ct) =>
        await connection.QuerySingleAsync<StoreTally>(new CommandDefinition(
            sql, new { job.Id, job.KeyId, job.KeyName, job.Provinces, now }, commandTimeout: CommandTimeout, cancellationToken: ct));

    /// <summary>The counts, or null where something came between the judgement of the rows and the storing.</summary>
    public StoreCounts? ToCounts(int expected) =>
        Found == expected && Stale == 0 ? new StoreCounts { Created = Created, Updated = Updated, Unchanged = Unchanged } : null;
}
