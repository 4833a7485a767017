using Dapper;
using Npgsql;

namespace ItaApi.Agencies.Districts;

internal sealed class DistrictRepository(NpgsqlDataSource database)
{
    /// <summary>The districts of a province in all spellings that its agencies use.</summary>
    public async Task<IReadOnlyList<DistrictSpelling>> ListSpellingsAsync(string provinceCode, CancellationToken ct)
    {
        const string sql = """
            select district_th, district_code, count(*)::int as agencies
            from agency
            where province_code = @provinceCode and district_th is not null
            group by district_th, district_code
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<DistrictSpelling>(new CommandDefinition(sql, new { provinceCode }, cancellationToken: ct));
        return rows.AsList();
    }
}

/// <summary>A district in one spelling.</summary>
internal sealed record DistrictSpelling
{
    public string DistrictTh { get; init; } = "";
    public string? DistrictCode { get; init; }
    public int Agencies { get; init; }
}
