using System.Text.RegularExpressions;
using ItaApi.Imports.Rows;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.Files;

/// <summary>What the lines above a header say about the whole sheet. Lines that name two years or two provinces say nothing.</summary>
internal static partial class TitleLines
{
    /// <summary>The fiscal year of the Buddhist Era, and the line that names it.</summary>
    public static (int Year, string Line)? FindYear(IEnumerable<string> lines)
    {
        var read = lines.Select(line => (Line: line, Text: ThaiDigits.ToAscii(line))).ToList();
        return Only(read.SelectMany(line => NamedYear().Matches(line.Text).Select(match => (match, line.Line))))
            ?? Only(read.SelectMany(line => BareYear().Matches(line.Text).Select(match => (match, line.Line))));

        static (int, string)? Only(IEnumerable<(Match Match, string Line)> found)
        {
            var years = found
                .Select(year => (Year: CellText.ReadYear(year.Match.Groups["year"].Value), year.Line))
                .Where(year => year.Year is { } read && FiscalYearAttribute.FindFault(read) is null)
                .DistinctBy(year => year.Year)
                .ToList();
            return years is [var (year, line)] ? (year!.Value, line) : null;
        }
    }

    /// <summary>The province, by code, and the line that names it.</summary>
    public static (string Province, string Line)? FindProvince(IEnumerable<string> lines, ISheetRules rules)
    {
        var provinces = lines
            .SelectMany(line => rules.FindProvinces(line).Select(province => (Province: province, Line: line)))
            .DistinctBy(found => found.Province)
            .ToList();
        return provinces is [var only] ? only : null;
    }

    [GeneratedRegex(
        @"(ปีงบประมาณ|ปี|FY)\s*(พ\s?\.?\s?ศ\s?\.?|ค\s?\.?\s?ศ\s?\.?)?\s*(?<year>[0-9]{4})(?![0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex NamedYear();

    /// <summary>A year of the Buddhist Era that is not the end of a date.</summary>
    [GeneratedRegex(
        @"(?<![0-9.,/-]|(คม|ยน|พันธ์|[คพยก]\.)\s*(พ\.?ศ\.?)?\s*)(?<year>2[56][0-9]{2})(?![0-9.,/-])",
        RegexOptions.ExplicitCapture)]
    private static partial Regex BareYear();
}
