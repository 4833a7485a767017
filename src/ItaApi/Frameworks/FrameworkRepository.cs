using System.Text.Json;
using Dapper;
using ItaApi.Http;
using Npgsql;

namespace ItaApi.Frameworks;

public sealed class FrameworkRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Every revision of every year.</summary>
    public async Task<IReadOnlyList<FrameworkDocument>> ListAsync(CancellationToken ct)
    {
        const string sql = """
            select document
            from framework
            order by fiscal_year, revision
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var documents = await connection.QueryAsync<string>(new CommandDefinition(sql, cancellationToken: ct));
        return [.. documents.Select(document => JsonSerializer.Deserialize<FrameworkDocument>(document, Json.Options)!)];
    }

    /// <summary>Adds the revisions that are not stored yet; one that is stays as it is.</summary>
    public async Task AddMissingAsync(IReadOnlyCollection<FrameworkDocument> frameworks, CancellationToken ct)
    {
        const string sql = """
            insert into framework (fiscal_year, revision, document, created_at)
            select (document ->> 'fiscalYear')::smallint, (document ->> 'revision')::smallint, document, @now
            from unnest(@documents::jsonb[]) as document
            on conflict do nothing
            """;

        var documents = frameworks.Select(framework => JsonSerializer.Serialize(framework, Json.Options)).ToArray();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { documents, now = clock.GetUtcNow() }, cancellationToken: ct));
    }
}
