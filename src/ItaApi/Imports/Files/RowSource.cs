using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>One row as it was received, before it is interpreted.</summary>
/// <param name="Number">1 for the first row of data. A blank row is skipped but counts, so that the number is that of the file.</param>
/// <param name="Content">An item as JSON, or the cells of a row as a JSON list; empty when the row was too large.</param>
/// <param name="Line">The line of a CSV file in which the row begins.</param>
internal readonly record struct ReceivedRow(int Number, ReadOnlyMemory<byte> Content, int? Line = null);

/// <summary>
/// Splits what was sent into rows, one at a time, so that only a few rows of a file are in memory. Rows are not judged here. A
/// <see cref="ProblemException"/> reports what makes the whole file unreadable.
/// </summary>
internal abstract class RowSource : IAsyncDisposable
{
    [Limit("bytes of one row")]
    public const int MaxRowBytes = Limits.BodyBytes;

    /// <summary>The columns of the rows; null when the rows are items with named members, or have several headers.</summary>
    public virtual IReadOnlyList<string>? Header => null;

    /// <summary>The sheets of a workbook; null for other formats. The numbers of rows read are known at the end.</summary>
    public virtual IReadOnlyList<ReadSheet>? Sheets => null;

    /// <summary>Warnings about the file as a whole, as far as they are known.</summary>
    public virtual IReadOnlyList<RowFault> Warnings => [];

    /// <summary>The rows; can be read once.</summary>
    public abstract IAsyncEnumerable<ReceivedRow> ReadAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    /// <summary>The refusal of a file that cannot be read further, with its one reason.</summary>
    internal static ProblemException Unreadable(string pointer, string code, params (string Name, object? Value)[] arguments) =>
        new(new Problem("unreadable_body")
        {
            Faults = [new RequestFault(pointer, code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))],
        });
}
