using ItaApi.Agencies;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.AgencyRows;

/// <summary>Imports agencies.</summary>
internal sealed class AgencyImport(AgencyRepository agencies, AgencyCodeRepository codes) : IImportSubject
{
    public ImportOf Of => ImportOf.Agencies;
    public StagingTable Stage => AgencyStaging.Stage;

    public ValueTask<ISheetRules> ReadRulesAsync(CancellationToken ct) => ValueTask.FromResult<ISheetRules>(new AgencySheetRules());

    public ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct) => ValueTask.FromResult<IRowJudge>(
        new AgencyJudge(job, SheetReaders<AgencySheetReader>.Of(job, header => new AgencySheetReader(header)), agencies, codes));

    public async Task<StoreCounts?> StoreAsync(
        NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct)
    {
        var tally = job.DryRun
            ? await AgencyStaging.CompareAsync(connection, job, now, ct)
            : await AgencyStaging.StoreAsync(connection, job, now, ct);
        return tally.ToCounts(expected);
    }
}
