using System.Text.Json;
using System.Text.Json.Serialization;

namespace ItaApi.Imports.Rows;

/// <summary>What a cell of a workbook holds. A cell of a CSV file is always text.</summary>
internal enum CellKind
{
    Text,
    Number,
    Date,

    /// <summary>An error such as <c>#N/A</c>.</summary>
    Error,

    /// <summary>A formula whose result is not in the file.</summary>
    FormulaWithoutValue,
}

/// <summary>A cell as the sheet shows it.</summary>
/// <param name="Text">The text, the digits of a number, the ISO form of a date, or the name of an error.</param>
/// <param name="Kind">What the cell holds.</param>
/// <param name="From">The value in the file when the sheet shows another: 0.95 for 95%, empty for a cell within a merged one.</param>
[JsonConverter(typeof(SheetCellConverter))]
internal readonly record struct SheetCell(string Text, CellKind Kind = CellKind.Text, string? From = null)
{
    public bool IsBlank => Kind is not (CellKind.Error or CellKind.FormulaWithoutValue) && string.IsNullOrWhiteSpace(Text);
}

/// <summary>
/// How a cell waits for its judgement. Nearly all cells are plain texts; only the others are objects. A row of texts alone has the form
/// that earlier releases read and wrote.
/// </summary>
internal sealed class SheetCellConverter : JsonConverter<SheetCell>
{
    public override SheetCell Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        if (reader.TokenType == JsonTokenType.String)
            return new SheetCell(reader.GetString()!);

        var (text, kind, from) = ("", CellKind.Text, (string?)null);
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString();
            reader.Read();
            switch (name)
            {
                case "text":
                    text = reader.GetString()!;
                    break;
                case "kind":
                    kind = (CellKind)reader.GetInt32();
                    break;
                default:
                    from = reader.GetString();
                    break;
            }
        }

        return new SheetCell(text, kind, from);
    }

    public override void Write(Utf8JsonWriter writer, SheetCell value, JsonSerializerOptions options) => Write(writer, value);

    public static void Write(Utf8JsonWriter writer, SheetCell cell)
    {
        var text = Storable(cell.Text);
        if (cell.From is null && (cell.Kind is CellKind.Text || (cell.Kind is CellKind.Number && !IsLong(cell.Text))))
        {
            writer.WriteStringValue(text);
            return;
        }

        writer.WriteStartObject();
        writer.WriteString("text", text);
        writer.WriteNumber("kind", (int)cell.Kind);
        if (cell.From is { } from)
            writer.WriteString("from", Storable(from));
        writer.WriteEndObject();
    }

    /// <summary>Whether a number has more decimals than a score; only then it matters that it is a number and no text.</summary>
    private static bool IsLong(string number) =>
        number.IndexOf('.', StringComparison.Ordinal) is >= 0 and var point && number.Length - point > 3;

    /// <summary>U+0000 is not text and cannot be stored. The replacement character is refused when the cell is read.</summary>
    private static string Storable(string text) => text.Replace('\0', '\uFFFD');
}
