using System.Globalization;
using ItaApi.Http.Answers;

namespace ItaApi.Dashboards.Caching;

/// <summary>
/// What the client of a read has already, and the form it requests. An entity tag consists of the build, the revision of the rules, the
/// stamp of the data and the form: everything an answer at one address is made from. The stamp alone therefore shows whether the client or
/// this process has the answer, before anything is read or calculated.
/// </summary>
internal sealed class ConditionalRead
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

    /// <param name="rules">The revisions of the rules that the answer is made by.</param>
    public static ConditionalRead From(HttpContext http, string rules) => new(http, rules);

    /// <inheritdoc cref="From(HttpContext, string)"/>
    public static ConditionalRead From(HttpContext http, int revision) => new(http, revision.ToString(CultureInfo.InvariantCulture));

    public bool AsCsv { get; }

    /// <summary>The answer, if the client or this process has one that is current; then nothing else needs to be read.</summary>
    /// <param name="maxAge">How long the answer may be used without asking again.</param>
    /// <param name="readStamp">Reads the current stamp. It is not called when there is no answer to compare it with.</param>
    public async ValueTask<Conditional<T>?> FindAnsweredAsync<T>(TimeSpan maxAge, Func<Task<string>> readStamp)
    {
        if (kept is null && callers.Count == 0)
            return null;

        var stamp = await readStamp();
        return !IsAnswered(stamp) ? null : new Conditional<T>(this, stamp, maxAge)
        {
            Value = static () => throw new InvalidOperationException("The answer is cached; it must not be built."),
            Csv = static (_, _) => throw new InvalidOperationException("The answer is cached; it must not be built."),
        };
    }

    /// <summary>Whether the client or this process has an answer with this stamp.</summary>
    public bool IsAnswered(string stamp) => kept?.Stamp == stamp || CallerHas(stamp);

    internal bool CallerHas(string stamp) => callers.Contains("*") || callers.Contains(TagOf(stamp));

    internal KeptAnswer? Kept(string stamp) => kept?.Stamp == stamp ? kept : null;

    internal void Keep(KeptAnswer answer) => answers.Keep(question, answer);

    /// <summary>The entity tag, without quotes.</summary>
    internal string TagOf(string stamp) => $"{prefix}{stamp}{suffix}";
}
