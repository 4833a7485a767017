using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;
using Npgsql;

namespace ItaApi.Imports.Jobs;

/// <summary>
/// What is different about one kind of import: how its rows are read and judged, and the statements that store them. The rest (receiving,
/// working, cancelling, telling) is the same for all.
/// </summary>
public interface IImportSubject
{
    ImportOf Of { get; }

    /// <summary>Where its rows wait once they are judged.</summary>
    StagingTable Stage { get; }

    /// <summary>Refuses a sheet whose header no row could be read by, before any row is taken.</summary>
    ValueTask CheckHeaderAsync(IReadOnlyList<string> header, CancellationToken ct);

    /// <summary>Begins to judge the rows of an import.</summary>
    ValueTask<IRowJudge> OpenAsync(ImportJob job, CancellationToken ct);

    /// <summary>Stores what is staged, with one statement; of a dry run only counts what it would do.</summary>
    /// <returns>Null where what is stored changed since the rows were judged, so that they must be judged again.</returns>
    Task<StoreCounts?> StoreAsync(NpgsqlConnection connection, ImportJob job, int expected, DateTimeOffset now, CancellationToken ct);
}

/// <summary>Judges the rows of one import, batch by batch.</summary>
public interface IRowJudge
{
    Task<JudgedBatch> JudgeAsync(IReadOnlyList<ReceivedRow> rows, CancellationToken ct);
}

/// <summary>A batch of rows, judged.</summary>
/// <param name="Rows">Every row of the batch.</param>
/// <param name="StageAsync">Writes those that can be stored where the last statement finds them.</param>
public sealed record JudgedBatch(IReadOnlyList<JudgedRow> Rows, Func<NpgsqlConnection, CancellationToken, Task> StageAsync);

/// <summary>One row, judged: whose it is as far as can be told, what is wrong with it and what was taken another way.</summary>
public sealed record JudgedRow
{
    public required int Number { get; init; }
    public string? AgencyCode { get; init; }
    public int? FiscalYear { get; init; }
    public IReadOnlyList<RowFault> Faults { get; init; } = [];
    public IReadOnlyList<RowFault> Warnings { get; init; } = [];
    public bool IsRejected => Faults.Count > 0;
}

/// <summary>What storing did, or of a dry run would do.</summary>
public sealed record StoreCounts
{
    public int Created { get; init; }
    public int Updated { get; init; }
    public int Unchanged { get; init; }
}
