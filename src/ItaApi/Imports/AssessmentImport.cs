using Dapper;
using FluentValidation;
using ItaApi.Assessments;
using ItaApi.Frameworks;
using Npgsql;

namespace ItaApi.Imports;

/// <summary>Assessments in bulk.</summary>
public sealed class AssessmentImport(NpgsqlDataSource database, FrameworkCatalogue frameworks, IValidator<NewAssessmentBody> validator) : IImportSubject
{
    public ImportOf Of => ImportOf.Assessments;

    public async ValueTask CheckHeaderAsync(IReadOnlyList<string> header, CancellationToken ct) =>
        AssessmentColumns.Read(header, await frameworks.ListNewestAsync(ct));

    public async ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct)
    {
        var sheet = job.Header is { } header ? new AssessmentSheetReader(AssessmentColumns.Read(header, await frameworks.ListNewestAsync(ct)), header.Length) : null;
        return new AssessmentJudge(job, sheet, new AgencyDirectory(database), new ImportedAssessments(database), frameworks, validator);
    }

    public Task RejectRepeatedAsync(NpgsqlConnection connection, ImportJob job, CancellationToken ct) =>
        AssessmentStaging.RejectRepeatedAsync(connection, job.Id, ct);

    public async Task<StoredCounts?> StoreAsync(NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct) =>
        (job.DryRun ? await AssessmentStaging.CompareAsync(connection, job, now, ct) : await AssessmentStaging.StoreAsync(connection, job, now, ct)).ToCounts(expected);

    public async Task<int> CountStagedAsync(NpgsqlConnection connection, ImportJob job, CancellationToken ct)
    {
        const string sql = "select count(*)::int from import_assessment where import_id = @id";

        return await connection.ExecuteScalarAsync<int>(new CommandDefinition(sql, new { job.Id }, cancellationToken: ct));
    }

    public async Task ForgetAsync(NpgsqlConnection connection, Guid importId, CancellationToken ct)
    {
        const string sql = "delete from import_assessment where import_id = @importId";

        await connection.ExecuteAsync(new CommandDefinition(sql, new { importId }, commandTimeout: ImportSums.CommandTimeout, cancellationToken: ct));
    }
}
