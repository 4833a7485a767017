using System.Globalization;
using ItaApi.Http.Serialization;
using ItaApi.Imports.Rows;

namespace ItaApi.Imports;

/// <summary>The places of an import's rows, by their numbers: in a workbook the sheet and its row, else the number itself.</summary>
/// <param name="sheets">The sheets of a workbook; null for other formats.</param>
internal sealed class RowPlaces(IReadOnlyList<ReadSheet>? sheets)
{
    public (string? Sheet, int Row) Find(int number)
    {
        if (sheets is null)
            return (null, number);

        var (sheet, row) = RowNumber.Split(number);
        return (sheets[sheet].Name, row);
    }

    /// <summary>A fault that names another row by its number, with the place of that row.</summary>
    public RowFault Placed(RowFault fault)
    {
        if (sheets is null
            || fault.Code != RowFault.RepeatedCode
            || fault.Arguments?.GetValueOrDefault("Row") is not { } number
            || Find(int.Parse(number, CultureInfo.InvariantCulture)) is not ({ } sheet, var row))
        {
            return fault;
        }

        return fault with
        {
            Arguments = new Dictionary<string, string>(fault.Arguments)
            {
                ["Row"] = string.Create(CultureInfo.InvariantCulture, $"{row} of the sheet '{sheet}'"),
                ["RowTh"] = string.Create(CultureInfo.InvariantCulture, $"{row} ในแผ่นงาน '{sheet}'"),
            },
        };
    }

    public IReadOnlyList<ImportSheet>? ToSheets() => sheets is null
        ? null
        : [.. sheets.Select(sheet => new ImportSheet
        {
            Name = sheet.Name,
            RowsRead = sheet.RowsRead,
            HeaderRow = sheet.HeaderRow,
            Reason = sheet.Reason switch
            {
                null => null,
                SheetSkipped.Hidden => ImportSheetReason.Hidden,
                SheetSkipped.Empty => ImportSheetReason.Empty,
                SheetSkipped.Instructions => ImportSheetReason.Instructions,
                _ => ImportSheetReason.NoHeader,
            },
        })];
}

/// <summary>Errors or warnings of one kind as they are stored with an import.</summary>
internal sealed record StoredKind
{
    public required string Severity { get; init; }
    public required int Times { get; init; }
    public required int Rows { get; init; }

    /// <summary>The number of the first row.</summary>
    public required int First { get; init; }

    public required RowFault Fault { get; init; }

    public static IReadOnlyList<StoredKind> Read(string json) =>
        System.Text.Json.JsonSerializer.Deserialize<List<StoredKind>>(json, Json.Options)!;

    public ImportKind ToKind(RowPlaces places, bool thai)
    {
        var (sheet, row) = places.Find(First);
        return new ImportKind
        {
            Severity = Severity == "error" ? ImportSeverity.Error : ImportSeverity.Warning,
            Code = Fault.Code,
            Column = Fault.Column,
            Count = Times,
            Rows = Rows,
            FirstSheet = sheet,
            FirstRow = row,
            Message = places.Placed(Fault).ToMessage(thai),
        };
    }
}
