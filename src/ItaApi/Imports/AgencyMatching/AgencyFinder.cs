using System.Collections.Concurrent;
using Dapper;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.AgencyMatching;

/// <summary>
/// The agencies an import's rows speak of, by code or by name. By name they are looked up a province at a time and remembered for the
/// import, up to a number, so that a sheet of names costs 77 queries at most and the memory of no more than that number.
/// </summary>
public sealed class AgencyFinder(NpgsqlDataSource database)
{
    /// <summary>Agencies kept; Thailand's local governments are some eight thousand.</summary>
    private const int RememberedAgencies = 20_000;

    // Batches are judged side by side, and a province is read once for all of them.
    private readonly ConcurrentDictionary<string, Lazy<Task<AgencyNameSearch>>> byProvince = new(StringComparer.Ordinal);
    private int remembered;

    /// <summary>The provinces of the agencies with these codes; a code nobody has is left out.</summary>
    public async Task<IReadOnlyDictionary<string, string>> FindProvincesAsync(IEnumerable<string> codes, CancellationToken ct)
    {
        const string sql = """
            select code, province_code
            from agency
            where code = any(@codes)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<(string Code, string ProvinceCode)>(
            new CommandDefinition(sql, new { codes = codes.Distinct(StringComparer.Ordinal).ToArray() }, cancellationToken: ct));
        return rows.ToDictionary(row => row.Code, row => row.ProvinceCode, StringComparer.Ordinal);
    }

    /// <summary>The agency a row names, or why none can be told.</summary>
    /// <param name="name">As the sheet has it.</param>
    /// <param name="district">The district beside it, if any.</param>
    /// <param name="province">The province beside it, by code or name; without one nearly every name is somebody else's too.</param>
    public async Task<(string? Code, RowFault? Fault)> FindAsync(string name, string? district, string? province, CancellationToken ct)
    {
        if (province is null)
            return (null, RowFault.Of("/province", "province_needed"));
        if (AgencyNameSearch.FindProvince(province) is not { } known)
            return (null, RowFault.Of("/province", "province_name_unknown", ("PropertyValue", province)));

        var (agency, fault) = (await byProvince.GetOrAdd(known.Code, code => new Lazy<Task<AgencyNameSearch>>(() => ReadAsync(code, ct))).Value).Find(name, district);
        return (agency?.Code, fault);
    }

    private async Task<AgencyNameSearch> ReadAsync(string provinceCode, CancellationToken ct)
    {
        const string sql = """
            select code, name_th, short_name_th, district_th, aliases
            from agency
            where province_code = @provinceCode
            order by code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var agencies = (await connection.QueryAsync<NamedAgency>(new CommandDefinition(sql, new { provinceCode }, cancellationToken: ct))).AsList();
        if (Interlocked.Add(ref remembered, agencies.Count) > RememberedAgencies)
        {
            byProvince.Clear();
            Interlocked.Exchange(ref remembered, agencies.Count);
        }

        return new AgencyNameSearch(agencies);
    }
}
