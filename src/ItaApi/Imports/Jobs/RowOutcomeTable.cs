using Dapper;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.Jobs;

/// <summary>The rows that are kept for the answer: those rejected and those converted.</summary>
internal static class RowOutcomeTable
{
    public static async Task AddAsync(NpgsqlConnection connection, Guid importId, IReadOnlyList<JudgedRow> rows, CancellationToken ct)
    {
        const string sql =
            "copy import_outcome (import_id, number, agency_code, fiscal_year, rejected, faults, warnings) from stdin (format binary)";

        var reported = rows.Where(row => row.IsRejected || row.Warnings.Count > 0).ToList();
        if (reported.Count == 0)
            return;

        await using var copy = await connection.BeginBinaryImportAsync(sql, ct);
        foreach (var row in reported)
        {
            await copy.StartRowAsync(ct);
            await copy.WriteAsync(importId, NpgsqlDbType.Uuid, ct);
            await copy.WriteAsync(row.Number, NpgsqlDbType.Integer, ct);
            await copy.WriteOrNullAsync(row.AgencyCode, NpgsqlDbType.Text, ct);
            await copy.WriteOrNullAsync(row.FiscalYear, NpgsqlDbType.Integer, ct);
            await copy.WriteAsync(row.IsRejected, NpgsqlDbType.Boolean, ct);
            await copy.WriteAsync(RowFaults.Write(row.Faults), NpgsqlDbType.Jsonb, ct);
            await copy.WriteAsync(RowFaults.Write(row.Warnings), NpgsqlDbType.Jsonb, ct);
        }

        await copy.CompleteAsync(ct);
    }

    public static async Task<(int Rejected, int WithWarnings)> CountAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = """
            select count(*) filter (where rejected)::int as rejected, count(*) filter (where warnings <> '[]')::int as with_warnings
            from import_outcome
            where import_id = @importId
            """;

        return await connection.QuerySingleAsync<(int, int)>(new CommandDefinition(sql, new { importId }, cancellationToken: ct));
    }

    public static async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = "delete from import_outcome where import_id = @importId";

        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }
}
