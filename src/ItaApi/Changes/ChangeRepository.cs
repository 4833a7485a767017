using System.Globalization;
using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Changes;

/// <summary>Reads the feed that the database's triggers write, and prunes it.</summary>
internal sealed class ChangeRepository(
    NpgsqlDataSource database, [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource work)
{
    /// <summary>
    /// The changes after a position, in order, from transactions below the oldest that is still open; and how far the feed was pruned. Two
    /// statements in one round trip, in this order, so that pruning during the first is seen by the second.
    /// </summary>
    public async Task<(IReadOnlyList<ChangeRow> Rows, ChangePosition Pruned)> ListAsync(
        ChangePosition after, int limit, CancellationToken ct)
    {
        // The order must be that of the column: an unqualified name would order by the text, in which 1000 comes before 999.
        const string sql = """
            select transaction_id::text as transaction_id, sequence, occurred_at, resource || initcap(action) as type,
                   agency_code, fiscal_year, measure_id, version
            from change
            where (transaction_id, sequence) > (@transaction::text::xid8, @sequence)
              and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
            order by change.transaction_id, sequence
            limit @limit;
            select transaction_id::text, sequence from pruned_change
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, new { transaction = TextOf(after), after.Sequence, limit }, cancellationToken: ct));
        var rows = (await results.ReadAsync<ChangeRow>()).AsList();
        var (pruned, prunedSequence) = await results.ReadSingleOrDefaultAsync<(string?, long)>();
        return (rows, PositionOf(pruned, prunedSequence));
    }

    /// <summary>
    /// The newest position that can be listed: the last change, or the position up to which the feed was pruned if that is later.
    /// </summary>
    public async Task<ChangePosition> FindNewestAsync(CancellationToken ct)
    {
        const string sql = """
            select transaction_id::text, sequence
            from (
                (select transaction_id, sequence
                 from change
                 where transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                 order by transaction_id desc, sequence desc
                 limit 1)
                union all
                select transaction_id, sequence from pruned_change
            ) as places
            order by places.transaction_id desc, places.sequence desc
            limit 1
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var (newest, sequence) = await connection.QuerySingleOrDefaultAsync<(string?, long)>(
            new CommandDefinition(sql, cancellationToken: ct));
        return PositionOf(newest, sequence);
    }

    /// <summary>Deletes changes before a time, records the position, and returns the number of deleted changes.</summary>
    public async Task<int> PruneAsync(DateTimeOffset before, CancellationToken ct)
    {
        const string sql = """
            with bound as (
                select transaction_id, sequence
                from change
                where occurred_at < @before and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
                order by transaction_id desc, sequence desc
                limit 1
            ), remembered as (
                insert into pruned_change (transaction_id, sequence)
                select transaction_id, sequence from bound
                on conflict ((true)) do update set transaction_id = excluded.transaction_id, sequence = excluded.sequence
                where (pruned_change.transaction_id, pruned_change.sequence) < (excluded.transaction_id, excluded.sequence)
            )
            delete from change c
            using bound b
            where (c.transaction_id, c.sequence) <= (b.transaction_id, b.sequence)
            """;

        await using var connection = await work.OpenToWriteAsync(ct);
        return await connection.ExecuteAsync(new CommandDefinition(sql, new { before }, cancellationToken: ct));
    }

    // The driver has no text form for xid8; as text the number keeps all of its 64 bits.
    private static string TextOf(ChangePosition position) => position.Transaction.ToString(CultureInfo.InvariantCulture);

    private static ChangePosition PositionOf(string? transaction, long sequence) =>
        transaction is null ? ChangePosition.Start : new ChangePosition(ulong.Parse(transaction, CultureInfo.InvariantCulture), sequence);
}

/// <summary>A recorded change.</summary>
internal sealed record ChangeRow
{
    public string TransactionId { get; init; } = "";
    public long Sequence { get; init; }
    public DateTime OccurredAt { get; init; }
    public ChangeType Type { get; init; }
    public string AgencyCode { get; init; } = "";
    public int? FiscalYear { get; init; }
    public Guid? MeasureId { get; init; }
    public int Version { get; init; }

    public ChangePosition Position => new(ulong.Parse(TransactionId, CultureInfo.InvariantCulture), Sequence);

    public Change ToChange() => new()
    {
        Sequence = Sequence,
        OccurredAt = OccurredAt,
        Type = Type,
        AgencyCode = AgencyCode,
        FiscalYear = FiscalYear,
        MeasureId = MeasureId,
        Version = Version,
    };
}
