using ItaApi.Database;

namespace ItaApi.Http.Problems;

/// <summary>Answers no write as done that PostgreSQL did not confirm.</summary>
internal static class ConfirmedWrites
{
    /// <summary>Begins to watch what a request writes.</summary>
    public static IApplicationBuilder UseCommitWatch(this IApplicationBuilder app) => app.Use(static async (http, next) =>
    {
        http.Features.Set(CommitWatch.Begin());
        await next(http);
    });

    /// <summary>Checks, between the work and the answer.</summary>
    public static TBuilder WithConfirmedWrites<TBuilder>(this TBuilder group) where TBuilder : IEndpointConventionBuilder =>
        group.AddEndpointFilter(static async (invocation, next) =>
        {
            var result = await next(invocation);
            CommitWatch.Current?.ThrowIfUnconfirmed();
            return result;
        });
}
