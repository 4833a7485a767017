using ItaApi.Faults;
using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Changes;

internal static class ChangeEndpoints
{
    public static IServiceCollection AddChanges(this IServiceCollection services) => services
        .AddSingleton<ChangeRepository>()
        .AddSingleton<ChangeFeed>();

    public static void MapChanges(this IEndpointRouteBuilder routes) =>
        routes.MapGroup("/changes").WithTags("Changes").MapGet("", ListChanges);

    /// <summary>List the changes since a position, in order, including deletions.</summary>
    /// <remarks>
    /// For clients that keep a copy: begin with `after=0`, store `next`, and send it as `after` of the next request. Each change is listed
    /// exactly once, even while others write. A change is listed when no older transaction is still open. With `wait`, the answer is sent
    /// as soon as there is a change. Old changes are deleted after some time. A client that has fallen behind gets 410 and a `next`: it
    /// reads all data again and continues from there.
    /// </remarks>
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
            {
                return TypedResults.Ok(new ChangePage
                {
                    Items = [.. rows.Select(row => row.ToChange())],
                    Next = (rows.Count > 0 ? rows[^1].Position : after).ToString(),
                });
            }

            do
                await Task.Delay(ChangeFeed.Pause, clock, ct);
            while (!after.IsBefore(await feed.FindNewestAsync(ct)) && !IsOver());
        }

        // A waiting request must not keep the service from stopping.
        bool IsOver() => clock.GetElapsedTime(started) >= wait || service.ApplicationStopping.IsCancellationRequested;
    }
}
