using System.Globalization;

namespace ItaApi.Values;

/// <summary>Timestamps in the API: ISO 8601 with an offset, stored in UTC.</summary>
internal static class Timestamp
{
    private static readonly string[] Forms = ["yyyy-MM-dd'T'HH:mm:ss.FFFFFFFK", "yyyy-MM-dd'T'HH:mmK"];

    public static bool TryParse(string text, out DateTimeOffset moment)
    {
        moment = default;
        // Without an offset, parsing would assume that of the machine.
        var hasOffset = text.EndsWith('Z') || (text.Length > 6 && text[^6] is '+' or '-');
        return hasOffset
            && DateTimeOffset.TryParseExact(text, Forms, CultureInfo.InvariantCulture, DateTimeStyles.AdjustToUniversal, out moment);
    }
}
