using FluentValidation;
using ItaApi.Database;
using ItaApi.Imports.AgencyMatching;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using Npgsql;

namespace ItaApi.Imports.MeasureRows;

/// <summary>Imports measures.</summary>
internal sealed class MeasureImport(
    [FromKeyedServices(DatabasePools.Work)] NpgsqlDataSource database, IValidator<MeasureBody> validator, TimeProvider clock)
    : IImportSubject
{
    public ImportOf Of => ImportOf.Measures;
    public StagingTable Stage => MeasureStaging.Stage;

    public ValueTask<ISheetRules> ReadRulesAsync(CancellationToken ct) => ValueTask.FromResult<ISheetRules>(new MeasureSheetRules());

    public ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct) => ValueTask.FromResult<IRowJudge>(new MeasureJudge(
        job,
        SheetReaders<MeasureSheetReader>.Of(job, header => new MeasureSheetReader(header)),
        new AgencyFinder(database),
        new StoredMeasureReader(database),
        validator,
        clock));

    public async Task<StoreCounts?> StoreAsync(
        NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct)
    {
        if (job.DryRun)
            return (await MeasureStaging.CompareAsync(connection, job, now, ct)).ToCounts(expected);

        await MeasureStaging.HoldAgenciesAsync(connection, job.Id, ct);
        return (await MeasureStaging.StoreAsync(connection, job, now, ct)).ToCounts(expected);
    }
}
