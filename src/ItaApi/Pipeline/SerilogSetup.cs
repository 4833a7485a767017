using ItaApi.Http.Problems;
using Microsoft.AspNetCore.Diagnostics;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Compact;

namespace ItaApi.Pipeline;

/// <summary>The log: one line of JSON an event on standard output, whatever writes it. The only file that knows Serilog.</summary>
internal static class SerilogSetup
{
    /// <summary>Lines that wait while standard output is read too slowly. Further ones are dropped: no request waits for the log.</summary>
    private const int MostWaiting = 10_000;

    public static void AddLogging(this WebApplicationBuilder builder) => builder.Services.AddSerilog(
        logger => logger
            .MinimumLevel.Information()
            // The framework reports every request several times; this service reports it once.
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            // Its message repeats the whole exception, which the program shows in one line.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .Enrich.With<WithoutAddress>()
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Async(
                background =>
                {
                    // Thai in UTF-8 whatever the machine's locale is, and a line in one piece.
                    Console.SetOut(new StreamWriter(Console.OpenStandardOutput()) { AutoFlush = true });
                    background.Console(new CompactJsonFormatter());
                },
                bufferSize: MostWaiting),
        // Several services run in one process of the tests.
        preserveStaticLogger: true);

    /// <summary>
    /// One line a request: method, route, status, milliseconds and trace id, and what the service itself did wrong. The route is the
    /// pattern
    /// and not the address, so that no key or name that an address contains reaches the log; bodies and headers never do.
    /// </summary>
    public static void UseRequestLog(this WebApplication app) => app.UseSerilogRequestLogging(options =>
    {
        options.Logger = app.Services.GetRequiredService<Serilog.ILogger>();
        options.MessageTemplate = "{Method} {Route} answered {Status} in {Milliseconds} ms";
        options.GetMessageTemplateProperties = static (http, _, milliseconds, status) =>
        [
            new LogEventProperty("Method", new ScalarValue(http.Request.Method)),
            new LogEventProperty("Route", new ScalarValue(RouteOf(http))),
            new LogEventProperty("Status", new ScalarValue(status)),
            new LogEventProperty("Milliseconds", new ScalarValue(milliseconds)),
        ];
        options.GetLevel = static (http, _, thrown) =>
            thrown is not null || http.Response.StatusCode >= 500 || http.Features.Get<Defect>() is not null
                ? LogEventLevel.Error
                : LogEventLevel.Information;
        options.EnrichDiagnosticContext = static (line, http) =>
        {
            if (http.Features.Get<Defect>() is { Exception: var exception })
                line.SetException(exception);
        };
    });

    /// <summary>The exception handler takes the endpoint off the request and keeps it in its feature.</summary>
    private static string RouteOf(HttpContext http) =>
        (http.GetEndpoint() ?? http.Features.Get<IExceptionHandlerFeature>()?.Endpoint) is RouteEndpoint route
            ? route.RoutePattern.RawText ?? ""
            : "(none)";

    /// <summary>The framework adds the address to every line of a request; it may contain names, and the route says enough.</summary>
    private sealed class WithoutAddress : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
    }
}
