using System.Diagnostics;
using Microsoft.AspNetCore.Diagnostics;

namespace ItaApi.Pipeline;

/// <summary>
/// One line a request: method, route, status, milliseconds and trace id. The route is the pattern and not the address, so that no key
/// or name that stands in an address reaches the log; bodies and headers never do.
/// </summary>
public static class RequestLog
{
    public static IApplicationBuilder UseRequestLog(this IApplicationBuilder app)
    {
        var logger = app.ApplicationServices.GetRequiredService<ILoggerFactory>().CreateLogger("ItaApi.Requests");
        return app.Use(async (http, next) =>
        {
            var (method, started) = (http.Request.Method, Stopwatch.GetTimestamp());
            try
            {
                await next(http);
            }
            finally
            {
                // What was thrown takes the endpoint off the request before it is answered.
                var endpoint = http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint;
                var route = (endpoint as RouteEndpoint)?.RoutePattern.RawText ?? "(none)";
                var level = http.Response.StatusCode >= 500 ? LogLevel.Error : LogLevel.Information;
                logger.Log(
                    level,
                    "{Method} {Route} answered {Status} in {Milliseconds} ms, trace {Trace}",
                    method,
                    route,
                    http.Response.StatusCode,
                    Stopwatch.GetElapsedTime(started).TotalMilliseconds,
                    Activity.Current?.TraceId.ToHexString() ?? http.TraceIdentifier);
            }
        });
    }
}
