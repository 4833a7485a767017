using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>Marks an operation whose answers carry an entity tag, for the contract.</summary>
public sealed record AnswersWithTag;

/// <summary>How entity tags are written and compared; strong ones throughout (RFC 9110, 8.8.3).</summary>
public static class EntityTags
{
    /// <summary>What may be kept by whoever reads it, and asked for again each time: a 304 costs little.</summary>
    internal const string Revalidated = "public, no-cache";

    /// <summary>Names the build in tags of what is computed: another may compute or write it otherwise.</summary>
    public static readonly string Build = typeof(EntityTags).Assembly.ManifestModule.ModuleVersionId.ToString("n")[..8];

    private const int Bytes = 15;

    /// <summary>The tag of what is made of these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> made) => Base64Url.EncodeToString(SHA256.HashData(made).AsSpan(0, Bytes));

    public static string Quote(string tag) => $"\"{tag}\"";

    public static void Write(HttpContext http, string tag)
    {
        http.Response.Headers.ETag = Quote(tag);
        http.Response.Headers.CacheControl = Revalidated;
    }

    /// <summary>Whether the caller says to have this state. A list of tags that cannot be read names none.</summary>
    public static bool CallerHas(HttpRequest request, string tag) => CallersOwn(request) is var known && (known.Contains("*") || known.Contains(tag));

    /// <summary>The tags of If-None-Match without quotes; <c>*</c> is every one.</summary>
    public static IReadOnlyList<string> CallersOwn(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } sent && EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags)
            ? [.. tags.Select(tag => tag.Tag.ToString().Trim('"'))]
            : [];
}
