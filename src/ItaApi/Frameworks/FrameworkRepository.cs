using System.Text.Json;
using Dapper;
using ItaApi.Authentication;
using ItaApi.Database;
using ItaApi.Http.Answers;
using ItaApi.Http.Serialization;
using Npgsql;

namespace ItaApi.Frameworks;

internal sealed class FrameworkRepository(NpgsqlDataSource database, TimeProvider clock)
{
    /// <summary>All revisions of all years except the known ones, each with the version of its texts.</summary>
    public async Task<IReadOnlyList<(FrameworkDocument Document, int TextVersion)>> ListOthersAsync(
        IReadOnlyCollection<(int FiscalYear, int Revision, int TextVersion)> known, CancellationToken ct)
    {
        const string sql = """
            select document, text_version
            from framework f
            where not exists (
                select from unnest(@years, @revisions, @textVersions) as known (fiscal_year, revision, text_version)
                where known.fiscal_year = f.fiscal_year and known.revision = f.revision and known.text_version >= f.text_version)
            order by fiscal_year, revision
            """;

        var parameters = new
        {
            years = known.Select(key => key.FiscalYear).ToArray(),
            revisions = known.Select(key => key.Revision).ToArray(),
            textVersions = known.Select(key => key.TextVersion).ToArray(),
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string, int)>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return [.. rows.Select(row => (Read(row.Item1), row.Item2))];
    }

    /// <summary>
    /// Adds the next revision of a year unless the newest is equal to it (numbers by value). Returns the newest revision, whether this
    /// write stored it, and whether the condition was met.
    /// </summary>
    public async Task<FrameworkWrite> PutAsync(FrameworkDocument framework, Caller caller, Preconditions given, CancellationToken ct)
    {
        // Two concurrent writers count the same number; the primary key accepts one of them.
        const string sql = """
            with newest as (
                select revision, document, document - '{revision,derivedFrom}'::text[] as rules
                from framework
                where fiscal_year = @fiscalYear
                order by revision desc
                limit 1
            ), counted as (
                select coalesce(max(revision), 0) + 1 as revision
                from newest
            ), equal as (
                select from newest where newest.rules = @document::jsonb - 'revision'
            ), added as (
                insert into framework (fiscal_year, revision, document, created_at)
                select @fiscalYear, revision, @document::jsonb || jsonb_build_object('revision', revision), @now
                from counted
                cross join acting_as(@keyId, @keyName, @now)
                where not exists (select from equal)
                  and case when exists (select from newest)
                      then not @mustNotExist and (@anyVersion or (select revision::text from newest) = any(@states))
                      else not @mustExist end
                returning revision, document
            )
            select document, revision = 1 as is_first, true as is_stored from added
            union all
            select (select document from newest), false, not @mustNotExist and exists (select from equal)
            where not exists (select from added)
            """;

        var parameters = new
        {
            framework.FiscalYear,
            document = Write(framework),
            caller.KeyId,
            caller.KeyName,
            given.MustExist,
            given.MustNotExist,
            given.AnyVersion,
            given.States,
            now = clock.GetUtcNow(),
        };
        await using var connection = await database.OpenToWriteAsync(ct);
        var (document, isFirst, isStored) = await connection.QuerySingleAsync<(string?, bool, bool)>(
            new CommandDefinition(sql, parameters, cancellationToken: ct));
        return new FrameworkWrite(document is null ? null : Read(document), isFirst, isStored);
    }

    /// <summary>
    /// Adds the frameworks that are shipped with the service, each as the next revision of its year, so that a correction reaches a
    /// database that has the earlier rules. Rules that are already stored, in any revision, are not added, and neither is a year that an
    /// administrator has revised.
    /// </summary>
    /// <param name="documents">In JSON. Tests have read them, so the start does not need to.</param>
    /// <param name="ct">Cancels the call; then nothing is added.</param>
    public Task AddShippedAsync(IEnumerable<string> documents, CancellationToken ct) =>
        AddAsync(documents, "shipped", ["shipped", "derived"], ct);

    /// <summary>Adds rules for years whose own rules are unknown; they never replace rules of another origin.</summary>
    /// <param name="documents">The derived frameworks.</param>
    /// <param name="ct">Cancels the call; then nothing is added.</param>
    public Task AddDerivedAsync(IEnumerable<FrameworkDocument> documents, CancellationToken ct) =>
        AddAsync(documents.Select(Write), "derived", ["derived"], ct);

    private async Task AddAsync(IEnumerable<string> documents, string origin, string[] replaces, CancellationToken ct)
    {
        // Two services that start at the same time add the same rows; the primary key accepts one of them.
        const string sql = """
            with given as (
                select (document ->> 'fiscalYear')::smallint as fiscal_year, document - 'revision' as document
                from unnest(@documents::jsonb[]) as document
            ), newest as (
                select distinct on (fiscal_year) fiscal_year, revision, origin
                from framework
                order by fiscal_year, revision desc
            )
            insert into framework (fiscal_year, revision, document, origin, created_at)
            select g.fiscal_year, next.revision, g.document || jsonb_build_object('revision', next.revision), @origin, @now
            from given g
            left join newest n on n.fiscal_year = g.fiscal_year
            cross join lateral (select coalesce(n.revision, 0) + 1 as revision) next
            where (n.origin is null or n.origin = any(@replaces))
              and not exists (select from framework f where f.fiscal_year = g.fiscal_year and f.document - 'revision' = g.document)
            on conflict do nothing
            """;

        var parameters = new { documents = documents.ToArray(), origin, replaces, now = clock.GetUtcNow() };
        await using var connection = await database.OpenToWriteAsync(ct);
        await connection.ExecuteAsync(new CommandDefinition(sql, parameters, cancellationToken: ct));
    }

    private static FrameworkDocument Read(string document) => JsonSerializer.Deserialize<FrameworkDocument>(document, Json.FromDatabase)!;

    private static string Write(FrameworkDocument document) => JsonSerializer.Serialize(document, Json.Options);
}

/// <summary>The outcome of writing the rules of a year.</summary>
/// <param name="Newest">The newest revision now; null if the year has none.</param>
/// <param name="IsFirst">Whether it is the first revision of the year.</param>
/// <param name="IsStored">Whether the rules are stored, by this write or before; false when the condition was not met.</param>
internal sealed record FrameworkWrite(FrameworkDocument? Newest, bool IsFirst, bool IsStored);
