using Dapper;
using ItaApi.Faults;
using Microsoft.AspNetCore.Http.HttpResults;
using Npgsql;

namespace ItaApi.Health;

/// <summary>Probes for an orchestrator. They are not part of the contract of v1.</summary>
internal static class HealthEndpoints
{
    /// <summary>The time within which the database must answer.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(3);

    public static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").ExcludeFromDescription();

        health.MapGet("/live", Live);
        health.MapGet("/ready", ReadyAsync);
    }

    /// <summary>The process answers; nothing else is checked.</summary>
    private static Ok<HealthAnswer> Live() => TypedResults.Ok(new HealthAnswer("live"));

    /// <summary>The process accepts requests: the database answers, and the service is not stopping.</summary>
    private static async Task<Ok<HealthAnswer>> ReadyAsync(
        NpgsqlDataSource database, IHostApplicationLifetime lifetime, TimeProvider clock, HttpContext http)
    {
        if (lifetime.ApplicationStopping.IsCancellationRequested)
            throw new ProblemException(new Problem("service_stopping"));

        using var patience = new CancellationTokenSource(Patience, clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, http.RequestAborted);
        try
        {
            await using var connection = await database.OpenConnectionAsync(either.Token);
            await connection.ExecuteAsync(new CommandDefinition("select 1", cancellationToken: either.Token));
            return TypedResults.Ok(new HealthAnswer("ready"));
        }
        catch (Exception e) when (e is NpgsqlException or OperationCanceledException && !http.RequestAborted.IsCancellationRequested)
        {
            throw new ProblemException(new Problem("database_unavailable"));
        }
    }

    internal sealed record HealthAnswer(string Status);
}
