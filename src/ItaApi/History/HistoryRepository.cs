using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.History;

/// <summary>Reads the history that the triggers of the database write. Nothing here writes.</summary>
internal sealed class HistoryRepository(NpgsqlDataSource database)
{
    /// <summary>The versions of a resource, newest first, each with the row of the version before it.</summary>
    /// <param name="resource">The table of the resource.</param>
    /// <param name="subject">The code of an agency, <c>code/year</c> of an assessment, or the id of a measure.</param>
    /// <param name="version">Only this version, if given.</param>
    /// <param name="before">Only versions below this one, if given.</param>
    /// <param name="limit">The most versions to return.</param>
    public async Task<IReadOnlyList<HistoryRow>> ListAsync(
        string resource, string subject, int? version, int? before, int limit, CancellationToken ct)
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
            new CommandDefinition(sql, new { resource, subject, version, before, limit }, cancellationToken: ct));
        return rows.AsList();
    }

    public async Task<long> CountAsync(string resource, string subject, int? version, CancellationToken ct)
    {
        var sql = $"""
            select count(*)
            from history h
            {Where(version)}
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<long>(
            new CommandDefinition(sql, new { resource, subject, version }, cancellationToken: ct));
    }

    private static string Where(int? version, (bool Given, string Condition) afterCondition = default) => WhereClause.Where(
        (true, "h.resource = @resource"),
        (true, "h.subject = @subject"),
        (version is not null, "h.version = @version"),
        afterCondition);
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
