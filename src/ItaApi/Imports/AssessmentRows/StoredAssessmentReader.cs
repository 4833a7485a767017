using Dapper;
using ItaApi.Assessments;
using Npgsql;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>Reads the stored assessments that spreadsheet rows are merged into.</summary>
internal sealed class StoredAssessmentReader(NpgsqlDataSource database)
{
    /// <summary>The existing assessments of these agencies and years.</summary>
    public async Task<IReadOnlyDictionary<(string AgencyCode, int FiscalYear), AssessmentBefore>> FindAsync(
        IEnumerable<(string AgencyCode, int FiscalYear)> keys, CancellationToken ct)
    {
        const string sql = $"""
            select a.agency_code, a.fiscal_year, {AssessmentSql.Columns}, a.version
            from unnest(@codes, @years) as k (agency_code, fiscal_year)
            join assessment a on a.agency_code = k.agency_code and a.fiscal_year = k.fiscal_year
            """;

        var wanted = keys.Distinct().ToList();
        var parameters = new
        {
            codes = wanted.Select(key => key.AgencyCode).ToArray(),
            years = wanted.Select(key => key.FiscalYear).ToArray(),
        };
        await using var connection = await database.OpenConnectionAsync(ct);
        var rows = await connection.QueryAsync<AssessmentRow>(new CommandDefinition(sql, parameters, cancellationToken: ct));
        return rows.ToDictionary(row => (row.AgencyCode, row.FiscalYear), row => new AssessmentBefore(row, row.ToContent()));
    }
}
