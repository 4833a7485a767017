using System.Net;
using ItaApi.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace ItaApi.Pipeline;

/// <summary>
/// The configured proxies whose <c>X-Forwarded-</c> headers are trusted: the address of the caller, the scheme, and the path below which
/// the proxy publishes the service. From any other sender the headers are ignored, because anyone can write them.
/// </summary>
internal static class Proxies
{
    public const string ProxiesKey = "ForwardedHeaders:KnownProxies";
    public const string NetworksKey = "ForwardedHeaders:KnownNetworks";

    public static void AddProxies(this WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto | ForwardedHeaders.XForwardedPrefix;
        // Any number of known proxies may be in a chain; the first unknown address is the caller.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in builder.Configuration.List<IPAddress>(ProxiesKey, IPAddress.TryParse!, "must be an IP address", "10.0.0.1"))
            options.KnownProxies.Add(proxy);
        var networks = builder.Configuration.List<System.Net.IPNetwork>(
            NetworksKey, System.Net.IPNetwork.TryParse, "must be a network", "10.0.0.0/8");
        foreach (var network in networks)
            options.KnownIPNetworks.Add(network);
    });

    /// <summary>
    /// Comes first in the pipeline. Without a configured proxy it is omitted, because the framework would trust every sender.
    /// </summary>
    public static void UseProxies(this WebApplication app)
    {
        if (!app.Configuration.GetSection(ProxiesKey).GetChildren().Any() && !app.Configuration.GetSection(NetworksKey).GetChildren().Any())
            return;

        app.UseForwardedHeaders();
        app.Use(static (http, next) =>
        {
            if (http.Request.PathBase.HasValue)
                http.Response.OnStarting(AddPrefix, http);
            return next(http);
        });
    }

    /// <summary>The service names addresses as it knows them; the caller needs them as the proxy publishes them.</summary>
    private static Task AddPrefix(object state)
    {
        var http = (HttpContext)state;
        var prefix = http.Request.PathBase.Value!;
        if (http.Response.Headers.Location is [{ } location]
            && location.StartsWith('/')
            && !location.StartsWith($"{prefix}/", StringComparison.Ordinal))
        {
            http.Response.Headers.Location = prefix + location;
        }

        return Task.CompletedTask;
    }
}
