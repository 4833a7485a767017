using System.Buffers;
using System.Globalization;
using System.Text.RegularExpressions;
using ItaApi.Values;

namespace ItaApi.Imports.Rows;

/// <summary>
/// Converts what offices write in several ways to the one form of the API: Thai digits, and years of either era with or without its name.
/// White space around a value does not count.
/// </summary>
internal static partial class CellText
{
    /// <summary>Longer than any score and shorter than the limit of a decimal.</summary>
    private const int LongestNumber = 20;

    private const int LongestDate = 40;

    /// <summary>The text without surrounding white space and invisible marks, in Unicode NFC.</summary>
    public static string Clean(string cell)
    {
        var text = cell.AsSpan().Trim(Invisible).Trim();
        return TextRules.Normalize(text.Length == cell.Length ? cell : text.ToString());
    }

    /// <summary>White space and marks without width that are copied from web pages and documents.</summary>
    private const string Invisible = " \t\r\n\u00A0" + WithoutWidth;

    private static readonly SearchValues<char> MarksWithoutWidth = SearchValues.Create(WithoutWidth);

    private const string WithoutWidth = "\u200B\u200C\u200D\u2060\uFEFF\u00AD";

    /// <summary>The text without marks that have no width.</summary>
    public static string WithoutInvisible(string text) =>
        text.AsSpan().ContainsAny(MarksWithoutWidth)
            ? string.Concat(text.Where(character => !MarksWithoutWidth.Contains(character)))
            : text;

    /// <summary>Whether cleaning a cell removed marks without width.</summary>
    public static bool LosesInvisible(string cell, string clean) =>
        cell.Length != clean.Length && cell.Count(MarksWithoutWidth.Contains) != clean.Count(MarksWithoutWidth.Contains);

    /// <summary>Whether a text is a date, with its month as a number or in Thai.</summary>
    public static bool IsDate(string text) => text.Length <= LongestDate && Date().IsMatch(text);

    /// <summary>Removes the quotation mark that prevents a spreadsheet from running a text as a formula; the export adds it.</summary>
    public static string WithoutFormulaQuote(string text) =>
        text.Length > 1 && text[0] == '\'' && FormulaText.IsFormula(text.AsSpan(1)) ? text[1..] : text;

    /// <summary>A number, or the code of its fault.</summary>
    public static (decimal Value, string? FaultCode) ReadNumber(string text)
    {
        if (text.Contains(',', StringComparison.Ordinal))
            return (0, "separator_in_number");
        return text.Length <= LongestNumber && PlainNumber().IsMatch(text)
            ? (decimal.Parse(text, NumberStyles.AllowLeadingSign | NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture), null)
            : (0, "not_a_number");
    }

    /// <summary>A year of the Buddhist Era, or null when the text is not a year or contradicts its own era.</summary>
    public static int? ReadYear(string text)
    {
        if (Year().Match(text) is not { Success: true } match)
            return null;

        var year = int.Parse(match.Groups["year"].Value, CultureInfo.InvariantCulture);
        var looksCommon =
            year is >= FiscalYearAttribute.First - FiscalYearAttribute.Era and <= FiscalYearAttribute.Last - FiscalYearAttribute.Era;
        if (match.Groups["common"].Success)
            return looksCommon ? year + FiscalYearAttribute.Era : null;
        if (match.Groups["buddhist"].Success)
            return looksCommon ? null : year;
        return looksCommon ? year + FiscalYearAttribute.Era : year;
    }

    [GeneratedRegex(
        @"^([0-9]{1,2}\s*[./-]\s*[0-9]{1,2}\s*[./-]\s*[0-9]{2,4}|[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}"
        + @"|([0-9]{1,2}\s*)?(ม\.?ค|ก\.?พ|มี\.?ค|เม\.?ย|พ\.?ค|มิ\.?ย|ก\.?ค|ส\.?ค|ก\.?ย|ต\.?ค|พ\.?ย|ธ\.?ค"
        + @"|\w+(คม|ยน|พันธ์))\.?[\s-]*(พ\.?\s?ศ\.?)?\s*[0-9]{2,4})$",
        RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Date();

    [GeneratedRegex("^-?(0|[1-9][0-9]*)(\\.[0-9]+)?$")]
    private static partial Regex PlainNumber();

    [GeneratedRegex(
        @"^(ปีงบประมาณ|ปี|FY)?\s*"
        + @"(((?<buddhist>พ\s?\.?\s?ศ\s?\.?|B\.?E\.?)|(?<common>ค\s?\.?\s?ศ\s?\.?|C\.?E\.?|A\.?D\.?))\s*)?"
        + @"(?<year>[0-9]{4})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Year();
}
