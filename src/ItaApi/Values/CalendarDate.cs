using System.Globalization;
using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>Dates in the API: ISO 8601 of the Common Era, <c>YYYY-MM-DD</c> in ASCII digits.</summary>
internal static class CalendarDate
{
    private const int EarliestYear = 2000;
    private const int LatestYear = 2100;
    private const int Era = FiscalYearAttribute.Era;

    /// <summary>From here on a year is one of the Buddhist Era: the first of them that anybody writes is later.</summary>
    private const int EarliestBuddhistYear = 2400;
    private const string Form = "yyyy-MM-dd";

    /// <summary>The date of a valid text, or null for null.</summary>
    public static DateOnly? Parse(string? text) => text is null ? null : DateOnly.ParseExact(text, Form, CultureInfo.InvariantCulture);

    /// <summary>The fault of a date, or null. The caller adds the pointer.</summary>
    public static RequestFault? FindFault(string text) => FindFault(text, text, "YYYY-MM-DD");

    /// <summary>The fault of a date whose day may be omitted, or null. The caller adds the pointer.</summary>
    public static RequestFault? FindFaultOfMonthOrDay(string text) =>
        // For the check, a month is its first day.
        FindFault(text.Length == 7 ? text + "-01" : text, text, "YYYY-MM-DD or YYYY-MM");

    private static RequestFault? FindFault(string day, string text, string form) =>
        !DateOnly.TryParseExact(day, Form, CultureInfo.InvariantCulture, DateTimeStyles.None, out var date)
            ? new RequestFault("", "invalid_format", new Dictionary<string, object?> { ["PropertyValue"] = text, ["Form"] = form })
            : date.Year is >= EarliestYear and <= LatestYear
                ? null
            : FaultOfEra(date.Year)
                ?? new RequestFault("", "out_of_range", new Dictionary<string, object?> { ["From"] = EarliestYear, ["To"] = LatestYear });

    /// <summary>The fault of a year of the Buddhist Era, in a date or a timestamp; null for one of the Common Era.</summary>
    public static RequestFault? FaultOfEra(int year) => year < EarliestBuddhistYear
        ? null
        : new RequestFault(
            "", "buddhist_era_date", new Dictionary<string, object?> { ["PropertyValue"] = year, ["GregorianYear"] = year - Era });
}
