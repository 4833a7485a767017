using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Measures;

/// <summary>
/// The parts of every statement that writes a measure. A write locks what it is judged by and judges in one statement, which answers what
/// it found as well: of two clients who meet, the second is judged by what the first has made of it, and told what that is.
/// </summary>
internal static class MeasureStatements
{
    /// <summary>
    /// The measure a change is about, as it is once no other writer changes it. The agency is locked first: a deletion of the agency locks
    /// it and then looks for its measures, so that the other order would make the two wait for each other.
    /// </summary>
    public const string Found = """
        with found as (
            select m.id, m.agency_code, g.province_code, m.version, m.status, m.external_id, jsonb_array_length(m.progress) as reports
            from measure m
            join agency g on g.code = m.agency_code
            where m.id = @id
            for share of g
            for update of m
        )
        """;

    /// <summary>Whether the caller can write for the agency of the measure that was found.</summary>
    public const string MayWrite =
        "(@provinces::text[] is null or f.province_code = any(@provinces) or f.agency_code = any(@agencies))";

    /// <summary>What was found, and what was written of it.</summary>
    public const string Outcome = $"""
        select f.id as measure_id, f.agency_code, f.province_code, f.version, f.status, f.reports, {MeasureSql.Read}
        from found f
        left join written m on true
        """;

    public static async Task<MeasureWrite?> WriteAsync(NpgsqlDataSource database, string sql, object parameters, CancellationToken ct)
    {
        await using var connection = await database.OpenToWriteAsync(ct);
        var writes = await connection.QueryAsync<StoredMeasureVersion, MeasureRow?, MeasureWrite>(
            new CommandDefinition(sql, parameters, cancellationToken: ct),
            static (found, row) => new MeasureWrite(found, row?.ToMeasure()),
            splitOn: "id");
        return writes.SingleOrDefault();
    }

    /// <summary>
    /// When a report is recorded: when its measure was updated, to the last digit. The database keeps microseconds.
    /// </summary>
    public static DateTime RecordedAt(DateTimeOffset now) => now.UtcDateTime.AddTicks(-(now.Ticks % TimeSpan.TicksPerMicrosecond));

    /// <summary>The codes of the statuses from which one may be reached; none where the status does not change.</summary>
    public static string[] CodesBefore(MeasureStatus? status, bool reasonIsGiven) =>
        status is { } to ? StatusChanges.CodesBefore(to, reasonIsGiven) : [];
}
