using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Frameworks;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>Imports assessments.</summary>
internal sealed class AssessmentImport(
    NpgsqlDataSource database, FrameworkCatalogue frameworks, IValidator<NewAssessmentBody> validator) : IImportSubject
{
    public ImportOf Of => ImportOf.Assessments;
    public StagingTable Stage => AssessmentStaging.Stage;

    public async ValueTask<IReadOnlyList<RowFault>> CheckHeaderAsync(IReadOnlyList<string> header, CancellationToken ct)
    {
        _ = AssessmentSheetColumns.Read(header, await frameworks.ListNewestAsync(ct));
        return [];
    }

    public async ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct)
    {
        var sheet = job.Header is { } header
            ? new AssessmentSheetReader(AssessmentSheetColumns.Read(header, await frameworks.ListNewestAsync(ct)), header.Length)
            : null;
        return new AssessmentJudge(job, sheet, new AgencyFinder(database), new StoredAssessmentReader(database), frameworks, validator);
    }

    public async Task<StoreCounts?> StoreAsync(
        NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct)
    {
        var tally = job.DryRun
            ? await AssessmentStaging.CompareAsync(connection, job, now, ct)
            : await AssessmentStaging.StoreAsync(connection, job, now, ct);
        return tally.ToCounts(expected);
    }
}
