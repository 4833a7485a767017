namespace ItaApi.Http.Problems;

/// <summary>Everything that is refused or goes wrong is answered as a problem, and what cannot be answered any more breaks off.</summary>
internal static class ProblemSetup
{
    public static IServiceCollection AddProblems(this IServiceCollection services) => services
        .AddSingleton<IProblemDetailsWriter, ProblemWriter>()
        .AddProblemDetails()
        .AddExceptionHandler<ExceptionProblems>();

    public static IApplicationBuilder UseProblems(this IApplicationBuilder app) => app
        .UseExceptionHandler()
        .Use(BreakOffAsync)
        .UseStatusCodePages();

    /// <summary>
    /// An answer that has begun cannot become a problem. Its connection is cut, so that no client takes the beginning for the whole. The
    /// framework would cut it as well, and log the exception three times.
    /// </summary>
    private static async Task BreakOffAsync(HttpContext http, RequestDelegate next)
    {
        try
        {
            await next(http);
        }
        catch (Exception exception) when (http.Response.HasStarted)
        {
            if (!http.RequestAborted.IsCancellationRequested)
                http.Features.Set(new Defect(exception));
            http.Abort();
        }
    }
}
