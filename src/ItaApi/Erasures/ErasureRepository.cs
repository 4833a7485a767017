using System.Text.Json;
using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.History;
using ItaApi.Http.Serialization;
using Npgsql;

namespace ItaApi.Erasures;

/// <summary>
/// Erases through a function of the database, which has the rights of the owner: the role of the service can rewrite nothing that is
/// recorded, and nothing is erased without its record.
/// </summary>
internal sealed class ErasureRepository(NpgsqlDataSource database, TimeProvider clock)
{
    public async Task<ErasureOutcome> EraseAsync(ErasureBody body, bool isDryRun, Caller caller, CancellationToken ct)
    {
        // It reads everything that is stored, so no timeout of a single request applies.
        const string sql = """
            select set_config('statement_timeout', '0', true);
            select erase_text(@find, @replacement, @agencyCode, @isDryRun, @id, @reason, @keyId, @keyName, @now)
            """;

        var now = clock.GetUtcNow();
        var id = Guid.CreateVersion7(now);
        var parameters = new
        {
            body.Find,
            body.Replacement,
            body.AgencyCode,
            isDryRun,
            id,
            body.Reason,
            caller.KeyId,
            caller.KeyName,
            now,
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var results = await connection.QueryMultipleAsync(
            new CommandDefinition(sql, parameters, commandTimeout: 0, cancellationToken: ct));
        await results.ReadAsync<string>();
        return new ErasureOutcome
        {
            ErasureId = isDryRun ? null : id,
            DryRun = isDryRun,
            Counts = CountsOf(await results.ReadSingleAsync<string>()),
        };
    }

    /// <summary>The erasures before an id, newest first.</summary>
    public async Task<IReadOnlyList<Erasure>> ListAsync(Guid? before, int limit, CancellationToken ct)
    {
        var sql = $"""
            select id, occurred_at, key_id, key_name, reason, replace_with, agency_code, counts
            from erasure
            {WhereClause.Where((before is not null, "id < @before"))}
            order by id desc
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<Row>(new CommandDefinition(sql, new { before, limit }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToErasure())];
    }

    public async Task<long> CountAsync(CancellationToken ct)
    {
        const string sql = "select count(*) from erasure";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: ct));
    }

    private static ErasureCounts CountsOf(string counts) => JsonSerializer.Deserialize<ErasureCounts>(counts, Json.FromDatabase)!;

    private sealed record Row
    {
        public required Guid Id { get; init; }
        public required DateTime OccurredAt { get; init; }
        public Guid? KeyId { get; init; }
        public required string KeyName { get; init; }
        public required string Reason { get; init; }
        public required string ReplaceWith { get; init; }
        public string? AgencyCode { get; init; }
        public required string Counts { get; init; }

        public Erasure ToErasure() => new()
        {
            ErasureId = Id,
            OccurredAt = OccurredAt,
            Key = new HistoryKey { Id = KeyId, Name = KeyName },
            Reason = Reason,
            ReplaceWith = ReplaceWith,
            AgencyCode = AgencyCode,
            Counts = CountsOf(Counts),
        };
    }
}
