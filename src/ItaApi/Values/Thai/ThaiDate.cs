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

    /// <summary><c>1 ตุลาคม 2567</c></summary>
    public static string Write(DateOnly date) => string.Create(
        CultureInfo.InvariantCulture, $"{date.Day} {Months[date.Month - 1]} {date.Year + FiscalYearAttribute.Era}");
}
