using System.Text.RegularExpressions;
using ItaApi.Values;

namespace ItaApi.Imports.AgencyRows;

/// <summary>
/// Addresses of websites as offices write them: without <c>http://</c>, with blanks, with commas for dots, in quotes, two in one cell.
/// </summary>
internal static partial class WebsiteCell
{
    private static readonly char[] Quotes = ['"', '\'', '“', '”', '‘', '’', ' '];

    /// <summary>Whether a cell means that there is no website.</summary>
    public static bool IsNone(string text) => text.Trim(Quotes) is "" or "-" or "–" or "ไม่มี";

    /// <summary>The address that a cell means, the first of several; null if it contains none.</summary>
    public static string? Read(string text)
    {
        if (IsAddress(text))
            return text;

        // A blank or comma that does not separate two addresses is a slip within one.
        var parts = Parting().Split(text).Select(ReadOne).OfType<string>().ToList();
        return parts.Count > 1 ? parts[0] : ReadOne(Blank().Replace(text, "")) ?? parts.FirstOrDefault();
    }

    private static string? ReadOne(string text)
    {
        var bare = text.Trim(Quotes).TrimEnd(',', '.', ';').Replace(',', '.');
        if (Written().Match(bare) is not { Success: true } match)
            return null;

        var scheme = match.Groups["scheme"].Success ? match.Groups["scheme"].Value.ToLowerInvariant() : "http";
        var address = $"{scheme}://{match.Groups["rest"].Value}";
        return IsAddress(address) ? address : null;
    }

    private static bool IsAddress(string text) =>
        text.Length <= Limits.WebAddress && Address().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out _);

    [GeneratedRegex(@"^https?://[\p{L}\p{M}\p{N}-]+(\.[\p{L}\p{M}\p{N}-]+)+(:[0-9]+)?([/?#][^\s""]*)?$", RegexOptions.ExplicitCapture)]
    private static partial Regex Address();

    [GeneratedRegex(
        @"^((?<scheme>https?)[:;/\\]+)*(?<rest>[\p{L}\p{N}].*)$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture)]
    private static partial Regex Written();

    [GeneratedRegex(@"[\s,;]+")]
    private static partial Regex Parting();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Blank();
}
