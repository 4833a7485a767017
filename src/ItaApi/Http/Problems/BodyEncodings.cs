using System.Net.Mime;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Problems;

/// <summary>
/// What a body may say of its characters and its compression. Both are decided here, before the framework looks: it would answer a charset
/// that it does not know with 500, and read a compressed body as if it were none.
/// </summary>
internal static class BodyEncodings
{
    /// <summary>The accepted values of <c>Content-Encoding</c>.</summary>
    public const string Compressions = "gzip, br";

    private const string Utf8 = "utf-8";

    /// <summary>Of a CSV; which of them it is, is found in its bytes.</summary>
    private static readonly string[] OfSheets = [Utf8, "windows-874", "tis-620", "utf-16", "utf-16le", "utf-16be", "us-ascii"];

    /// <summary>Whether a body with this type can be read; a charset may be in quotation marks (RFC 9110, 5.6.4).</summary>
    public static bool IsReadable(MediaTypeHeaderValue type)
    {
        if (!type.Charset.HasValue)
            return true;

        var charset = HeaderUtilities.RemoveQuotes(type.Charset).ToString();
        return type.MediaType.Equals(MediaTypeNames.Text.Csv, StringComparison.OrdinalIgnoreCase)
            ? OfSheets.Contains(charset, StringComparer.OrdinalIgnoreCase)
            : charset.Equals(Utf8, StringComparison.OrdinalIgnoreCase);
    }

    /// <summary>Whether a body with this <c>Content-Encoding</c> can be read: one compression, or none.</summary>
    public static bool IsReadable(IHeaderDictionary headers) =>
        headers.ContentEncoding.Count == 0
        || (headers.ContentEncoding is [{ } coding] && coding.Trim().ToLowerInvariant() is "gzip" or "br" or "");
}
