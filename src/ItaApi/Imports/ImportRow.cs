using ItaApi.Imports.Rows;

namespace ItaApi.Imports;

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
