using System.Text.RegularExpressions;
using ItaApi.Faults;
using ItaApi.Imports.Rows;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Files;

/// <summary>
/// Recognizes the rows of a table that are no data: sums, averages, notes, the header again. A row that names an agency is data, also when
/// the name begins with such a word.
/// </summary>
/// <param name="header">The header of the sheet.</param>
/// <param name="kinds">What each column of the header is.</param>
internal sealed partial class SummaryRows(FoundHeader header, IReadOnlyList<HeaderCell> kinds)
{
    private readonly string headerText = string.Join('\n', header.Names.Where(name => name.Length > 0));

    /// <summary>Why a row is no data; null when it is data.</summary>
    public Words? FindReason(SheetRow row)
    {
        if (row.Number == header.LastRow + 1 && HeaderFinder.IsNumbering(row, header.Names))
            return new("the numbers of the columns", "เป็นเลขลำดับคอลัมน์");

        // Every row of data has a number, or a value in each identifying column; only the few others are looked at closely.
        string? word = null;
        var isNamed = false;
        var texts = 0;
        foreach (var (column, cell, origin) in row.Cells)
        {
            if (origin != CellOrigin.Own || cell.Kind != CellKind.Text)
                continue;

            texts++;
            if (MayBeSummary(cell.Text) && IsSummary(cell.Text))
                word ??= CellText.Clean(cell.Text);
            else if (column < kinds.Count && kinds[column] == HeaderCell.Identity)
                isNamed = true;
        }

        if (word is not null && !isNamed)
            return new($"a sum or an average ('{word}')", $"เป็นผลรวมหรือค่าเฉลี่ย ('{word}')");
        if (texts == 1 && row.Cells.Count == 1 && IsNote(row.Cells[0].Cell.Text))
            return new($"a note ('{Shortened(row.Text)}')", $"เป็นหมายเหตุ ('{Shortened(row.Text)}')");
        return texts > 1 && IsHeaderAgain(row) ? new("the header again", "เป็นหัวตารางซ้ำ") : null;
    }

    private bool IsHeaderAgain(SheetRow row) =>
        header.Names.Count > 0
        && CellText.Clean(row.Cells[0].Cell.Text) == header.Names.FirstOrDefault(name => name.Length > 0)
        && string.Join('\n', row.Cells.Select(cell => CellText.Clean(cell.Cell.Text))) == headerText;

    /// <summary>Whether a text holds one of the few words, before its key is made.</summary>
    private static bool MayBeSummary(string text) =>
        text.Length <= LongestSummary
        && (text.Contains("รวม", StringComparison.Ordinal)
            || text.Contains("เฉล", StringComparison.Ordinal)
            || text.Contains("ทั้ง", StringComparison.Ordinal)
            || (text.Length <= 20 && English().IsMatch(text)));

    private static bool IsSummary(string text) => English().IsMatch(text) || Thai().IsMatch(ThaiKey.Squeeze(ThaiKey.Of(text)).Trim(':'));

    private static bool IsNote(string text) => Note().IsMatch(text);

    private static string Shortened(string text) => text.Length <= 60 ? text : string.Concat(text.AsSpan(0, 60), "…");

    private const int LongestSummary = 100;

    // A place may follow with the word for it in front; without that word, what follows is part of a name.
    [GeneratedRegex(
        "^((ผล|ยอด|คะแนน|ค่า|ร้อยละ)?(รวม|เฉลี่ย)(คะแนน|ผล|เฉลี่ย|รวม|ภาพรวม|ทั้งหมด|ทั้งสิ้น|สุทธิ|ita|iit|eit|oit)*"
        + "((ของ|ระดับ)?(ทั้ง|ทุก|ราย)?(จังหวัด|อำเภอ|ประเทศ|ภาค|หน่วยงาน|อปท|จ\\.|อ\\.).*)?|ภาพรวม(จังหวัด|อำเภอ|ทั้ง).*)$",
        RegexOptions.ExplicitCapture)]
    private static partial Regex Thai();

    [GeneratedRegex(
        @"^\s*(grand\s*|sub\s*)?(totals?|sum|averages?|avg\.?|mean)(\s+score)?\s*:?\s*$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex English();

    [GeneratedRegex(
        @"^\s*(\*+|หมายเหตุ|ที่มา|แหล่งที่มา|ข้อมูล\s*ณ|notes?\s*:|source\s*:)",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Note();
}
