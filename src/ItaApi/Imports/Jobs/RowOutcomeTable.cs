using Dapper;
using ItaApi.Values;
using Npgsql;
using NpgsqlTypes;

namespace ItaApi.Imports.Jobs;

/// <summary>The rows that are kept for the answer: those rejected and those converted.</summary>
internal static class RowOutcomeTable
{
    [Limit("kinds of faults counted in the answer of an import")]
    private const int MaxKinds = 200;

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
            await copy.WriteOrNullAsync(row.AgencyCode is { } code ? TextRules.Show(code) : null, NpgsqlDbType.Text, ct);
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

    /// <summary>Adds the lines of the file to the outcome of its rows.</summary>
    public static async Task AddLinesAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = """
            update import_outcome o
            set line = r.line
            from import_batch b
            cross join unnest(b.rows, b.lines) as r (number, line)
            where o.import_id = @importId and b.import_id = @importId and b.lines is not null and r.number = o.number
            """;

        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    /// <summary>Counts the errors and warnings by kind: the same code in the same column, each with the first row that has it.</summary>
    public static async Task CountKindsAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = """
            with listed as (
                select o.number, 'error' as severity, f.fault
                from import_outcome o
                cross join jsonb_array_elements(o.faults) as f (fault)
                where o.import_id = @importId
                union all
                select o.number, 'warning', w.fault
                from import_outcome o
                cross join jsonb_array_elements(o.warnings) as w (fault)
                where o.import_id = @importId
            ), counted as (
                select severity, fault ->> 'code' as code, fault ->> 'column' as header, count(*) as times, count(distinct number) as rows,
                       min(number) as first
                from listed
                group by severity, fault ->> 'code', fault ->> 'column'
                order by severity, times desc, code, header
                limit @limit
            )
            update import
            set kinds = (
                select jsonb_agg(jsonb_build_object('severity', severity, 'times', times, 'rows', rows, 'first', first, 'fault', (
                           select l.fault
                           from listed l
                           where l.number = c.first and l.severity = c.severity and l.fault ->> 'code' = c.code
                             and l.fault ->> 'column' is not distinct from c.header
                           limit 1)) order by severity, times desc, code, header)
                from counted c)
            where id = @importId
            """;

        await connection.ExecuteAsync(new CommandDefinition(
            sql, new { importId, limit = MaxKinds }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }

    public static async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = "delete from import_outcome where import_id = @importId";

        await connection.ExecuteAsync(
            new CommandDefinition(sql, new { importId }, commandTimeout: StoreTally.CommandTimeout, cancellationToken: ct));
    }
}
