using Dapper;
using Npgsql;

namespace ItaApi.Dashboards.Trends;

internal sealed class TrendRepository(NpgsqlDataSource database)
{
    /// <summary>
    /// The years of an agency, earliest first, with a stamp that changes with what is shown of them; null if there is no such agency.
    /// </summary>
    public async Task<(string Stamp, IReadOnlyList<AgencyYearScores> Years)?> FindAsync(string agencyCode, CancellationToken ct)
    {
        // With so few rows, the stamp is made from their content; their versions also count what is not shown.
        const string sql = """
            with whole as materialized (
                select g.code,
                       md5(string_agg(
                           row(a.fiscal_year, a.framework_revision, a.total, a.grade, a.scores)::text, ''
                           order by a.fiscal_year)) as stamp
                from agency g
                left join assessment a on a.agency_code = g.code
                where g.code = @agencyCode
                group by g.code
            )
            select whole.stamp, a.fiscal_year, a.framework_revision, a.total, a.grade, a.scores
            from whole
            left join assessment a on a.agency_code = whole.code
            order by a.fiscal_year
            """;

        await using var connection = await database.OpenConnectionAsync(ct);
        var found = await connection.QueryAsync<AgencyYearScores>(new CommandDefinition(sql, new { agencyCode }, cancellationToken: ct));
        var rows = found.AsList();
        return rows.Count == 0 ? null : (rows[0].Stamp, [.. rows.Where(row => row.FiscalYear is not null)]);
    }
}

/// <summary>The scores of an agency in a year; without a year when the agency has none.</summary>
internal sealed record AgencyYearScores
{
    public string Stamp { get; init; } = "";
    public int? FiscalYear { get; init; }
    public int FrameworkRevision { get; init; }
    public decimal Total { get; init; }
    public string? Grade { get; init; }
    public decimal[]? Scores { get; init; }
}
