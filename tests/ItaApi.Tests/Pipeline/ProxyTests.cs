using System.Net.Http.Json;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ItaApi.Tests.Pipeline;

/// <summary>Whose word is taken for where a request comes from, seen by whose budget it is counted against.</summary>
[Trait("Category", "CultureFree")]
public sealed class ProxyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task Where_no_proxy_is_known_nobodys_word_is_taken()
    {
        await using var service = Start();
        using var client = service.CreateClient();

        Assert.Equal(9, await LeftAsync(client, "203.0.113.7"));
        Assert.Equal(8, await LeftAsync(client, "203.0.113.8"));
        Assert.Equal(7, await LeftAsync(client, forwardedFor: null));
    }

    [Theory]
    [InlineData("ForwardedHeaders:KnownProxies:0", "127.0.0.1")]
    [InlineData("ForwardedHeaders:KnownNetworks:0", "127.0.0.0/8")]
    public async Task A_known_proxy_is_believed(string setting, string value)
    {
        await using var service = Start((setting, value));
        using var client = service.CreateClient();

        Assert.Equal(9, await LeftAsync(client, "203.0.113.7"));
        Assert.Equal(9, await LeftAsync(client, "203.0.113.8"));
        Assert.Equal(8, await LeftAsync(client, "203.0.113.7"));
        // What a caller wrote before its proxy added to it is the caller's word.
        Assert.Equal(7, await LeftAsync(client, "198.51.100.1, 203.0.113.7"));
    }

    [Fact]
    public async Task A_proxy_that_is_not_the_one_that_is_known_is_not_believed()
    {
        await using var service = Start(("ForwardedHeaders:KnownProxies:0", "10.0.0.1"));
        using var client = service.CreateClient();

        Assert.Equal(9, await LeftAsync(client, "203.0.113.7"));
        Assert.Equal(8, await LeftAsync(client, "203.0.113.8"));
    }

    [Fact]
    public async Task Addresses_of_one_ipv6_network_share_a_budget()
    {
        await using var service = Start(("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        using var client = service.CreateClient();

        Assert.Equal(9, await LeftAsync(client, "2001:db8:1:2::1"));
        Assert.Equal(8, await LeftAsync(client, "2001:db8:1:2:ffff::9"));
        Assert.Equal(9, await LeftAsync(client, "2001:db8:1:3::1"));
    }

    [Fact]
    public async Task Addresses_have_the_path_below_which_a_known_proxy_publishes_the_service()
    {
        await using var service = Start(("ForwardedHeaders:KnownProxies:0", "127.0.0.1"));
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", ItaApplication.AdministratorKey);
        client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/ita");
        await ita.CreateAgencyAsync();
        var code = Some.AgencyCode();

        using var created = await client.PutAsJsonAsync($"/v1/agencies/{code}", Some.Agency(), Cancelled);
        Assert.Equal($"/ita/v1/agencies/{code}", created.Headers.Location!.OriginalString);

        using var list = await client.GetAsync("/v1/agencies?limit=1", Cancelled);
        Assert.StartsWith("</ita/v1/agencies?", list.Headers.GetValues("Link").Single(), StringComparison.Ordinal);

        var contract = JsonNode.Parse(await client.GetStringAsync("/openapi/v1.json", Cancelled))!;
        Assert.Equal("/ita", contract["servers"]![0]!["url"]!.GetValue<string>());
        var dashboard = await client.GetStringAsync("/dashboard", Cancelled);
        Assert.Contains("src=\"/ita/dashboard/dashboard.js\"", dashboard, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_prefix_from_elsewhere_is_ignored()
    {
        await using var service = Start(("ForwardedHeaders:KnownProxies:0", "10.0.0.1"));
        using var client = service.CreateClient();
        client.DefaultRequestHeaders.Add("X-Forwarded-Prefix", "/ita");
        await ita.CreateAgencyAsync();
        await ita.CreateAgencyAsync();

        using var list = await client.GetAsync("/v1/agencies?limit=1", Cancelled);

        Assert.StartsWith("</v1/agencies?", list.Headers.GetValues("Link").Single(), StringComparison.Ordinal);
        Assert.Contains("src=\"/dashboard/dashboard.js\"", await client.GetStringAsync("/dashboard", Cancelled), StringComparison.Ordinal);
    }

    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    private WebApplicationFactory<Program> Start(params (string, string)[] settings) =>
        ItaApplication.Start(
            ita.ConnectionString, settings: [("RateLimit:WindowSeconds", "600"), ("RateLimit:ReadsPerAddress", "10"), .. settings]);

    private static async Task<int> LeftAsync(HttpClient client, string? forwardedFor)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces");
        if (forwardedFor is not null)
            request.Headers.Add("X-Forwarded-For", forwardedFor);
        var answer = await ItaApplication.SendAsync(client, request);
        var left = Assert.Single(answer.Headers.GetValues("RateLimit"));
        return int.Parse(left.Split(";r=")[1].Split(';')[0], System.Globalization.CultureInfo.InvariantCulture);
    }
}
