using System.Text.Json.Serialization;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;

namespace ItaApi.Imports;

/// <summary>An import: who sent it and when, and its outcome.</summary>
internal record ImportSummary
{
    public required Guid ImportId { get; init; }

    /// <summary>What the import contains.</summary>
    public required ImportOf Subject { get; init; }

    /// <summary>The format in which it was sent.</summary>
    public required ImportFormat Format { get; init; }

    /// <summary>Whether everything is only checked and nothing is stored.</summary>
    public required bool DryRun { get; init; }

    public required ImportMode Mode { get; init; }
    public required ImportState State { get; init; }
    public required ImportCounts Counts { get; init; }

    /// <summary>The progress. Omitted when the import is finished.</summary>
    public ImportProgress? Progress { get; init; }

    /// <summary>The name of the key that sent the import.</summary>
    public required string SentBy { get; init; }

    public required DateTime CreatedAt { get; init; }

    /// <summary>When checking its rows began.</summary>
    public DateTime? StartedAt { get; init; }

    public DateTime? FinishedAt { get; init; }

    /// <summary>
    /// Warnings about no single row, at most 1,000: that the file is in windows-874, sheets and rows that were not read, hidden rows,
    /// values in place of missing columns. <c>errors.csv</c> has all of them.
    /// </summary>
    public IReadOnlyList<ImportRemark>? Warnings { get; init; }

    /// <summary>Why the import was refused as a whole, when its rows are not the reason.</summary>
    public IReadOnlyList<ImportRemark>? Reasons { get; init; }
}

/// <summary>An import with the errors and warnings of its rows.</summary>
internal sealed record ImportOutcome : ImportSummary
{
    /// <summary>The sheets of a workbook in their order. Omitted for other formats.</summary>
    [JsonPropertyOrder(1)] public IReadOnlyList<ImportSheet>? Sheets { get; init; }

    /// <summary>
    /// The errors and warnings of all rows by kind, the most frequent first: the same code in the same column is one kind. Omitted until
    /// the import is finished.
    /// </summary>
    [JsonPropertyOrder(1)] public IReadOnlyList<ImportKind>? Kinds { get; init; }

    /// <summary>
    /// The rows that were rejected or converted, by number, at most 1,000 and 2 MiB. <c>errors.csv</c> has all of them.
    /// </summary>
    [JsonPropertyOrder(1)] public required IReadOnlyList<ImportRow> Rows { get; init; }

    /// <summary>Whether there are more such rows than are listed, or more errors or warnings of a row.</summary>
    [JsonPropertyOrder(1)] public required bool Truncated { get; init; }
}

/// <summary>A sheet of a workbook.</summary>
internal sealed record ImportSheet
{
    public required string Name { get; init; }

    /// <summary>The rows of data; blank rows, sums and averages do not count.</summary>
    public required int RowsRead { get; init; }

    /// <summary>The row of the header, its first line. Omitted when the sheet was not read.</summary>
    public int? HeaderRow { get; init; }

    /// <summary>Why the sheet was not read. Omitted when it was read.</summary>
    public ImportSheetReason? Reason { get; init; }
}

/// <summary>Why a sheet was not read.</summary>
internal enum ImportSheetReason
{
    /// <summary>The workbook hides it.</summary>
    Hidden,

    /// <summary>None of its first rows is a header whose columns fit.</summary>
    NoHeader,

    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>The instructions of a template of this service.</summary>
    Instructions,
}

/// <summary>Errors or warnings of one kind.</summary>
internal sealed record ImportKind
{
    public required ImportSeverity Severity { get; init; }

    /// <summary>A stable code for programs.</summary>
    public required string Code { get; init; }

    /// <summary>The header of the column, for a sheet.</summary>
    public string? Column { get; init; }

    /// <summary>How often it occurs.</summary>
    public required int Count { get; init; }

    /// <summary>In how many rows it occurs.</summary>
    public required int Rows { get; init; }

    /// <summary>The sheet of the first of these rows, for a workbook.</summary>
    public string? FirstSheet { get; init; }

    /// <summary>The first of these rows.</summary>
    public required int FirstRow { get; init; }

    /// <summary>The message of the first of these rows.</summary>
    public required string Message { get; init; }
}

/// <summary>Whether a row is rejected for it.</summary>
internal enum ImportSeverity
{
    Error,
    Warning,
}

/// <summary>
/// The number of rows by outcome. <c>created</c>, <c>updated</c> and <c>unchanged</c> are 0 until the import is completed.
/// </summary>
internal sealed record ImportCounts
{
    public required int Received { get; init; }
    public required int Created { get; init; }
    public required int Updated { get; init; }

    /// <summary>Rows equal to what is stored, for which no version was made.</summary>
    public required int Unchanged { get; init; }

    /// <summary>Rows that repeat another row of the same agency, as in the register of local governments.</summary>
    public required int Joined { get; init; }

    public required int Rejected { get; init; }
    public required int WithWarnings { get; init; }
}

/// <summary>The progress of an import.</summary>
internal sealed record ImportProgress
{
    /// <summary>The number of checked rows. When all are checked, they are being stored.</summary>
    public required int RowsDone { get; init; }

    public required int Rows { get; init; }

    /// <summary>Omitted until the first rows are checked.</summary>
    public int? RowsPerSecond { get; init; }
}
