using System.Globalization;
using System.Text.RegularExpressions;
using ItaApi.Imports.Rows;
using ItaApi.Measures;
using ItaApi.Values;
using ItaApi.Values.Thai;

namespace ItaApi.Imports.MeasureRows;

/// <summary>Reads the cells that sheets of measures and of their reports have in common.</summary>
internal static partial class MeasureCells
{
    /// <summary>What separates the entries of a cell.</summary>
    public static readonly char[] Separators = ['\n', '|'];

    public static string[] Split(string text, char[] separators) =>
        text.Split(separators, StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);

    /// <summary>A status: its code, or the wording of the printed check boxes.</summary>
    public static MeasureStatus? Status(CellReader reading, SheetColumn? column, string pointer)
    {
        if (reading.Text(column, pointer) is not { } text)
            return null;
        foreach (var status in Enum.GetValues<MeasureStatus>())
        {
            if (status.ToCode() == text)
                return status;
        }

        if (StatusWording.FromThai(text) is not { } meant)
        {
            reading.Refuse(column!, RowFault.Of(
                pointer,
                "unknown_value",
                ("PropertyValue", text),
                ("Allowed", EnumCodes.All(typeof(MeasureStatus)).Concat(StatusWording.All)),
                ("AllowedTh", StatusWording.All)));
            return null;
        }

        reading.Tolerate(column!, pointer, text, meant.ToCode());
        return meant;
    }

    /// <summary>A date in the form of the API. A sheet may also have Thai digits, years of the Buddhist Era, or the day first.</summary>
    public static string? Date(CellReader reading, SheetColumn? column, string pointer)
    {
        if (reading.Date(column, pointer) is not { } text)
            return null;

        var match = AnyDate().Match(ThaiDigits.ToAscii(text));
        if (!match.Success)
            return text;

        var (year, month, day) = (match.Groups["year"].Value, match.Groups["month"].Value, match.Groups["day"].Value);
        var yearSent = int.Parse(year, CultureInfo.InvariantCulture);
        var commonYear = yearSent >= FiscalYearAttribute.First ? yearSent - FiscalYearAttribute.Era : yearSent;
        var written = string.Create(
            CultureInfo.InvariantCulture, $"{commonYear:0000}-{month.PadLeft(2, '0')}-{day.PadLeft(2, '0')}");
        if (written != text)
            reading.Tolerate(column!, pointer, text, written);
        return written;
    }

    [GeneratedRegex("^((?<year>[0-9]{4})-(?<month>[0-9]{2})-(?<day>[0-9]{2})|(?<day>[0-9]{1,2})/(?<month>[0-9]{1,2})/(?<year>[0-9]{4}))$")]
    private static partial Regex AnyDate();
}
