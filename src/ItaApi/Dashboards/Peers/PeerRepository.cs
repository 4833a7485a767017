using Dapper;
using Npgsql;

namespace ItaApi.Dashboards.Peers;

internal sealed class PeerRepository(NpgsqlDataSource database)
{
    /// <summary>Where an agency is; null if there is no such agency.</summary>
    public async Task<PeerPlace?> FindPlaceAsync(string agencyCode, CancellationToken ct)
    {
        const string sql = "select province_code, district_th from agency where code = @agencyCode";

        await using var connection = await database.OpenConnectionAsync(ct);
        return await connection.QuerySingleOrDefaultAsync<PeerPlace>(new CommandDefinition(sql, new { agencyCode }, cancellationToken: ct));
    }

    /// <summary>The names of agencies as they were assessed in a year, by code.</summary>
    public async Task<IReadOnlyDictionary<string, PeerName>> ListNamesAsync(
        IReadOnlyList<string> codes, int fiscalYear, CancellationToken ct)
    {
        const string sql = """
            select g.code, coalesce(a.agency_name_th, g.name_th) as name_th, g.province_code
            from agency g
            left join assessment a on a.agency_code = g.code and a.fiscal_year = @fiscalYear
            where g.code = any(@codes)
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var names = await connection.QueryAsync<PeerName>(
            new CommandDefinition(sql, new { codes = codes.ToArray(), fiscalYear }, cancellationToken: ct));
        return names.ToDictionary(name => name.Code, StringComparer.Ordinal);
    }
}

/// <summary>Where an agency is.</summary>
internal sealed record PeerPlace
{
    public string ProvinceCode { get; init; } = "";
    public string? DistrictTh { get; init; }
}

/// <summary>The name of an agency in a year.</summary>
internal sealed record PeerName
{
    public string Code { get; init; } = "";
    public string NameTh { get; init; } = "";
    public string ProvinceCode { get; init; } = "";
}
