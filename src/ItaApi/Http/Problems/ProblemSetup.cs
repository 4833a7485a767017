namespace ItaApi.Http.Problems;

/// <summary>Answers every refusal and every error as a problem. A response that has started is aborted instead.</summary>
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
    /// A response that has started cannot become a problem. Its connection is closed, so that no client takes the part for the whole. The
    /// framework would close it too, and log the exception three times.
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
