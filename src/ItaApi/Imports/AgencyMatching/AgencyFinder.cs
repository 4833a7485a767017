using System.Collections.Concurrent;
using Dapper;
using ItaApi.Imports.Rows;
using ItaApi.Provinces;
using Npgsql;

namespace ItaApi.Imports.AgencyMatching;

/// <summary>
/// Finds the agencies of an import's rows by code or name. Names are looked up by province and kept for the import, up to a limit: a sheet
/// of names costs at most 77 queries and bounded memory.
/// </summary>
internal sealed class AgencyFinder(NpgsqlDataSource database)
{
    /// <summary>The most agencies kept; Thailand has about eight thousand local governments.</summary>
    private const int RememberedAgencies = 20_000;

    // Batches are judged in parallel, and a province is read once for all of them.
    private readonly ConcurrentDictionary<string, Lazy<Task<AgencyNameSearch>>> byProvince = new(StringComparer.Ordinal);
    private int remembered;

    /// <summary>The provinces of the agencies with these codes; unknown codes are omitted.</summary>
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

    /// <summary>The agency that a row names, or the fault.</summary>
    /// <param name="name">The name in the sheet.</param>
    /// <param name="district">The district in the row, if any.</param>
    /// <param name="province">The province in the row, by code or name. It is required, because nearly every name exists in several
    /// provinces.</param>
    public async Task<(string? Code, RowFault? Fault)> FindAsync(string name, string? district, string? province, CancellationToken ct)
    {
        if (province is null)
            return (null, RowFault.Of("/province", "province_needed"));
        if (AgencyNameSearch.FindProvince(province) is not { } known)
            return (null, RowFault.Of("/province", "province_name_unknown", ("PropertyValue", province)));

        var search = byProvince.GetOrAdd(known.Code, _ => new Lazy<Task<AgencyNameSearch>>(() => ReadAsync(known, ct)));
        var (agency, fault) = (await search.Value).Find(name, district);
        return (agency?.Code, fault);
    }

    private async Task<AgencyNameSearch> ReadAsync(Province province, CancellationToken ct)
    {
        const string sql = """
            select code, name_th, short_name_th, district_th, aliases || former_names as aliases
            from agency
            where province_code = @provinceCode
            order by code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<NamedAgency>(
            new CommandDefinition(sql, new { provinceCode = province.Code }, cancellationToken: ct));
        var agencies = rows.AsList();
        if (Interlocked.Add(ref remembered, agencies.Count) > RememberedAgencies)
        {
            byProvince.Clear();
            Interlocked.Exchange(ref remembered, agencies.Count);
        }

        return new AgencyNameSearch(agencies, province.NameTh);
    }
}
