using System.Globalization;
using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values;

namespace ItaApi.Imports.Files;

/// <summary>The warnings about a file that belong to no single row. Rows next to each other are one warning.</summary>
internal sealed class FileWarnings
{
    [Limit("warnings about a file that are listed; the others are counted")]
    private const int MaxListed = 10_000;

    private readonly List<RowFault> listed = [];
    private int others;

    public IReadOnlyList<RowFault> All =>
        others == 0 ? listed : [.. listed, RowFault.Of("", "more_warnings", ("Count", others))];

    public int Count => listed.Count + others;

    public void Add(RowFault warning)
    {
        if (listed.Count < MaxListed)
            listed.Add(warning);
        else
            others++;
    }

    public void AddRange(IEnumerable<RowFault> warnings)
    {
        foreach (var warning in warnings)
            Add(warning);
    }

    /// <summary>Rows that were not read.</summary>
    public void AddPassedOver(string? sheet, int first, int last, Words reason) =>
        Add(About(sheet, first, last, "row_passed_over", ("Reason", reason.En), ("ReasonTh", reason.Th)));

    /// <summary>Rows that the sheet hides and that were read.</summary>
    public void AddHidden(string? sheet, int first, int last) => Add(About(sheet, first, last, "hidden_row"));

    private static RowFault About(string? sheet, int first, int last, string code, params (string, object?)[] arguments)
    {
        var (from, to) = (first.ToString(CultureInfo.InvariantCulture), last.ToString(CultureInfo.InvariantCulture));
        var (rows, rowsTh) = first == last ? (from, from) : ($"{from} to {to}", $"{from} ถึง {to}");
        return RowFault.Of("", code, [("Rows", rows), ("RowsTh", rowsTh), .. arguments]) with { Sheet = sheet, Row = first };
    }
}
