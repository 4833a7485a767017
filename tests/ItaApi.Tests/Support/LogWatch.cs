using System.Collections.Concurrent;
using System.Text.RegularExpressions;
using ItaApi.Tests.Support;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

[assembly: AssemblyFixture(typeof(LogWatch))]

namespace ItaApi.Tests.Support;

/// <summary>
/// Reads along with every service the tests start, at every level there is, and fails the run when a line holds a key: the
/// administrator's, or one that a test made. Lines are looked at as they are written and not kept.
/// </summary>
public sealed partial class LogWatch : IDisposable
{
    private static readonly ConcurrentQueue<string> Offences = [];

    /// <summary>What was written that must not be; empty unless the service has a defect.</summary>
    public static IReadOnlyCollection<string> Found => Offences;

    /// <summary>Puts itself in front of whatever a service logs with.</summary>
    public static void Attach(IServiceCollection services)
    {
        var actual = services.Last(service => service.ServiceType == typeof(ILoggerFactory)).ImplementationFactory!;
        services.AddSingleton<ILoggerFactory>(provider => new Factory((ILoggerFactory)actual(provider)));
    }

    /// <summary>Whether a text holds what only a caller and the service may know.</summary>
    public static bool HoldsKey(string text) =>
        text.Contains(ItaApplication.AdministratorKey, StringComparison.Ordinal) || Key().IsMatch(text);

    public void Dispose() => Assert.Empty(Offences);

    [GeneratedRegex(@"ita_[A-Za-z0-9_-]{8}\.[A-Za-z0-9_-]{43}")]
    private static partial Regex Key();

    private sealed class Factory(ILoggerFactory actual) : ILoggerFactory
    {
        public ILogger CreateLogger(string categoryName) => new Reader(categoryName, actual.CreateLogger(categoryName));

        public void AddProvider(ILoggerProvider provider) => actual.AddProvider(provider);

        public void Dispose() => actual.Dispose();
    }

    private sealed class Reader(string category, ILogger actual) : ILogger
    {
        public IDisposable? BeginScope<TState>(TState state) where TState : notnull
        {
            Read(state.ToString());
            return actual.BeginScope(state);
        }

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
        {
            Read(formatter(state, exception));
            Read(exception?.ToString());
            // A sink writes the values, too, and not all of them need stand in the message.
            foreach (var (_, value) in state as IReadOnlyList<KeyValuePair<string, object?>> ?? [])
                Read(value as string);
            actual.Log(logLevel, eventId, state, exception, formatter);
        }

        private void Read(string? text)
        {
            if (text is not null && HoldsKey(text))
                Offences.Enqueue($"{category}: {text}");
        }
    }
}
