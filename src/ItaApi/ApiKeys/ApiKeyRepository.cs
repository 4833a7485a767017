using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Values;
using Npgsql;

namespace ItaApi.ApiKeys;

internal sealed class ApiKeyRepository(
    NpgsqlDataSource database, [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource work, TimeProvider clock)
{
    /// <summary>The keys after an id, oldest first, including revoked ones.</summary>
    public async Task<IReadOnlyList<ApiKey>> ListAsync(Guid? after, int limit, CancellationToken ct)
    {
        var sql = $"""
            select id, prefix, name, scopes, provinces, agencies, created_at, created_by, expires_at, last_used_at, revoked_at
            from api_key
            {WhereClause.Where((after is not null, "id > @after"))}
            order by id
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<ApiKeyRow>(new CommandDefinition(sql, new { after, limit }, cancellationToken: ct));
        return [.. rows.Select(row => row.ToKey())];
    }

    public async Task<long> CountAsync(CancellationToken ct)
    {
        const string sql = "select count(*) from api_key";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(new CommandDefinition(sql, cancellationToken: ct));
    }

    /// <summary>The stored key with this prefix.</summary>
    public async Task<StoredApiKey?> FindAsync(string prefix, CancellationToken ct)
    {
        const string sql = """
            select id, name, hash, scopes, provinces, agencies, expires_at, revoked_at
            from api_key
            where prefix = @prefix
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<StoredApiKey>(new CommandDefinition(sql, new { prefix }, cancellationToken: ct));
    }

    /// <summary>The position of the first code that no agency has; null if all agencies exist.</summary>
    public async Task<int?> FindUnknownAgencyAsync(IReadOnlyList<string> agencyCodes, CancellationToken ct)
    {
        const string sql = """
            select (min(asked.place) - 1)::int
            from unnest(@codes) with ordinality as asked (code, place)
            where not exists (select from agency g where g.code = asked.code)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<int?>(
            new CommandDefinition(sql, new { codes = agencyCodes.ToArray() }, cancellationToken: ct));
    }

    public async Task<NewApiKey> CreateAsync(ApiKeyBody body, ApiKeySecret secret, Caller caller, CancellationToken ct)
    {
        const string sql = """
            insert into api_key (id, prefix, hash, name, scopes, provinces, agencies, created_at, created_by, expires_at)
            select @id, @prefix, @hash, @name, @scopes, @provinces, @agencies, @now, @keyName, @expiresAt
            from acting_as(@keyId, @keyName, @now)
            returning id, prefix, name, scopes, provinces, agencies, created_at, created_by, expires_at, last_used_at, revoked_at
            """;

        var now = clock.GetUtcNow();
        var parameters = new
        {
            id = Guid.CreateVersion7(now),
            prefix = secret.Prefix,
            hash = secret.Hash,
            body.Name,
            scopes = body.Scopes!.Select(scope => scope.ToCode()).ToArray(),
            provinces = body.Provinces?.ToArray() ?? [],
            agencies = body.Agencies?.ToArray() ?? [],
            body.ExpiresAt,
            caller.KeyId,
            caller.KeyName,
            now,
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        var row = await connection.QuerySingleAsync<ApiKeyRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return row.ToNewKey(secret);
    }

    /// <summary>
    /// Revokes a key permanently and returns its prefix, or null if there is no such key. A key that is already revoked does not change.
    /// </summary>
    public async Task<string?> RevokeAsync(Guid id, Caller caller, CancellationToken ct)
    {
        const string sql = """
            update api_key
            set revoked_at = coalesce(revoked_at, @now)
            from acting_as(@keyId, @keyName, @now)
            where id = @id
            returning prefix
            """;

        var parameters = new { id, caller.KeyId, caller.KeyName, now = clock.GetUtcNow() };
        await using var connection = await database.OpenToWriteAsync(ct);
        return await connection.ExecuteScalarAsync<string?>(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    /// <summary>Records when keys were last used. A time earlier than the recorded one changes nothing.</summary>
    public async Task NoteUseAsync(IReadOnlyList<KeyValuePair<Guid, DateTimeOffset>> uses, CancellationToken ct)
    {
        const string sql = """
            update api_key k
            set last_used_at = u.at
            from unnest(@ids, @times) as u (id, at)
            where k.id = u.id and (k.last_used_at is null or k.last_used_at < u.at)
            """;

        var parameters = new { ids = uses.Select(use => use.Key).ToArray(), times = uses.Select(use => use.Value).ToArray() };
        await using var connection = await work.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }
}

/// <summary>What a key is checked against.</summary>
internal sealed record StoredApiKey
{
    public required Guid Id { get; init; }
    public required string Name { get; init; }
    public required byte[] Hash { get; init; }
    public required string[] Scopes { get; init; }
    public required string[] Provinces { get; init; }
    public required string[] Agencies { get; init; }
    public DateTime? ExpiresAt { get; init; }
    public DateTime? RevokedAt { get; init; }

    /// <summary>The caller who holds the key; made once, because every request needs it.</summary>
    public Caller Caller => field ??= ToCaller();

    public bool IsValidAt(DateTimeOffset now) => RevokedAt is null && (ExpiresAt is null || ExpiresAt > now.UtcDateTime);

    private Caller ToCaller()
    {
        var scopes = ApiKeyRow.ReadScopes(Scopes);
        var everywhere = scopes.Contains(Scope.Admin) || Provinces.Contains(ApiKeyBodyValidator.EveryProvince, StringComparer.Ordinal);
        return new Caller(Id, Name, scopes, everywhere ? null : Provinces) { Agencies = Agencies };
    }
}

internal sealed record ApiKeyRow
{
    public required Guid Id { get; init; }
    public required string Prefix { get; init; }
    public required string Name { get; init; }
    public required string[] Scopes { get; init; }
    public required string[] Provinces { get; init; }
    public required string[] Agencies { get; init; }
    public required DateTime CreatedAt { get; init; }
    public required string CreatedBy { get; init; }
    public DateTime? ExpiresAt { get; init; }
    public DateTime? LastUsedAt { get; init; }
    public DateTime? RevokedAt { get; init; }

    public static Scope[] ReadScopes(string[] codes) => [.. codes.Select(code => Enum.Parse<Scope>(EnumCodes.ToName(typeof(Scope), code)))];

    public ApiKey ToKey() => new()
    {
        Id = Id,
        Prefix = Prefix,
        Name = Name,
        Scopes = ReadScopes(Scopes),
        Provinces = Provinces,
        Agencies = Agencies,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
        ExpiresAt = ExpiresAt,
        LastUsedAt = LastUsedAt,
        RevokedAt = RevokedAt,
    };

    public NewApiKey ToNewKey(ApiKeySecret secret) => new()
    {
        Id = Id,
        Prefix = Prefix,
        Name = Name,
        Scopes = ReadScopes(Scopes),
        Provinces = Provinces,
        Agencies = Agencies,
        CreatedAt = CreatedAt,
        CreatedBy = CreatedBy,
        ExpiresAt = ExpiresAt,
        Key = secret.Text,
    };
}
