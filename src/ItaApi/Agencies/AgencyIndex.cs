using Dapper;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>
/// The names and codes of every agency, in memory. PostgreSQL finds a text in the middle of a name by an index only with an extension that
/// not every server has, and the names of the whole country take about a megabyte. Each search first reads a stamp from the database and
/// reads the provinces whose stamp has changed again, so it finds everything that any instance stored before.
/// </summary>
internal sealed class AgencyIndex(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1);
    private volatile Snapshot snapshot = Snapshot.Empty;

    /// <summary>The codes of the agencies that match a query with a text, in order.</summary>
    /// <param name="query">A query with a text.</param>
    /// <param name="after">Only codes after this one.</param>
    /// <param name="limit">The largest number of codes.</param>
    /// <param name="ct">Cancels the call.</param>
    public async Task<IReadOnlyList<string>> FindAsync(AgencyListQuery query, string? after, int limit, CancellationToken ct)
    {
        var search = new AgencySearch(query);
        var entries = (await CurrentAsync(ct)).Entries;
        List<string> found = [];
        for (var i = FirstAfter(entries, after); i < entries.Length && found.Count < limit; i++)
        {
            if (search.Matches(entries[i]))
                found.Add(entries[i].Code);
        }

        return found;
    }

    /// <summary>The number of agencies that match a query with a text.</summary>
    public async Task<long> CountAsync(AgencyListQuery query, CancellationToken ct)
    {
        var search = new AgencySearch(query);
        return (await CurrentAsync(ct)).Entries.LongCount(search.Matches);
    }

    public void Dispose() => reading.Dispose();

    private static int FirstAfter(AgencyIndexEntry[] entries, string? after)
    {
        if (after is null)
            return 0;

        var (low, high) = (0, entries.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            (low, high) = string.CompareOrdinal(entries[middle].Code, after) <= 0 ? (middle + 1, high) : (low, middle);
        }

        return low;
    }

    private async ValueTask<Snapshot> CurrentAsync(CancellationToken ct)
    {
        if (await ReadStampAsync(ct) is var stamp && stamp == snapshot.Stamp)
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

    private async Task<decimal> ReadStampAsync(CancellationToken ct)
    {
        const string sql = "select coalesce(sum(ticks), 0) from province_stamp where fiscal_year = 0 and subject = 'agencies'";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.ExecuteScalarAsync<decimal>(new CommandDefinition(sql, cancellationToken: ct));
    }

    /// <summary>Reads the stamps first: an agency that is stored between the two reads has a later stamp and is then read again.</summary>
    private async Task<Snapshot> ReadChangedAsync(Snapshot known, CancellationToken ct)
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
        var stamps = stampRows.ToDictionary(row => row.ProvinceCode, row => row.Stamp, StringComparer.Ordinal);
        var changed = stamps
            .Where(stamp => known.Stamps.GetValueOrDefault(stamp.Key) != stamp.Value)
            .Select(stamp => stamp.Key)
            .ToHashSet(StringComparer.Ordinal);
        // Agencies that were stored before there were stamps have none.
        var everything = known == Snapshot.Empty;
        var rows = await connection.QueryAsync<AgencyIndexRow>(
            new CommandDefinition(agenciesSql, new { everything, changed = changed.ToArray() }, cancellationToken: ct));
        var entries = known.Entries
            .Where(entry => !changed.Contains(entry.ProvinceCode))
            .Concat(rows.Select(row => row.ToEntry()))
            .OrderBy(entry => entry.Code, StringComparer.Ordinal);
        return new Snapshot(stamps.Values.Sum(), stamps, [.. entries]);
    }

    /// <param name="Stamp">The sum of all stamps; it changes with every agency.</param>
    /// <param name="Stamps">The stamp of each province.</param>
    /// <param name="Entries">The agencies in the order of their codes.</param>
    private sealed record Snapshot(decimal Stamp, IReadOnlyDictionary<string, decimal> Stamps, AgencyIndexEntry[] Entries)
    {
        /// <summary>Before the first read. A stamp is never negative, so this one equals none.</summary>
        public static readonly Snapshot Empty = new(-1, new Dictionary<string, decimal>(), []);
    }
}
