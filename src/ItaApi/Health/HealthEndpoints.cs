using ItaApi.Faults;
using Microsoft.AspNetCore.Http.HttpResults;

namespace ItaApi.Health;

/// <summary>Probes for an orchestrator. They are not part of the contract of v1.</summary>
internal static class HealthEndpoints
{
    private const string Ok = "ok";
    private const string Failing = "failing";

    public static IServiceCollection AddHealth(this IServiceCollection services) => services.AddSingleton<Readiness>();

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();

        health.MapGet("/live", Live);
        health.MapGet("/ready", ReadyAsync);
    }

    /// <summary>The process answers; nothing else is checked.</summary>
    private static Ok<LiveAnswer> Live() => TypedResults.Ok(new LiveAnswer("live"));

    /// <summary>
    /// The process accepts requests and can store: the database answers, keeps what is written, and the service is not stopping. With 503,
    /// <c>degraded</c> means that data can still be read.
    /// </summary>
    private static async Task<JsonHttpResult<ReadyAnswer>> ReadyAsync(
        Readiness readiness, IHostApplicationLifetime lifetime, HttpContext http, CancellationToken ct)
    {
        http.Response.Headers.CacheControl = "no-store";
        var thai = Messages.PrefersThai(http.Request);
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            return Answer(http, "unavailable", [Check("service", "service_stopping", thai)]);

        var state = await readiness.FindAsync(ct);
        var status = state.Reading is not null ? "unavailable" : state.Writing is not null ? "degraded" : "ready";
        return Answer(http, status, [Check("database", state.Reading, thai), Check("writes", state.Writing, thai)]);
    }

    private static JsonHttpResult<ReadyAnswer> Answer(HttpContext http, string status, IReadOnlyList<ReadyCheck> checks)
    {
        if (status == "ready")
            return TypedResults.Json(new ReadyAnswer(status, checks));

        http.Response.Headers.RetryAfter = "5";
        return TypedResults.Json(new ReadyAnswer(status, checks), statusCode: StatusCodes.Status503ServiceUnavailable);
    }

    private static ReadyCheck Check(string name, string? code, bool thai) => code is null
        ? new ReadyCheck(name, Ok, null)
        : new ReadyCheck(name, Failing, Messages.Fill(Messages.Problems[code], thai, new Dictionary<string, object?>()));

    internal sealed record LiveAnswer(string Status);

    /// <param name="Status"><c>ready</c>, <c>degraded</c> or <c>unavailable</c>.</param>
    internal sealed record ReadyAnswer(string Status, IReadOnlyList<ReadyCheck> Checks);

    /// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
    internal sealed record ReadyCheck(string Name, string Status, string? Detail);
}
