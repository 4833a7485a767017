using System.Globalization;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// What the caller of a read already has, and the form it wants. An entity tag names the build, the revision of the rules, the stamp of
/// the data and the form: all that an answer at one address is made of. So the stamp alone tells whether the caller has the answer, or this
/// process has kept it, before anything is read or computed.
/// </summary>
public sealed class ConditionalRead
{
    private readonly string prefix;
    private readonly string suffix;
    private readonly IReadOnlyList<string> callers;
    private readonly AnswerCache answers;
    private readonly KeptAnswer? kept;
    private readonly string question;

    private ConditionalRead(HttpContext http, string rules)
    {
        AsCsv = CsvQuery.IsPreferredBy(http.Request);
        (prefix, suffix) = ($"{EntityTags.Build}-{rules}-", AsCsv ? "-csv" : "-json");
        callers = EntityTags.CallersOwn(http.Request);
        answers = http.RequestServices.GetRequiredService<AnswerCache>();
        question = $"{rules} {http.Request.Path}{http.Request.QueryString}";
        kept = AsCsv ? null : answers.Find(question);
    }

    /// <param name="rules">The revisions of the rules the answer is made by.</param>
    public static ConditionalRead From(HttpContext http, string rules) => new(http, rules);

    /// <inheritdoc cref="From(HttpContext, string)"/>
    public static ConditionalRead From(HttpContext http, int revision) => new(http, revision.ToString(CultureInfo.InvariantCulture));

    public bool AsCsv { get; }

    /// <summary>The answer, where there is one already that still holds; nothing else need be read then.</summary>
    /// <param name="maxAge">How long it may be shown without asking again.</param>
    /// <param name="readStamp">The stamp of now; not asked for where there is no answer to compare it with.</param>
    public async ValueTask<Conditional<T>?> FindAnsweredAsync<T>(TimeSpan maxAge, Func<Task<string>> readStamp)
    {
        if (kept is null && callers.Count == 0)
            return null;

        var stamp = await readStamp();
        return !IsAnswered(stamp) ? null : new Conditional<T>(this, stamp, maxAge)
        {
            Value = static () => throw new InvalidOperationException("What is answered already is not made again."),
            Csv = static (_, _) => throw new InvalidOperationException("What is answered already is not made again."),
        };
    }

    /// <summary>Whether there is an answer of this stamp already, the caller's or a kept one.</summary>
    public bool IsAnswered(string stamp) => kept?.Stamp == stamp || CallerHas(stamp);

    internal bool CallerHas(string stamp) => callers.Contains("*") || callers.Contains(TagOf(stamp));

    internal KeptAnswer? Kept(string stamp) => kept?.Stamp == stamp ? kept : null;

    internal void Keep(KeptAnswer answer) => answers.Keep(question, answer);

    /// <summary>The entity tag, without quotes.</summary>
    internal string TagOf(string stamp) => $"{prefix}{stamp}{suffix}";
}
