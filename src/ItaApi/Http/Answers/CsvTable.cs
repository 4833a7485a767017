using System.Globalization;
using CsvHelper;
using ItaApi.Faults;
using ItaApi.Values;

namespace ItaApi.Http.Answers;

/// <summary>
/// The columns of a CSV and how a row fills them. Free text that a spreadsheet would run as a formula gets a leading <c>'</c>; codes and
/// numbers cannot be formulas and do not.
/// </summary>
internal sealed class CsvTable<T>
{
    private readonly List<(string Name, Action<CsvWriter, T> Write)> columns = [];

    /// <summary>A column of codes; null is an empty field.</summary>
    public CsvTable<T> Code(string name, Func<T, string?> value) => With(name, (csv, row) => csv.WriteField(value(row)));

    /// <summary>A column of codes of an enumeration.</summary>
    public CsvTable<T> Code<TEnum>(string name, Func<T, TEnum> value) where TEnum : struct, Enum => Code(name, row => value(row).ToCode());

    /// <summary>
    /// A column of numbers, in ASCII digits and with a decimal point, independent of the machine's culture; null is an empty field.
    /// </summary>
    public CsvTable<T> Number(string name, Func<T, decimal?> value) =>
        Code(name, row => value(row)?.ToString(CultureInfo.InvariantCulture));

    /// <summary>A column of <c>true</c> and <c>false</c>.</summary>
    public CsvTable<T> Flag(string name, Func<T, bool?> value) =>
        Code(name, row => value(row) switch { true => "true", false => "false", null => null });

    /// <summary>A column of timestamps, ISO 8601 in UTC.</summary>
    public CsvTable<T> Moment(string name, Func<T, DateTime> value) =>
        Code(name, row => value(row).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", CultureInfo.InvariantCulture));

    /// <summary>A column of free text.</summary>
    public CsvTable<T> Text(string name, Func<T, string?> value) => With(name, (csv, row) => csv.WriteField(Harmless(value(row))));

    /// <summary>The names of a column of codes, in the requested languages.</summary>
    public CsvTable<T> Labels(CsvQuery query, string name, Func<T, Words?> value)
    {
        if (query.InThai)
            Text($"{name}_name_th", row => value(row)?.Th);
        if (query.InEnglish)
            Text($"{name}_name_en", row => value(row)?.En);
        return this;
    }

    /// <summary>Streams the header and the rows with one buffer of memory.</summary>
    public async Task WriteAsync(Stream body, CsvQuery query, IAsyncEnumerable<T> rows, CancellationToken ct)
    {
        var options = new CsvWriterOptions
        {
            NewLine = "\r\n",
            WriteByteOrderMark = query.Bom ?? true,
            FormatProvider = CultureInfo.InvariantCulture,
        };
        await using var csv = CsvWriter.Create(body, options, leaveOpen: true);
        foreach (var (name, _) in columns)
            csv.WriteField(name);
        await csv.EndRecordAsync(ct);

        await foreach (var row in rows.WithCancellation(ct))
        {
            foreach (var (_, write) in columns)
                write(csv, row);
            await csv.EndRecordAsync(ct);
        }

        await csv.FlushAsync(ct);
    }

    private CsvTable<T> With(string name, Action<CsvWriter, T> write)
    {
        columns.Add((name, write));
        return this;
    }

    /// <summary>Text that no spreadsheet runs as a formula.</summary>
    private static string? Harmless(string? text) => text is not null && FormulaText.IsFormula(text) ? $"'{text}" : text;
}
