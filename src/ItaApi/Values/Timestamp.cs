using System.Globalization;

namespace ItaApi.Values;

/// <summary>Timestamps as the API writes and takes them: ISO 8601 with an offset, kept in UTC.</summary>
public static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        // Without an offset the machine's own would be taken.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }
}
