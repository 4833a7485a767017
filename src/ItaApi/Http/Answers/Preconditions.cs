using ItaApi.Faults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>
/// Under which condition a request may change what is stored (RFC 9110, <c>If-Match</c> and <c>If-None-Match: *</c>). The condition is
/// part of the statement that writes, so that of two clients with the same tag one wins.
/// </summary>
public sealed class Preconditions
{
    /// <summary>For the service's own writes: whatever is there, or nothing.</summary>
    public static readonly Preconditions None = new() { AnyVersion = true };

    /// <summary><c>If-None-Match: *</c>: create, and change nothing.</summary>
    public bool MustNotExist { get; private init; }

    /// <summary><c>If-Match</c> was sent: change, and create nothing.</summary>
    public bool MustExist { get; private init; }

    /// <summary><c>If-Match: *</c>: whatever version is there.</summary>
    public bool AnyVersion { get; private init; }

    /// <summary>The states that the tags of <c>If-Match</c> name. Weak tags are omitted: they never match here.</summary>
    public string[] States { get; private init; } = [];

    /// <summary>Whether this state may be changed: what a statement judged, judged again to say why it refused.</summary>
    public bool AllowChangeOf(string state) => !MustNotExist && (AnyVersion || States.Contains(state, StringComparer.Ordinal));

    public static ValueTask<Preconditions?> BindAsync(HttpContext http) => ValueTask.FromResult<Preconditions?>(From(http.Request));

    private static Preconditions From(HttpRequest request)
    {
        var match = Read(request, HeaderNames.IfMatch);
        var noneMatch = Read(request, HeaderNames.IfNoneMatch);
        if (noneMatch.Count > 0 && !noneMatch.Contains(EntityTagHeaderValue.Any))
            throw new ProblemException(Problem.Invalid(new RequestFault(HeaderNames.IfNoneMatch, "only_any_tag")));

        return new Preconditions
        {
            MustNotExist = noneMatch.Count > 0,
            MustExist = match.Count > 0,
            AnyVersion = match.Contains(EntityTagHeaderValue.Any),
            States = [.. match.Where(tag => !tag.IsWeak && !tag.Equals(EntityTagHeaderValue.Any)).Select(tag => EntityTags.StateOf(tag.Tag.Value![1..^1]))],
        };
    }

    private static IList<EntityTagHeaderValue> Read(HttpRequest request, string header)
    {
        var sent = request.Headers[header];
        if (sent.Count == 0)
            return [];
        return EntityTagHeaderValue.TryParseStrictList([.. sent.OfType<string>()], out var tags)
            ? tags
            : throw new ProblemException(Problem.Invalid(new RequestFault(header, "invalid_entity_tag")));
    }
}
