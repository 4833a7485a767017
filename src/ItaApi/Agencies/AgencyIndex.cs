using Dapper;
using ItaApi.Database;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>
/// The names and codes of every agency, in memory. PostgreSQL finds a text in the middle of a name by an index only with an extension that
/// not every server has, and the names of the whole country take about a megabyte. Each search first reads a stamp from the database and
/// reads the provinces whose stamp has changed again, so it finds everything that any instance stored before.
/// </summary>
internal sealed class AgencyIndex(NpgsqlDataSource database) : IDisposable
{
    private const string Subject = "agencies";

    private readonly BatchedRead<string, Stamp> stamps = new(
        database,
        """
        select (select coalesce(sum(s.ticks), 0) from province_stamp s where s.fiscal_year = 0 and s.subject = k.subject) as sum, k.place
        from unnest((select @subjects)) with ordinality as k (subject, place)
        """,
        static subjects => [new NpgsqlParameter<string[]>("subjects", subjects)]);

    private readonly SemaphoreSlim reading = new(1);
    private volatile AgencyIndexSnapshot snapshot = AgencyIndexSnapshot.Empty;

    /// <summary>The codes of the agencies that match a query with a text, in order.</summary>
    /// <param name="query">A query with a text.</param>
    /// <param name="after">Only codes after this one.</param>
    /// <param name="limit">The largest number of codes.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> FindAsync(AgencyListQuery query, string? after, int limit, CancellationToken ct)
    {
        var current = await CurrentAsync(ct);
        return [.. new AgencySearch(query).Find(current, current.FirstAfter(after)).Take(limit).Select(entry => entry.Code)];
    }

    /// <summary>The number of agencies that match a query with a text.</summary>
    public async Task<long> CountAsync(AgencyListQuery query, CancellationToken ct) =>
        new AgencySearch(query).Find(await CurrentAsync(ct), from: 0).LongCount();

    public void Dispose() => reading.Dispose();

    private async ValueTask<AgencyIndexSnapshot> CurrentAsync(CancellationToken ct)
    {
        // A batched read starts after the searches it answers, so the stamp covers everything stored before them.
        var stamp = (await stamps.FindAsync(Subject, ct))?.Sum ?? 0;
        if (stamp == snapshot.Stamp)
            return snapshot;

        // One caller reads; the others wait and use what it has read.
        await reading.WaitAsync(ct);
        try
        {
            if (stamp != snapshot.Stamp)
                snapshot = await ReadChangedAsync(snapshot, ct);
            return snapshot;
        }
        finally
        {
            reading.Release();
        }
    }

    /// <summary>Reads the stamps first: an agency that is stored between the two reads has a later stamp and is then read again.</summary>
    private async Task<AgencyIndexSnapshot> ReadChangedAsync(AgencyIndexSnapshot known, CancellationToken ct)
    {
        const string stampsSql = """
            select province_code, sum(ticks) as stamp
            from province_stamp
            where fiscal_year = 0 and subject = 'agencies'
            group by province_code
            """;
        const string agenciesSql = """
            select code, official_code, district_code, name_th, name_en, short_name_th, kind, province_code, district_th,
                   aliases || former_names as aliases
            from agency
            where @everything or province_code = any(@changed)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var stampRows = await connection.QueryAsync<(string ProvinceCode, decimal Stamp)>(
            new CommandDefinition(stampsSql, cancellationToken: ct));
        var byProvince = stampRows.ToDictionary(row => row.ProvinceCode, row => row.Stamp, StringComparer.Ordinal);
        var changed = byProvince
            .Where(stamp => known.Stamps.GetValueOrDefault(stamp.Key) != stamp.Value)
            .Select(stamp => stamp.Key)
            .ToHashSet(StringComparer.Ordinal);
        // Agencies that were stored before there were stamps have none.
        var everything = known == AgencyIndexSnapshot.Empty;
        var rows = await connection.QueryAsync<AgencyIndexRow>(
            new CommandDefinition(agenciesSql, new { everything, changed = changed.ToArray() }, cancellationToken: ct));
        var entries = known.Entries
            .Where(entry => !changed.Contains(entry.ProvinceCode))
            .Concat(rows.Select(row => row.ToEntry()))
            .OrderBy(entry => entry.Code, StringComparer.Ordinal);
        return new AgencyIndexSnapshot(byProvince.Values.Sum(), byProvince, [.. entries]);
    }

    private sealed record Stamp
    {
        public decimal Sum { get; init; }
    }
}
