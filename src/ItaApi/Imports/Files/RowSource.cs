using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>One row as it was received, not yet understood.</summary>
/// <param name="Number">1 for the first row of data; a blank row is passed over but counted, so that the number is the file's.</param>
/// <param name="Content">An item as JSON, or the cells of a sheet's row as a JSON list; empty where the row was too large to take.</param>
public readonly record struct ReceivedRow(int Number, ReadOnlyMemory<byte> Content);

/// <summary>
/// What was sent, cut into rows one at a time, so that no more of a file is in memory than a few of them. Nothing of a row is judged
/// here, and what makes the whole file unreadable is a <see cref="ProblemException"/>.
/// </summary>
public abstract class RowSource : IAsyncDisposable
{
    [Limit("bytes of one row")]
    public const int MaxRowBytes = Limits.BodyBytes;

    /// <summary>The first row of a sheet, as it stands there; null where the rows are items with members of their own.</summary>
    public virtual IReadOnlyList<string>? Header => null;

    /// <summary>What was tolerated of the file as a whole.</summary>
    public virtual IReadOnlyList<RowFault> Warnings => [];

    /// <summary>The rows, once.</summary>
    public abstract IAsyncEnumerable<ReceivedRow> ReadAsync(CancellationToken ct);

    public abstract ValueTask DisposeAsync();

    /// <summary>Opens what was sent and reads a sheet's header.</summary>
    /// <exception cref="ProblemException">It is empty, or not what it is said to be.</exception>
    public static async Task<RowSource> OpenAsync(ImportFormat format, Stream body, CancellationToken ct) => format switch
    {
        ImportFormat.Json => new JsonItemSource(body),
        ImportFormat.Ndjson => new JsonLineSource(body),
        ImportFormat.Csv => await CsvSource.OpenAsync(body, ct),
        _ => await XlsxSource.OpenAsync(body, ct),
    };

    /// <summary>The refusal of a file that cannot be read on, with the one thing that says why.</summary>
    internal static ProblemException Unreadable(string pointer, string code, params (string Name, object? Value)[] arguments) =>
        new(new Problem("unreadable_body")
        {
            Faults = [new RequestFault(pointer, code, arguments.ToDictionary(argument => argument.Name, argument => argument.Value))],
        });
}
