using System.Buffers.Text;
using System.Reflection;
using System.Security.Cryptography;
using ItaApi.Authentication;
using ItaApi.Scoring;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>Marks an operation whose answers have an entity tag, for the contract.</summary>
internal sealed record AnswersWithTag;

/// <summary>Writes and compares entity tags. All of them are strong (RFC 9110, 8.8.3).</summary>
internal static class EntityTags
{
    /// <summary>Any cache may keep the answer and must revalidate it each time; a 304 costs little.</summary>
    internal const string Revalidated = "public, no-cache";

    private const string OfOneCaller = "private, no-cache";

    /// <summary>Identifies the build in the tags of calculated answers: another build may calculate or write them differently.</summary>
    public static readonly string Build = NameOf(typeof(EntityTags).Module, typeof(Scorer).Module);

    private const int Bytes = 15;
    private const int GuidBytes = 16;
    private const int BuildLength = 8;

    private const char BuildSeparator = '.';

    /// <summary>
    /// The tag of a versioned resource. What is answered is its state as this build shows it: another build may add a member, or correct
    /// what it computes, and a client must not keep the old answer because the state is the same.
    /// </summary>
    /// <param name="state">Names the stored state: a version, for example.</param>
    public static string OfState(string state) => $"{state}{BuildSeparator}{Build}";

    /// <summary>The state that a tag names, whichever build gave it out: during an upgrade two builds serve side by side.</summary>
    public static string StateOf(string tag) => tag.LastIndexOf(BuildSeparator) is >= 0 and var end ? tag[..end] : tag;

    /// <summary>The tag of an answer with these bytes.</summary>
    public static string Of(ReadOnlySpan<byte> made) => Base64Url.EncodeToString(SHA256.HashData(made).AsSpan(0, Bytes));

    public static string Quote(string tag) => $"\"{tag}\"";

    /// <param name="http">The request and its answer.</param>
    /// <param name="tag">The tag of the answer.</param>
    /// <param name="dependsOnKey">Whether callers with a key see more. A shared cache then keeps only answers without a key.</param>
    public static void Write(HttpContext http, string tag, bool dependsOnKey = false)
    {
        http.Response.Headers.ETag = Quote(tag);
        http.Response.Headers.CacheControl = dependsOnKey && Caller.Of(http).Identity is not null ? OfOneCaller : Revalidated;
        if (dependsOnKey)
            http.Response.Headers.Append(HeaderNames.Vary, Caller.KeyHeader);
    }

    /// <summary>Whether the client has this state. A malformed list of tags counts as empty.</summary>
    public static bool CallerHas(HttpRequest request, string tag) =>
        CallersOwn(request) is var known && (known.Contains("*") || known.Contains(tag));

    /// <summary>A name that changes with each of the modules, because an answer depends on the service and on the scorer.</summary>
    private static string NameOf(params ReadOnlySpan<Module> modules)
    {
        var versions = new byte[modules.Length * GuidBytes];
        for (var i = 0; i < modules.Length; i++)
            modules[i].ModuleVersionId.TryWriteBytes(versions.AsSpan(i * GuidBytes));
        return Convert.ToHexStringLower(SHA256.HashData(versions))[..BuildLength];
    }

    /// <summary>The tags of If-None-Match without quotation marks; <c>*</c> matches every tag.</summary>
    public static IReadOnlyList<string> CallersOwn(HttpRequest request) =>
        request.Headers.IfNoneMatch is { Count: > 0 } sent && EntityTagHeaderValue.TryParseList([.. sent.OfType<string>()], out var tags)
            ? [.. tags.Select(tag => tag.Tag.ToString().Trim('"'))]
            : [];
}
