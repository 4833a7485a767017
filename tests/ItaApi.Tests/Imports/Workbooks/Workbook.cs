using System.Globalization;
using System.Text.Json.Nodes;
using CsvHelper;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Imports.Workbooks;

/// <summary>What an import says about a workbook.</summary>
internal static class Workbook
{
    /// <summary>All errors and warnings as <c>sheet!row code column from -> to</c>, first those of the whole file.</summary>
    public static IReadOnlyList<string> Listed(Answer answer) =>
    [
        .. Remarks(answer.Json["warnings"]).Select(remark => Line(Text(remark["sheet"]), Text(remark["row"]), remark)),
        .. answer.Json["rows"]!.AsArray().SelectMany(row =>
            Remarks(row!["errors"]).Concat(Remarks(row["warnings"])).Select(remark => Line(Text(row["sheet"]), Text(row["row"]), remark))),
    ];

    /// <summary>The same from <c>errors.csv</c>.</summary>
    public static IReadOnlyList<string> ListedInSheet(string file)
    {
        List<string> lines = [];
        using var csv = CsvReader.FromText(file);
        csv.ReadHeader();
        while (csv.Read())
        {
            var normalized = csv.GetString("code") == "normalized" ? $" {csv.GetString("from")} -> {csv.GetString("to")}" : "";
            lines.Add(Line(csv.GetString("sheet"), csv.GetString("row"), csv.GetString("code"), csv.GetString("column"), normalized));
        }

        return lines;
    }

    /// <summary>The sheets as <c>name rows headerRow reason</c>.</summary>
    public static IReadOnlyList<string> Sheets(Answer answer) =>
        [.. answer.Json["sheets"]!.AsArray().Select(
            sheet => $"{sheet!["name"]} {sheet["rowsRead"]} {sheet["headerRow"]} {sheet["reason"]}".TrimEnd())];

    private static IEnumerable<JsonNode> Remarks(JsonNode? list) => (list?.AsArray() ?? []).Select(remark => remark!);

    private static string Line(string sheet, string row, JsonNode remark) => Line(
        sheet, row, Text(remark["code"]), Text(remark["column"]), remark["to"] is { } to ? $" {remark["from"]} -> {to}" : "");

    private static string Line(string sheet, string row, string code, string column, string normalized) =>
        $"{sheet}{(row.Length == 0 ? "" : $"!{row}")} {code}{(column.Length == 0 ? "" : $" {column}")}{normalized}";

    private static string Text(JsonNode? node) => node is null ? "" : Convert.ToString(node, CultureInfo.InvariantCulture)!;
}
