using Dapper;
using Npgsql;

namespace ItaApi.Agencies;

/// <summary>
/// What a search looks at of every agency, in memory: a text that names contain anywhere is found by no index that every database has, and
/// all names of the country are a megabyte. Each search asks the database for a stamp first, and reads again the provinces whose stamp is
/// another; so it finds what any instance has stored before it.
/// </summary>
public sealed class AgencyIndex(NpgsqlDataSource database) : IDisposable
{
    private readonly SemaphoreSlim reading = new(1);
    private volatile Snapshot snapshot = Snapshot.Empty;

    /// <summary>The codes of the agencies that a query with a text means, by code.</summary>
    /// <param name="query">Its text is given.</param>
    /// <param name="after">Only codes after this one, if given.</param>
    /// <param name="limit">At most so many.</param>
    /// <param name="ct">Cancels.</param>
    public async Task<IReadOnlyList<string>> FindAsync(AgencyListQuery query, string? after, int limit, CancellationToken ct)
    {
        var search = new AgencySearch(query);
        var entries = (await CurrentAsync(ct)).Entries;
        List<string> found = [];
        for (var i = FirstAfter(entries, after); i < entries.Length && found.Count < limit; i++)
        {
            if (search.Means(entries[i]))
                found.Add(entries[i].Code);
        }

        return found;
    }

    /// <summary>How many agencies a query with a text means.</summary>
    public async Task<long> CountAsync(AgencyListQuery query, CancellationToken ct)
    {
        var search = new AgencySearch(query);
        return (await CurrentAsync(ct)).Entries.LongCount(search.Means);
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

        // One reads, the others wait for what it finds.
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

    /// <summary>The stamps first: what is stored between the two reads belongs to a later stamp, and is read again then.</summary>
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
        var stamps = (await connection.QueryAsync<(string ProvinceCode, decimal Stamp)>(new CommandDefinition(stampsSql, cancellationToken: ct)))
            .ToDictionary(row => row.ProvinceCode, row => row.Stamp, StringComparer.Ordinal);
        var changed = stamps.Where(stamp => known.Stamps.GetValueOrDefault(stamp.Key) != stamp.Value).Select(stamp => stamp.Key).ToHashSet(StringComparer.Ordinal);
        // What was stored before there were stamps has none.
        var everything = known == Snapshot.Empty;
        var rows = await connection.QueryAsync<AgencyIndexRow>(
            new CommandDefinition(agenciesSql, new { everything, changed = changed.ToArray() }, cancellationToken: ct));
        return new Snapshot(
            stamps.Values.Sum(),
            stamps,
            [.. known.Entries.Where(entry => !changed.Contains(entry.ProvinceCode)).Concat(rows.Select(row => row.ToEntry())).OrderBy(entry => entry.Code, StringComparer.Ordinal)]);
    }

    /// <param name="Stamp">Equal where all agencies are.</param>
    /// <param name="Stamps">That of each province.</param>
    /// <param name="Entries">By code.</param>
    private sealed record Snapshot(decimal Stamp, IReadOnlyDictionary<string, decimal> Stamps, AgencyIndexEntry[] Entries)
    {
        /// <summary>Of nothing that was read: no stamp is negative.</summary>
        public static readonly Snapshot Empty = new(-1, new Dictionary<string, decimal>(), []);
    }
}
