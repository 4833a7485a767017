using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using ItaApi.Faults;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Extensions;
using Microsoft.AspNetCore.WebUtilities;

namespace ItaApi.Http.Requests;

/// <summary>
/// The position of one request in a list: how many items it returns, and the key after which it continues. A cursor contains the last key
/// of its page and a checksum over this key and the address of the list with its filters. A cursor that is altered or used with other
/// filters is therefore refused instead of returning a page of another list.
/// </summary>
internal sealed class PageRequest
{
    private const int ChecksumBytes = 12;
    private const char KeySeparator = '\0';
    private static readonly string[] NotFilters = ["cursor", "limit", "count"];

    private readonly HttpContext http;

    private PageRequest(HttpContext http, int limit, bool count, string[]? after)
    {
        this.http = http;
        (Limit, Count, After) = (limit, count, after);
    }

    public int Limit { get; }
    public bool Count { get; }

    /// <summary>The sort key of the last item of the previous page, or null on the first page.</summary>
    public IReadOnlyList<string>? After { get; }

    /// <summary>One more than the page has, which shows whether there is a next page without counting.</summary>
    public int Fetch => Limit + 1;

    /// <exception cref="ProblemException">The cursor does not belong to this list and these filters.</exception>
    public static PageRequest From(HttpContext http, PageQuery query) => new(
        http, query.Limit ?? PageQuery.DefaultLimit, query.Count ?? false, query.Cursor is { } cursor ? Decode(http, cursor) : null);

    /// <summary>Reduces the fetched rows to the page, makes the next cursor from the last row, and sets <c>Link: rel="next"</c>.</summary>
    public Page<T> ToPage<T>(IReadOnlyList<T> fetched, Func<T, string[]> keyOf, long? totalCount = null)
    {
        var hasNext = fetched.Count > Limit;
        var items = hasNext ? [.. fetched.Take(Limit)] : fetched;
        var next = hasNext ? Encode(keyOf(items[^1])) : null;
        if (next is not null)
            http.Response.Headers.Append("Link", $"<{NextAddress(next)}>; rel=\"next\"");
        return new Page<T>(items, new PageInfo { Limit = Limit, NextCursor = next, TotalCount = totalCount });
    }

    private string Encode(string[] key)
    {
        var text = Encoding.UTF8.GetBytes(string.Join(KeySeparator, key));
        return Base64Url.EncodeToString([.. Checksum(http, text), .. text]);
    }

    private static string[] Decode(HttpContext http, string cursor)
    {
        // Base64Url accepts several spellings of the last character; only the issued one is valid.
        if (!Base64Url.IsValid(cursor) || Base64Url.DecodeFromChars(cursor) is not { Length: > ChecksumBytes } bytes
            || Base64Url.EncodeToString(bytes) != cursor
            || !CryptographicOperations.FixedTimeEquals(bytes.AsSpan(0, ChecksumBytes), Checksum(http, bytes.AsSpan(ChecksumBytes))))
        {
            throw new ProblemException(Problem.Invalid(new RequestFault("cursor", "invalid_cursor")));
        }

        return Encoding.UTF8.GetString(bytes.AsSpan(ChecksumBytes)).Split(KeySeparator);
    }

    private static byte[] Checksum(HttpContext http, ReadOnlySpan<byte> key)
    {
        var filters = http.Request.Query
            .Where(parameter => !NotFilters.Contains(parameter.Key))
            .OrderBy(parameter => parameter.Key, StringComparer.Ordinal)
            .Select(parameter => $"{parameter.Key}={TextRules.Normalize(parameter.Value.ToString())}");
        var list = Encoding.UTF8.GetBytes($"{http.Request.Path}\n{string.Join('\n', filters)}\n");
        return SHA256.HashData([.. list, .. key])[..ChecksumBytes];
    }

    private string NextAddress(string cursor)
    {
        var sent = QueryHelpers.ParseQuery(http.Request.QueryString.Value);
        var query = new QueryBuilder(sent.Where(parameter => parameter.Key != "cursor")) { { "cursor", cursor } };
        return UriHelper.BuildRelative(http.Request.PathBase, http.Request.Path, query.ToQueryString());
    }
}
