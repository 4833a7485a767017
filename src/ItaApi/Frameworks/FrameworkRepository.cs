using System.Text.Json;
using Dapper;
using ItaApi.Http;
using Npgsql;

namespace ItaApi.Frameworks;

public sealed class FrameworkRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>Every revision of every year but those that are known.</summary>
    public async Task<IReadOnlyList<FrameworkDocument>> ListOthersAsync(IReadOnlyCollection<(int FiscalYear, int Revision)> known, CancellationToken ct)
    {
        const string sql = """
            select document
            from framework f
            where not exists (
                select from unnest(@years, @revisions) as known (fiscal_year, revision)
                where known.fiscal_year = f.fiscal_year and known.revision = f.revision)
            order by fiscal_year, revision
            """;

        var parameters = new { years = known.Select(key => key.FiscalYear).ToArray(), revisions = known.Select(key => key.Revision).ToArray() };
        await using var connection = await database.OpenConnectionAsync(ct);
        var documents = await connection.QueryAsync<string>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return [.. documents.Select(Read)];
    }

    /// <summary>Adds a year's next revision unless the newest is equal to it (numbers by value); the newest, and whether it began the year.</summary>
    public async Task<(FrameworkDocument Newest, bool IsFirst)> PutAsync(FrameworkDocument framework, CancellationToken ct)
    {
        // Two who count at the same time count the same; the primary key lets one of them through.
        const string sql = """
            with newest as (
                select revision, document
                from framework
                where fiscal_year = @fiscalYear
                order by revision desc
                limit 1
            ), counted as (
                select coalesce(max(revision), 0) + 1 as revision
                from newest
            ), added as (
                insert into framework (fiscal_year, revision, document, created_at)
                select @fiscalYear, revision, @document::jsonb || jsonb_build_object('revision', revision), @now
                from counted
                where not exists (select from newest where newest.document - 'revision' = @document::jsonb - 'revision')
                returning revision, document
            )
            select document, revision = 1 as is_first from added
            union all
            select document, false from newest where not exists (select from added)
            """;

        var parameters = new { framework.FiscalYear, document = Write(framework), now = clock.GetUtcNow() };
        await using var connection = await database.OpenConnectionAsync(ct);
        var (document, isFirst) = await connection.QuerySingleAsync<(string, bool)>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return (Read(document), isFirst);
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

        var documents = frameworks.Select(Write).ToArray();
        await using var connection = await database.OpenConnectionAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, new { documents, now = clock.GetUtcNow() }, cancellationToken: ct));
    }

    private static FrameworkDocument Read(string document) => JsonSerializer.Deserialize<FrameworkDocument>(document, Json.Options)!;

    private static string Write(FrameworkDocument document) => JsonSerializer.Serialize(document, Json.Options);
}
