using FluentValidation;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.MeasureRows;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using Npgsql;

namespace ItaApi.Imports.ProgressRows;

/// <summary>Imports reports on measures.</summary>
internal sealed class ProgressImport(NpgsqlDataSource database, IValidator<ProgressBody> validator, TimeProvider clock) : IImportSubject
{
    public ImportOf Of => ImportOf.Progress;
    public StagingTable Stage => ProgressStaging.Stage;

    public ValueTask<ISheetRules> ReadRulesAsync(CancellationToken ct) => ValueTask.FromResult<ISheetRules>(new ProgressSheetRules());

    public ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct) => ValueTask.FromResult<IRowJudge>(new ProgressJudge(
        job,
        SheetReaders<ProgressSheetReader>.Of(job, header => new ProgressSheetReader(header)),
        new AgencyFinder(database),
        new StoredMeasureReader(database),
        validator,
        clock));

    public async Task<StoreCounts?> StoreAsync(
        NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct) =>
        (await (job.DryRun
            ? ProgressStaging.CompareAsync(connection, job, now, ct)
            : ProgressStaging.StoreAsync(connection, job, now, ct))).ToCounts(expected);
}
