using ItaApi.Imports.Rows;

namespace ItaApi.Imports.Jobs;

/// <summary>The readers of an import's rows, by sheet: each sheet of a workbook has its own columns.</summary>
internal sealed class SheetReaders<TReader> where TReader : class
{
    private readonly TReader? only;
    private readonly TReader?[] bySheet = [];

    private SheetReaders(TReader? only, TReader?[] bySheet) => (this.only, this.bySheet) = (only, bySheet);

    /// <summary>Makes the readers; null when the rows are items with named members.</summary>
    /// <param name="job">The import.</param>
    /// <param name="make">Makes a reader for a header.</param>
    public static SheetReaders<TReader>? Of(ImportJob job, Func<IReadOnlyList<string>, TReader> make) =>
        job.Sheets is { } sheets
            ? new SheetReaders<TReader>(
                null, [.. ReadSheets.Read(sheets).Select(sheet => sheet.Header is { } header ? make(header) : null)])
            : job.Header is { } only
                ? new SheetReaders<TReader>(make(only), [])
                : null;

    /// <summary>The reader of a row.</summary>
    public TReader this[int row] => only ?? bySheet[RowNumber.Split(row).Sheet]!;

    /// <summary>Whether this is so for any of the readers.</summary>
    public bool Any(Func<TReader, bool> isSo) => only is null ? bySheet.OfType<TReader>().Any(isSo) : isSo(only);
}

/// <summary>Sheets of a workbook in the form in which they are stored.</summary>
internal static class ReadSheets
{
    public static string Write(IReadOnlyList<ReadSheet> sheets) =>
        System.Text.Json.JsonSerializer.Serialize(sheets, Http.Serialization.Json.Options);

    public static IReadOnlyList<ReadSheet> Read(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<List<ReadSheet>>(json, Http.Serialization.Json.Options)!;
}
