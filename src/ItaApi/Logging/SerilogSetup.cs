using Serilog;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace ItaApi.Logging;

/// <summary>JSON lines on standard output, whatever writes them. The only file that knows Serilog.</summary>
public static class SerilogSetup
{
    public static WebApplicationBuilder AddLogging(this WebApplicationBuilder builder)
    {
        var logger = new LoggerConfiguration()
            .MinimumLevel.Information()
            // The framework tells every request several times over; this service tells it once (RequestLog).
            .MinimumLevel.Override("Microsoft.AspNetCore", LogEventLevel.Warning)
            // Its message repeats the whole exception, which main shows in one line.
            .MinimumLevel.Override("Microsoft.Extensions.Hosting.Internal.Host", LogEventLevel.Fatal)
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Console(new JsonFormatter(renderMessage: true))
            .CreateLogger();

        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
        return builder;
    }
}
