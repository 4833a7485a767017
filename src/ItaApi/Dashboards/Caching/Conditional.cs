using System.Globalization;
using System.Reflection;
using ItaApi.Http.Answers;
using ItaApi.Values;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

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
    private readonly KeptAnswers answers;
    private readonly KeptAnswer? kept;
    private readonly string question;

    private ConditionalRead(HttpContext http, string rules)
    {
        AsCsv = CsvQuery.IsPreferredBy(http.Request);
        (prefix, suffix) = ($"{EntityTags.Build}-{rules}-", AsCsv ? "-csv" : "-json");
        callers = EntityTags.CallersOwn(http.Request);
        answers = http.RequestServices.GetRequiredService<KeptAnswers>();
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

/// <summary>How long an answer may be shown without asking again.</summary>
public static class Freshness
{
    /// <summary>Of the fiscal year under way, whose figures come in day by day; and of what spans years up to it.</summary>
    public static readonly TimeSpan OfTheYearUnderWay = TimeSpan.FromMinutes(1);

    /// <summary>Of a year that is over: what was published of it changes by correction only.</summary>
    public static readonly TimeSpan OfAPastYear = TimeSpan.FromDays(1);

    /// <summary>Thailand's, all the year round.</summary>
    private static readonly TimeSpan Offset = TimeSpan.FromHours(7);

    public static TimeSpan Of(int fiscalYear, TimeProvider clock) => fiscalYear < YearUnderWay(clock) ? OfAPastYear : OfTheYearUnderWay;

    /// <summary>The fiscal year (B.E.) of this moment in Thailand; it begins on 1 October and is named after the year it ends in.</summary>
    public static int YearUnderWay(TimeProvider clock) => clock.GetUtcNow().ToOffset(Offset).AddMonths(3).Year + FiscalYearAttribute.Era;
}

/// <summary>
/// 200 with its entity tag, in JSON or CSV, or 304 where the caller has it: then nothing is computed. The answer hangs on no key, so any
/// cache may keep it.
/// </summary>
public sealed class Conditional<T>(ConditionalRead read, string stamp, TimeSpan maxAge) : Tabular<T>, IEndpointMetadataProvider
{
    public override async Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.Headers.ETag = EntityTags.Quote(read.TagOf(stamp));
        response.Headers.CacheControl = string.Create(CultureInfo.InvariantCulture, $"public, max-age={(int)maxAge.TotalSeconds}, must-revalidate");
        if (read.AsCsv && !read.CallerHas(stamp))
        {
            await base.ExecuteAsync(httpContext);
            return;
        }

        await using var _ = Source;
        response.Headers.Append(HeaderNames.Vary, HeaderNames.Accept);
        if (read.CallerHas(stamp))
            response.StatusCode = StatusCodes.Status304NotModified;
        else
            await WriteAsync(response, read.Kept(stamp) ?? Answer(response), httpContext.RequestAborted);
    }

    private KeptAnswer Answer(HttpResponse response)
    {
        var answer = new KeptAnswer(stamp, JsonAnswers.ToBytes(Value()), response.Headers.Link);
        read.Keep(answer);
        return answer;
    }

    private static Task WriteAsync(HttpResponse response, KeptAnswer answer, CancellationToken ct)
    {
        response.ContentType = JsonAnswers.MediaType;
        response.ContentLength = answer.Body.Length;
        if (answer.Link is not null)
            response.Headers.Link = answer.Link;
        return response.Body.WriteAsync(answer.Body, ct).AsTask();
    }

    static void IEndpointMetadataProvider.PopulateMetadata(MethodInfo method, EndpointBuilder builder)
    {
        Document(builder);
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status304NotModified));
        builder.Metadata.Add(new AnswersWithTag());
    }
}
