using System.Text.Json;
using ItaApi.Http.Serialization;
using ItaApi.Values;

namespace ItaApi.Imports;

/// <summary>The part of an import's rows that its answer lists, which is bounded whatever was sent.</summary>
/// <param name="IsTruncated">Whether there are more rows, or more remarks on one.</param>
internal sealed record ShownRows(IReadOnlyList<ImportRow> Rows, bool IsTruncated)
{
    [Limit("rows listed in the answer of an import")]
    public const int MaxRows = 1_000;

    [Limit("errors, and warnings, listed for a row in the answer of an import")]
    public const int MaxRemarks = 20;

    [Limit("bytes of the rows in the answer of an import")]
    public const int MaxBytes = 2 * 1_048_576;

    public static ShownRows Of(IReadOnlyList<ImportRowRecord> records, RowPlaces places, bool thai)
    {
        var (rows, bytes, isTruncated) = (new List<ImportRow>(), 0, records.Count > MaxRows);
        foreach (var row in records.Take(MaxRows).Select(record => record.ToRow(places, thai)))
        {
            var shown = row with { Errors = [.. row.Errors.Take(MaxRemarks)], Warnings = [.. row.Warnings.Take(MaxRemarks)] };
            isTruncated |= shown.Errors.Count < row.Errors.Count || shown.Warnings.Count < row.Warnings.Count;
            bytes += JsonSerializer.SerializeToUtf8Bytes(shown, Json.Written).Length;
            if (bytes > MaxBytes)
                return new ShownRows(rows, IsTruncated: true);
            rows.Add(shown);
        }

        return new ShownRows(rows, isTruncated);
    }
}
