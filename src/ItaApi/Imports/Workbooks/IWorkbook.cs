using ItaApi.Imports.Files;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Workbooks;

/// <summary>A sheet of a workbook, by its place.</summary>
internal sealed record WorkbookSheet(int Place, string Name, bool IsHidden);

/// <summary>The first rows of a sheet.</summary>
/// <param name="Rows">The rows.</param>
/// <param name="IsWhole">Whether there are no others.</param>
/// <param name="Merged">The merged cells of the whole sheet.</param>
internal sealed record SheetStart(IReadOnlyList<SheetRow> Rows, bool IsWhole, IReadOnlyList<MergedArea> Merged);

/// <summary>An open workbook. Its sheets can be read several times, one at a time.</summary>
internal interface IWorkbook : IDisposable
{
    IReadOnlyList<WorkbookSheet> Sheets { get; }

    /// <summary>Warnings about what the format of the file cannot say.</summary>
    IReadOnlyList<RowFault> Warnings { get; }

    /// <summary>The first rows with content, and the merged cells.</summary>
    SheetStart ReadStart(WorkbookSheet sheet, int rows);

    /// <summary>The rows with content.</summary>
    IEnumerable<SheetRow> ReadRows(WorkbookSheet sheet);
}
