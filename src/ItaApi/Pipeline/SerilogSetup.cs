using System.Globalization;
using Serilog;
using Serilog.Core;
using Serilog.Events;
using Serilog.Formatting.Json;

namespace ItaApi.Pipeline;

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
            .Enrich.With<WithoutAddress>()
            .ReadFrom.Configuration(builder.Configuration)
            .WriteTo.Sink(new JsonLines())
            .CreateLogger();

        builder.Logging.ClearProviders();
        builder.Logging.AddSerilog(logger, dispose: true);
        return builder;
    }

    /// <summary>One line of JSON an event.</summary>
    private sealed class JsonLines : ILogEventSink, IDisposable
    {
        [ThreadStatic] private static StringWriter? line;

        private readonly StandardOutput output = new();
        private readonly JsonFormatter formatter = new(renderMessage: true);

        public void Emit(LogEvent logEvent)
        {
            line ??= new StringWriter(CultureInfo.InvariantCulture);
            var text = line.GetStringBuilder().Clear();
            formatter.Format(logEvent, line);
            output.Write(text);
        }

        public void Dispose() => output.Dispose();
    }

    /// <summary>The framework adds the address to every line of a request; it may hold names, and the route says enough.</summary>
    private sealed class WithoutAddress : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) => logEvent.RemovePropertyIfPresent("RequestPath");
    }
}
