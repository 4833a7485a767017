using FluentValidation;
using ItaApi.Assessments.Content;
using ItaApi.Database;
using ItaApi.Frameworks;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.AssessmentRows;

/// <summary>Imports assessments.</summary>
internal sealed class AssessmentImport(
    [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource database,
    FrameworkCatalogue frameworks, IValidator<NewAssessmentBody> validator) : IImportSubject
{
    public ImportOf Of => ImportOf.Assessments;
    public StagingTable Stage => AssessmentStaging.Stage;

    public async ValueTask<ISheetRules> ReadRulesAsync(CancellationToken ct) =>
        new AssessmentSheetRules(await frameworks.ListNewestAsync(ct));

    public async ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct)
    {
        var years = await frameworks.ListNewestAsync(ct);
        var sheets = SheetReaders<AssessmentSheetReader>.Of(
            job, header => new AssessmentSheetReader(AssessmentSheetColumns.Read(header, years), header.Count));
        return new AssessmentJudge(job, sheets, new AgencyFinder(database), new StoredAssessmentReader(database), frameworks, validator);
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
