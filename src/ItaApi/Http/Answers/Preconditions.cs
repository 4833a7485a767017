using ItaApi.Faults;
using Microsoft.Net.Http.Headers;

namespace ItaApi.Http.Answers;

/// <summary>
/// The condition under which a request may change stored data (RFC 9110, <c>If-Match</c> and <c>If-None-Match: *</c>). The condition is
/// part of the statement that writes, so that only one of two clients with the same tag succeeds.
/// </summary>
internal sealed class Preconditions
{
    /// <summary>For the service's own writes: any version, or none.</summary>
    public static readonly Preconditions None = new() { AnyVersion = true };

    /// <summary><c>If-None-Match: *</c>: create, and do not change.</summary>
    public bool MustNotExist { get; private init; }

    /// <summary><c>If-Match</c> was sent: change, and do not create.</summary>
    public bool MustExist { get; private init; }

    /// <summary><c>If-Match: *</c>: any version.</summary>
    public bool AnyVersion { get; private init; }

    /// <summary>The states that the tags of <c>If-Match</c> name. Weak tags are omitted: they never match.</summary>
    public string[] States { get; private init; } = [];

    /// <summary>Whether this state may be changed. The statement has decided it; this gives the reason for a refusal.</summary>
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
            States =
            [
                .. from tag in match
                   where !tag.IsWeak && !tag.Equals(EntityTagHeaderValue.Any)
                   select EntityTags.StateOf(tag.Tag.Value![1..^1]),
            ],
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
