using Dapper;
using Npgsql;

namespace ItaApi.Pipeline.Idempotency;

/// <summary>
/// Claims on requests that commit their work in steps. A claim is a row with a lease by the database's clock; each statement has its own
/// short transaction, so that a request holds no connection while it works.
/// </summary>
internal sealed class IdempotencyClaims(NpgsqlDataSource database, IdempotencyRepository requests)
{
    /// <summary>Claims a request; it is running elsewhere when another holds a claim that has not ended.</summary>
    /// <param name="claim">Identifies the new claim.</param>
    public async Task<IdempotentStart> TakeAsync(IdempotentRequest request, Guid claim, CancellationToken ct)
    {
        const string sql = """
            insert into idempotent_claim as held (caller, key, claim, leased_until)
            values (@caller, @key, @claim, now() + interval '30 seconds')
            on conflict (caller, key) do update set claim = excluded.claim, leased_until = excluded.leased_until
            where held.leased_until < now()
            """;

        int taken;
        await using (var connection = await database.OpenConnectionAsync(ct))
            taken = await connection.ExecuteAsync(Command(sql, request, claim, ct));
        if (taken == 0)
            return new IdempotentStart(IsRunning: true, null);

        // After the claim: the one who held it before may have stored an answer.
        return new IdempotentStart(IsRunning: false, await requests.FindAsync(request, ct));
    }

    /// <summary>Holds a claim for longer.</summary>
    public Task RenewAsync(IdempotentRequest request, Guid claim, CancellationToken ct)
    {
        const string sql = """
            update idempotent_claim
            set leased_until = now() + interval '30 seconds'
            where caller = @caller and key = @key and claim = @claim
            """;

        return ExecuteAsync(Command(sql, request, claim, ct), ct);
    }

    /// <summary>Ends a claim.</summary>
    public Task ReleaseAsync(IdempotentRequest request, Guid claim, CancellationToken ct)
    {
        const string sql = "delete from idempotent_claim where caller = @caller and key = @key and claim = @claim";

        return ExecuteAsync(Command(sql, request, claim, ct), ct);
    }

    private static CommandDefinition Command(string sql, IdempotentRequest request, Guid claim, CancellationToken ct) =>
        new(sql, new { request.Caller, request.Key, claim }, cancellationToken: ct);

    private async Task ExecuteAsync(CommandDefinition command, CancellationToken ct)
    {
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(command);
    }
}
