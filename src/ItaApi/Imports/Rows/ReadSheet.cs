namespace ItaApi.Imports.Rows;

/// <summary>Why a sheet of a workbook was not read.</summary>
internal enum SheetSkipped
{
    Hidden,

    /// <summary>No row of it is a header whose columns fit.</summary>
    NoHeader,

    /// <summary>It has no content.</summary>
    Empty,

    /// <summary>The instructions of a template of this service.</summary>
    Instructions,
}

/// <summary>A sheet of a workbook and what was read of it, in the form in which it is stored with the import.</summary>
internal sealed record ReadSheet
{
    public required string Name { get; init; }
    public int RowsRead { get; init; }

    /// <summary>The row of the header, its first line.</summary>
    public int? HeaderRow { get; init; }

    public SheetSkipped? Reason { get; init; }

    /// <summary>The columns of the rows as they wait; null when the sheet is not read.</summary>
    public IReadOnlyList<string>? Header { get; init; }
}
