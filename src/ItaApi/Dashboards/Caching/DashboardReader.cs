using ItaApi.Frameworks;

namespace ItaApi.Dashboards.Caching;

/// <summary>Begins to read a dashboard of a fiscal year: finds the rules of the year, and whether its answer is known already.</summary>
internal sealed class DashboardReader(StampReader stamps, FrameworkCatalogue frameworks, TimeProvider clock)
{
    /// <param name="scope">The data the answer depends on; its last year is the dashboard's.</param>
    /// <exception cref="Faults.ProblemException">The year has no framework.</exception>
    public async ValueTask<DashboardRead<T>> OpenAsync<T>(HttpContext http, StampScope scope, CancellationToken ct)
    {
        var framework = await frameworks.GetForQueryAsync(scope.LastYear, ct);
        var read = ConditionalRead.From(http, framework.Rules.Revision);
        var maxAge = Freshness.Of(scope.LastYear, clock);
        return new DashboardRead<T>(framework, read, maxAge)
        {
            Answered = await read.FindAnsweredAsync<T>(maxAge, () => stamps.ReadAsync(scope, ct)),
        };
    }
}

/// <summary>A dashboard of a fiscal year while it is read.</summary>
/// <param name="Framework">The newest rules of the year.</param>
/// <param name="Read">What the caller has of it, and the form the caller wants.</param>
/// <param name="MaxAge">How long its answer may be shown without asking again.</param>
internal sealed record DashboardRead<T>(YearFramework Framework, ConditionalRead Read, TimeSpan MaxAge)
{
    /// <summary>The answer, if the caller or this process has it and it still holds: then nothing else need be read.</summary>
    public Conditional<T>? Answered { get; init; }

    /// <param name="stamp">The state of the data that the answer is made of.</param>
    public Conditional<T> Answer(string stamp, Func<T> value, Func<Stream, CancellationToken, Task> csv) =>
        new(Read, stamp, MaxAge) { Value = value, Csv = csv };
}
