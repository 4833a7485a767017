using System.Net;
using ItaApi.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace ItaApi.Pipeline;

/// <summary>
/// The configured proxies whose <c>X-Forwarded-For</c> is trusted. From any other sender the header is ignored, because anyone can write
/// it.
/// </summary>
internal static class Proxies
{
    public const string ProxiesKey = "ForwardedHeaders:KnownProxies";
    public const string NetworksKey = "ForwardedHeaders:KnownNetworks";

    public static void AddProxies(this WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
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
        if (app.Configuration.GetSection(ProxiesKey).GetChildren().Any() || app.Configuration.GetSection(NetworksKey).GetChildren().Any())
            app.UseForwardedHeaders();
    }
}
