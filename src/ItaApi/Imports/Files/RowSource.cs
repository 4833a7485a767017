using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>One row as it was received, before it is interpreted.</summary>
/// <param name="Number">1 for the first row of data. A blank row is skipped but counts, so that the number is that of the file.</param>
/// <param name="Content">An item as JSON, or the cells of a row as a JSON list; empty when the row was too large.</param>
internal readonly record struct ReceivedRow(int Number, ReadOnlyMemory<byte> Content);

/// <summary>
/// Splits what was sent into rows, one at a time, so that only a few rows of a file are in memory. Rows are not judged here. A
/// <see cref="ProblemException"/> reports what makes the whole file unreadable.
/// </summary>
internal abstract class RowSource : IAsyncDisposable
{
    [Limit("bytes of one row")]
    public const int MaxRowBytes = Limits.BodyBytes;

    /// <summary>The first row of a sheet; null when the rows are items with named members.</summary>
    public virtual IReadOnlyList<string>? Header => null;

    /// <summary>Warnings about the file as a whole.</summary>
    public virtual IReadOnlyList<RowFault> Warnings => [];

    /// <summary>The rows; can be read once.</summary>
    public abstract IAsyncEnumerable<ReceivedRow> ReadAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens what was sent and reads the header of a sheet.</summary>
    /// <exception cref="ProblemException">It is empty, or not what its media type says.</exception>
    public static async Task<RowSource> OpenAsync(ImportFormat format, Stream body, CancellationToken ct) => format switch
    {
        ImportFormat.Json => new JsonItemSource(body),
        ImportFormat.Ndjson => new JsonLineSource(body),
        ImportFormat.Csv => await CsvSource.OpenAsync(body, ct),
        _ => await XlsxSource.OpenAsync(body, ct),
    };

    /// <summary>The refusal of a file that cannot be read further, with its one reason.</summary>
    internal static ProblemException Unreadable(string pointer, string code, params (string Name, object? Value)[] arguments) =>
        new(new Problem("unreadable_body")
        {
            Faults = [new RequestFault(pointer, code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))],
        });
}
