using System.Text.Json;
using Dapper;
using ItaApi.Database;
using ItaApi.Http.Serialization;
using Npgsql;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>A request that is carried out once: its caller, its key, and its fingerprint.</summary>
internal sealed record IdempotentRequest(string Caller, string Key, byte[] Fingerprint);

/// <summary>The stored first answer to a request.</summary>
/// <param name="SealedBody">The whole answer, as an earlier version of the service stored it; else null.</param>
internal sealed record RememberedAnswer(
    byte[] Fingerprint, int Status, IReadOnlyDictionary<string, string> Headers, KeptAnswer Kept, byte[]? SealedBody = null)
{
    /// <summary>The body of the answer; null when it cannot be opened.</summary>
    public byte[]? Open(AnswerSeal seal) => SealedBody is { } closed ? seal.Open(closed) : Kept.Open(seal);
}

/// <summary>The state of a request when it arrives: running elsewhere, answered, or new.</summary>
internal sealed record IdempotentStart(bool IsRunning, RememberedAnswer? Answer);

/// <summary>Stores requests and their first answers for a day.</summary>
internal sealed class IdempotencyRepository(
    NpgsqlDataSource database, [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource work, TimeProvider clock)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    private const string Find = """
        select fingerprint, status, headers, body, secret, answer
        from idempotent_request
        where caller = @caller and key in (@key, 'sha256:' || encode(sha256(convert_to(@key, 'UTF8')), 'hex')) and created_at > @since
        """;

    /// <summary>
    /// Locks a request until the ambient transaction ends. Two statements in one round trip: the second must see what the previous holder
    /// of the lock has committed. An erasure replaces a key that contained the erased text by its hash.
    /// </summary>
    public async Task<IdempotentStart> BeginAsync(IdempotentRequest request, CancellationToken ct)
    {
        const string sql = $"""
            select pg_try_advisory_xact_lock(hashtextextended(@caller || E'\n' || @key, 0));
            {Find}
            """;

        var parameters = new { request.Caller, request.Key, since = clock.GetUtcNow() - Kept };
        await using var connection = await database.OpenConnectionAsync(ct);
        await using var results = await connection.QueryMultipleAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
        if (!await results.ReadSingleAsync<bool>())
            return new IdempotentStart(IsRunning: true, null);

        return new IdempotentStart(IsRunning: false, (await results.ReadSingleOrDefaultAsync<Row>())?.ToAnswer());
    }

    /// <summary>The stored answer to a request.</summary>
    public async Task<RememberedAnswer?> FindAsync(IdempotentRequest request, CancellationToken ct)
    {
        var parameters = new { request.Caller, request.Key, since = clock.GetUtcNow() - Kept };
        await using var connection = await database.OpenConnectionAsync(ct);
        var row = await connection.QuerySingleOrDefaultAsync<Row>(new CommandDefinition(Find, parameters, cancellationToken: ct));
        return row?.ToAnswer();
    }

    /// <summary>Stores the answer: with the work, if there is an ambient transaction and it is completed, or at once.</summary>
    /// <returns>The connection, open.</returns>
    public async Task<IAsyncDisposable> RememberAsync(IdempotentRequest request, RememberedAnswer answer, CancellationToken ct)
    {
        const string sql = """
            insert into idempotent_request (caller, key, fingerprint, status, headers, body, secret, created_at)
            values (@caller, @key, @fingerprint, @status, @headers::jsonb, @body::json, @secret, @now)
            on conflict (caller, key) do update
            set fingerprint = excluded.fingerprint, status = excluded.status, headers = excluded.headers, body = excluded.body,
                secret = excluded.secret, answer = null, created_at = excluded.created_at
            """;

        var parameters = new
        {
            request.Caller,
            request.Key,
            request.Fingerprint,
            answer.Status,
            headers = JsonSerializer.Serialize(answer.Headers, Json.Options),
            answer.Kept.Body,
            answer.Kept.Secret,
            now = clock.GetUtcNow(),
        };
        var connection = await database.OpenToWriteAsync(ct);
        try
        {
            await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
            return connection;
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Deletes expired answers and claims, and returns the number of answers.</summary>
    public async Task<int> SweepAsync(CancellationToken ct)
    {
        const string claims = "delete from idempotent_claim where leased_until < now()";
        const string answers = "delete from idempotent_request where created_at <= @before";

        await using var connection = await work.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(claims, cancellationToken: ct));
        return await connection.ExecuteAsync(
            new CommandDefinition(answers, new { before = clock.GetUtcNow() - Kept }, cancellationToken: ct));
    }

    private sealed record Row
    {
        public required byte[] Fingerprint { get; init; }
        public required int Status { get; init; }
        public required string Headers { get; init; }
        public string? Body { get; init; }
        public byte[]? Secret { get; init; }
        public byte[]? Answer { get; init; }

        public RememberedAnswer ToAnswer() => new(
            Fingerprint,
            Status,
            JsonSerializer.Deserialize<Dictionary<string, string>>(Headers, Json.Options)!,
            new KeptAnswer(Body, Secret),
            Answer);
    }
}
