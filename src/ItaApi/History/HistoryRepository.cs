using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.History;

/// <summary>Reads the history that the triggers of the database write. Nothing here writes.</summary>
internal sealed class HistoryRepository(NpgsqlDataSource database)
{
    /// <summary>What decides who is shown the history of a resource; null if no version of it was recorded.</summary>
    public async Task<HistorySubject?> FindSubjectAsync(string resource, string subject, CancellationToken ct)
    {
        // An agency that was deleted had its assessments and measures deleted before it.
        const string sql = """
            select current_row(@resource, @subject) is not null as exists,
                   (select max(v.version)
                    from recorded_version v
                    where v.resource = @resource and v.subject = @subject and v.action = 'created') as created_version,
                   coalesce(
                       (select g.province_code from agency g where g.code = newest.agency_code),
                       (select h.state ->> 'province_code'
                        from history h
                        where h.resource = 'agency' and h.subject = newest.agency_code
                        order by h.version desc
                        limit 1)) as province_code,
                   newest.agency_code
            from (select coalesce(h.state ->> 'agency_code', h.state ->> 'code') as agency_code
                  from history h
                  where h.resource = @resource and h.subject = @subject
                  order by h.version desc
                  limit 1) newest
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<HistorySubject>(
            new CommandDefinition(sql, new { resource, subject }, cancellationToken: ct));
    }

    /// <summary>The versions of a resource, newest first, each with the row of the version before it.</summary>
    /// <param name="resource">The table of the resource.</param>
    /// <param name="subject">The code of an agency, <c>code/year</c> of an assessment, or the id of a measure.</param>
    /// <param name="version">Only this version, if given.</param>
    /// <param name="first">No version below this one.</param>
    /// <param name="before">Only versions below this one, if given.</param>
    /// <param name="limit">The most versions to return.</param>
    public async Task<IReadOnlyList<HistoryRow>> ListAsync(
        string resource, string subject, int? version, int first, int? before, int limit, CancellationToken ct)
    {
        // The agency's province at that time; or the earliest recorded one when the agency was recorded only later, as agencies older than
        // the history are.
        var sql = $"""
            select h.version, h.action, h.occurred_at, h.key_id, h.key_name, h.state, h.previous_state,
                   (select g.state ->> 'province_code'
                    from history g
                    where g.resource = 'agency' and g.subject = h.state ->> 'agency_code'
                    order by g.occurred_at > h.occurred_at, case when g.occurred_at > h.occurred_at then g.version else -g.version end
                    limit 1) as province_code
            from history h
            {Where(version, (before is not null, "h.version < @before"))}
            order by h.version desc
            limit @limit
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<HistoryRow>(
            new CommandDefinition(sql, new { resource, subject, version, first, before, limit }, cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountAsync(string resource, string subject, int? version, int first, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            from history h
            {Where(version)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { resource, subject, version, first }, cancellationToken: ct));
    }

    private static string Where(int? version, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (true, "h.resource = @resource"),
        (true, "h.subject = @subject"),
        (true, "h.version >= @first"),
        (version is not null, "h.version = @version"),
        afterCondition);
}

/// <summary>What decides who is shown the history of a resource.</summary>
internal sealed record HistorySubject
{
    public bool Exists { get; init; }

    /// <summary>The version of its last creation.</summary>
    public int CreatedVersion { get; init; }

    public string AgencyCode { get; init; } = "";

    /// <summary>The province of its agency; null if the agency was never recorded.</summary>
    public string? ProvinceCode { get; init; }
}

/// <summary>One recorded version.</summary>
internal sealed record HistoryRow
{
    public int Version { get; init; }
    public HistoryAction Action { get; init; }
    public DateTime OccurredAt { get; init; }
    public Guid? KeyId { get; init; }
    public string KeyName { get; init; } = "";

    /// <summary>The row after the change; for a deletion, before it.</summary>
    public string State { get; init; } = "";

    /// <summary>The row one version earlier; null if there was none.</summary>
    public string? PreviousState { get; init; }

    /// <summary>The agency's province at that time.</summary>
    public string? ProvinceCode { get; init; }
}
