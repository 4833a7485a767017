using Dapper;
using ItaApi.Agencies;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>Agencies in bulk.</summary>
public sealed class AgencyImport(AgencyRepository agencies) : IImportSubject
{
    public ImportOf Of => ImportOf.Agencies;

    public ValueTask CheckHeaderAsync(IReadOnlyList<string> header, CancellationToken ct)
    {
        _ = new AgencySheetReader(header);
        return ValueTask.CompletedTask;
    }

    public ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct) =>
        ValueTask.FromResult<IRowJudge>(new AgencyJudge(job, job.Header is { } header ? new AgencySheetReader(header) : null, agencies));

    public Task RejectRepeatedAsync(NpgsqlConnection connection, ImportJob job, CancellationToken ct) =>
        AgencyStaging.RejectRepeatedAsync(connection, job.Id, ct);

    public async Task<StoredCounts?> StoreAsync(NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct) =>
        (job.DryRun ? await AgencyStaging.CompareAsync(connection, job, now, ct) : await AgencyStaging.StoreAsync(connection, job, now, ct)).ToCounts(expected);

    public async Task<int> CountStagedAsync(NpgsqlConnection connection, ImportJob job, CancellationToken ct)
    {
        const string sql = "select count(*)::int from import_agency where import_id = @id";

        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, new { job.Id }, cancellationToken: ct));
    }

    public async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = "delete from import_agency where import_id = @importId";

        await connection.ExecuteAsync(new CommandDefinition(sql, new { importId }, commandTimeout: ImportSums.CommandTimeout, cancellationToken: ct));
    }
}
