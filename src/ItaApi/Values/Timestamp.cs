using System.Globalization;
using ItaApi.Faults;

namespace ItaApi.Values;

/// <summary>
/// Timestamps in the API, read here for bodies and parameters alike: ISO 8601 of the Common Era with an offset. What is read is in UTC; the
/// driver of the database takes no other offset.
/// </summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    /// <summary>The moment in UTC, or the fault. The caller adds the pointer.</summary>
    public static (DateTimeOffset Moment, RequestFault? Fault) Read(string text)
    {
        // Without an offset, parsing would assume that of the machine.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        if (!hasOffset
            || !DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.None, out var moment))
        {
            return (default, new RequestFault("", "not_a_timestamp", "PropertyValue", TextRules.Show(text)));
        }

        return CalendarDate.FaultOfEra(moment.Year) is { } fault ? (default, fault) : (moment.ToUniversalTime(), null);
    }

    /// <summary>A moment as the framework reads it in every culture and time zone.</summary>
    public static string Write(DateTimeOffset moment) => moment.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFF'Z'", CultureInfo.InvariantCulture);
}
