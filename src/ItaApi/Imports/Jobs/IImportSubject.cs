using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// What differs between kinds of imports: how rows are read and judged, and the statements that store them. Receiving, running, cancelling
/// and reporting are the same for all.
/// </summary>
internal interface IImportSubject
{
    ImportOf Of { get; }

    /// <summary>The table where judged rows wait.</summary>
    StagingTable Stage { get; }

    /// <summary>The columns of its sheets, for finding and checking headers before any row is received.</summary>
    ValueTask<ISheetRules> ReadRulesAsync(CancellationToken ct);

    /// <summary>Begins to judge the rows of an import.</summary>
    ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct);

    /// <summary>Stores the staged rows with one statement; for a dry run, only counts what would be stored.</summary>
    /// <returns>Null when the stored data changed after the rows were judged, so that they must be judged again.</returns>
    Task<StoreCounts?> StoreAsync(NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Judges the rows of one import, batch by batch.</summary>
internal interface IRowJudge
{
    Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct);
}

/// <summary>A batch of judged rows.</summary>
/// <param name="Rows">The rows of the batch.</param>
/// <param name="StageAsync">Writes the rows that can be stored to the staging table.</param>
internal sealed record JudgedBatch(IReadOnlyList<JudgedRow> Rows, Func<NpgsqlConnection, CancellationToken, Task> StageAsync)
{
    /// <summary>The number of rows that are not in <see cref="Rows"/>, because they repeat another row of the same agency.</summary>
    public int Joined { get; init; }
}

/// <summary>One judged row: its agency and year as far as they are known, its faults and its warnings.</summary>
internal sealed record JudgedRow
{
    public required int Number { get; init; }
    public string? AgencyCode { get; init; }
    public int? FiscalYear { get; init; }
    public IReadOnlyList<RowFault> Faults { get; init; } = [];
    public IReadOnlyList<RowFault> Warnings { get; init; } = [];
    public bool IsRejected => Faults.Count > 0;
}

/// <summary>What storing did, or for a dry run would do.</summary>
internal sealed record StoreCounts
{
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
}
