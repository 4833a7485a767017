using ItaApi.Faults;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Changes;

public static class ChangeEndpoints
{
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton<ChangeRepository>()
        .AddSingleton<ChangeFeed>();

    public static void MapChanges(this IEndpointRouteBuilder routes) => routes.MapGroup("/changes").WithTags("Changes").MapGet("", ListChanges);

    /// <summary>List what was changed since the last time, in order, deletions included.</summary>
    /// <remarks>For whoever keeps a copy: begin with `after=0`, store `next`, ask again with it. No change is missed and none is told twice, also while others write. A change is told once no transaction older than its own is under way. With `wait` the answer comes as soon as there is a change. Changes are pruned in time; who comes too late is answered 410, with the `next` to go on with after reading everything anew.</remarks>
    private static async Task<Results<Ok<ChangePage>, GoneProblem>> ListChanges(
        [AsParameters] ChangeQuery query, ChangeRepository changes, ChangeFeed feed, HttpContext http,
        IHostApplicationLifetime service, TimeProvider clock, CancellationToken ct)
    {
        if (ChangePosition.Parse(query.After ?? "0") is not { } after)
            throw new ProblemException(Problem.Invalid(new RequestFault("after", "invalid_cursor")));

        http.Response.Headers.CacheControl = "no-store";
        var (wait, started) = (TimeSpan.FromSeconds(query.Wait ?? 0), clock.GetTimestamp());
        while (true)
        {
            var (rows, pruned) = await changes.ListAsync(after, query.Limit ?? ChangeQuery.DefaultLimit, ct);
            if (after.IsBefore(pruned))
                return GoneProblem.Changes((await changes.FindNewestAsync(ct)).ToString());
            if (rows.Count > 0 || IsOver())
                return TypedResults.Ok(new ChangePage { Items = [.. rows.Select(row => row.ToChange())], Next = (rows.Count > 0 ? rows[^1].Position : after).ToString() });

            do
                await Task.Delay(ChangeFeed.Pause, clock, ct);
            while (!after.IsBefore(await feed.FindNewestAsync(ct)) && !IsOver());
        }

        // Who waits must not keep the service from ending.
        bool IsOver() => clock.GetElapsedTime(started) >= wait || service.ApplicationStopping.IsCancellationRequested;
    }
}
