using System.Net;
using ItaApi.Configuration;
using Microsoft.AspNetCore.HttpOverrides;

namespace ItaApi.Pipeline;

/// <summary>
/// Whose word is taken for where a request comes from: the proxies that are configured. Of everybody else <c>X-Forwarded-For</c> is not
/// read, because anybody can write it.
/// </summary>
public static class Proxies
{
    public const string ProxiesKey = "ForwardedHeaders:KnownProxies";
    public const string NetworksKey = "ForwardedHeaders:KnownNetworks";

    public static void AddProxies(this WebApplicationBuilder builder) => builder.Services.Configure<ForwardedHeadersOptions>(options =>
    {
        options.ForwardedHeaders = ForwardedHeaders.XForwardedFor | ForwardedHeaders.XForwardedProto;
        // As many as are known stand one behind another; the first that is not is who asks.
        options.ForwardLimit = null;
        options.KnownProxies.Clear();
        options.KnownIPNetworks.Clear();
        foreach (var proxy in builder.Configuration.List<IPAddress>(ProxiesKey, IPAddress.TryParse!, "needs an IP address", "10.0.0.1"))
            options.KnownProxies.Add(proxy);
        foreach (var network in builder.Configuration.List<System.Net.IPNetwork>(NetworksKey, System.Net.IPNetwork.TryParse, "needs a network", "10.0.0.0/8"))
            options.KnownIPNetworks.Add(network);
    });

    /// <summary>Stands before everything; with no proxy configured the framework would believe everybody, so it is left out.</summary>
    public static void UseProxies(this WebApplication app)
    {
        if (app.Configuration.GetSection(ProxiesKey).GetChildren().Any() || app.Configuration.GetSection(NetworksKey).GetChildren().Any())
            app.UseForwardedHeaders();
    }
}
