using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json.Serialization;
using ItaApi.Agencies;
using ItaApi.Assessments.Content;
using ItaApi.Imports.Files;
using ItaApi.Imports.Jobs;
using ItaApi.Imports.ProgressRows;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using ItaApi.Provinces;
using ItaApi.Values;
using Microsoft.AspNetCore.Mvc;

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

/// <summary>The outcome of a row.</summary>
internal enum RowOutcome
{
    Created,
    Updated,
    Unchanged,
    Rejected,

    /// <summary>The row has no errors, but the import was refused or cancelled, or is not finished.</summary>
    NotStored,
}

/// <summary>A row with errors or warnings.</summary>
internal sealed record ImportRow
{
    /// <summary>The sheet of the row, for a workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The row of the sheet, for a workbook. In other formats 1 is the first row of data; blank rows count.</summary>
    public required int Row { get; init; }

    /// <summary>The line of the file in which the row begins, for CSV. Omitted until the import is finished.</summary>
    public int? Line { get; init; }

    /// <summary>Omitted when it is unknown.</summary>
    public string? AgencyCode { get; init; }

    /// <summary>Omitted when it is unknown, and for agencies.</summary>
    public int? FiscalYear { get; init; }

    public required RowOutcome Outcome { get; init; }

    /// <summary>At most 20.</summary>
    public required IReadOnlyList<ImportRemark> Errors { get; init; }

    /// <summary>At most 20.</summary>
    public required IReadOnlyList<ImportRemark> Warnings { get; init; }
}

/// <summary>An error or a warning.</summary>
internal sealed record ImportRemark
{
    /// <summary>The sheet, for a warning about a whole workbook.</summary>
    public string? Sheet { get; init; }

    /// <summary>The first row that it is about, for a warning about a whole file.</summary>
    public int? Row { get; init; }

    /// <summary>A JSON Pointer into the item; empty for the whole row or file.</summary>
    public required string Pointer { get; init; }

    /// <summary>The header of the column, for a sheet.</summary>
    public string? Column { get; init; }

    /// <summary>A stable code for programs.</summary>
    public required string Code { get; init; }

    public required string Message { get; init; }

    /// <summary>For a <c>normalized</c> value: the value in the file.</summary>
    public string? From { get; init; }

    /// <summary>For a <c>normalized</c> value: the value that was read.</summary>
    public string? To { get; init; }

    internal static ImportRemark Of(RowFault fault, bool thai) => new()
    {
        Sheet = fault.Sheet,
        Row = fault.Row,
        Pointer = fault.Pointer,
        Column = fault.Column,
        Code = fault.Code,
        Message = fault.ToMessage(thai),
        From = fault.Code == RowFault.NormalizedCode ? fault.Arguments?["From"] : null,
        To = fault.Code == RowFault.NormalizedCode ? fault.Arguments?["To"] : null,
    };
}

/// <summary>The mode of an import, and what its sheets lack.</summary>
internal sealed class ImportQuery
{
    /// <summary><c>atomic</c>, the default: all rows or none. <c>partial</c>: the rows that can be stored.</summary>
    [FromQuery(Name = "mode")] public ImportMode? Mode { get; init; }

    /// <summary>Checks everything and stores nothing.</summary>
    [FromQuery(Name = "dryRun")] public bool? DryRun { get; init; }

    /// <summary>
    /// The fiscal year (B.E.) of all rows of a sheet without a column for it; for measures the year in which they are carried out.
    /// </summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>The province of all rows of a sheet without a column for it.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }
}

/// <summary>The filter of a list of imports.</summary>
internal sealed class ImportListQuery
{
    /// <summary>Only imports in this state.</summary>
    [FromQuery(Name = "state")] public ImportState? State { get; init; }
}

/// <summary>The filters of a template.</summary>
internal sealed class TemplateQuery
{
    /// <summary>The fiscal year (B.E.) to fill in; default: the newest year whose results are published.</summary>
    [FromQuery(Name = "fiscalYear"), FiscalYear] public int? FiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Whether the file begins with a byte order mark, by which spreadsheets recognize UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)] public bool? Bom { get; init; }
}

/// <summary>The measures of a template of reports.</summary>
internal sealed class ProgressTemplateQuery
{
    /// <summary>The fiscal year (B.E.) in which the measures are carried out.</summary>
    [FromQuery(Name = "implementFiscalYear"), Required, FiscalYear] public int? ImplementFiscalYear { get; init; }

    /// <summary>Only agencies in this province.</summary>
    [FromQuery(Name = "province"), ProvinceCode] public string? Province { get; init; }

    /// <summary>Whether the file begins with a byte order mark, by which spreadsheets recognize UTF-8.</summary>
    [FromQuery(Name = "bom"), DefaultValue(true)] public bool? Bom { get; init; }
}

/// <summary>Assessments to import, as one JSON object.</summary>
/// <param name="Items">Whole assessments, each with its agency and fiscal year.</param>
internal sealed record AssessmentItems(IReadOnlyList<NewAssessmentBody> Items);

/// <summary>Measures to import, as one JSON object.</summary>
/// <param name="Items">Whole measures, each with its agency.</param>
internal sealed record MeasureItems(IReadOnlyList<MeasureBody> Items);

/// <summary>Agencies to import, as one JSON object.</summary>
/// <param name="Items">Whole agencies, each with its code.</param>
internal sealed record AgencyItems(IReadOnlyList<AgencyBody> Items);

/// <summary>Reports to import, as one JSON object.</summary>
/// <param name="Items">Reports, each with its measure.</param>
internal sealed record ProgressItems(IReadOnlyList<ProgressItem> Items);
