using System.Globalization;

namespace ItaApi.Values.Thai;

/// <summary>Dates as Thai documents print them: day, month in full, year of the Buddhist Era.</summary>
internal static class ThaiDate
{
    private static readonly string[] Months =
    [
        "มกราคม", "กุมภาพันธ์", "มีนาคม", "เมษายน", "พฤษภาคม", "มิถุนายน",
        "กรกฎาคม", "สิงหาคม", "กันยายน", "ตุลาคม", "พฤศจิกายน", "ธันวาคม",
    ];

    /// <summary>For example <c>30 กันยายน 2565</c>.</summary>
    public static string Write(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {MonthAndYear(date)}");

    /// <summary>For example <c>30 กันยายน พ.ศ. 2565</c>.</summary>
    public static string Formal(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{date.Day} {Month(date)} พ.ศ. {Year(date)}");

    /// <summary>For example <c>กันยายน 2565</c>.</summary>
    public static string MonthAndYear(DateOnly date) => string.Create(CultureInfo.InvariantCulture, $"{Month(date)} {Year(date)}");

    /// <summary>For example <c>1 ตุลาคม 2567 - 30 กันยายน 2568</c>.</summary>
    public static string Period(DateOnly from, DateOnly to) => $"{Write(from)} - {Write(to)}";

    private static string Month(DateOnly date) => Months[date.Month - 1];

    private static int Year(DateOnly date) => date.Year + FiscalYearAttribute.Era;
}
