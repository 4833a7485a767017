using ItaApi.Tests.Support;

namespace ItaApi.Tests.Pipeline;

/// <summary>What every answer tells a browser, whatever became of the request.</summary>
[Trait("Category", "CultureFree")]
public sealed class SecurityHeaderTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Data = "default-src 'none'; frame-ancestors 'none'";

    [Theory]
    [InlineData("GET", "/v1/provinces", 200)]
    [InlineData("GET", "/v1/provinces/99", 404)]
    [InlineData("GET", "/v1/nothing", 404)]
    [InlineData("GET", "/nothing", 404)]
    [InlineData("POST", "/v1/provinces", 405)]
    [InlineData("PUT", "/v1/agencies/hdr-1", 400)]
    [InlineData("GET", "/health/live", 200)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    public async Task Data_is_never_a_page(string method, string address, int status)
    {
        var answer = await ita.SendAsync(new HttpMethod(method), address, method == "PUT" ? "{" : null);

        Assert.Equal(status, (int)answer.Status);
        Assert.Equal(
            (Data, "nosniff", "no-referrer", "cross-origin", null),
            (Header(answer, "Content-Security-Policy"), Header(answer, "X-Content-Type-Options"), Header(answer, "Referrer-Policy"),
                Header(answer, "Cross-Origin-Resource-Policy"), Header(answer, "Strict-Transport-Security")));
    }

    [Theory]
    [InlineData("/swagger/index.html")]
    [InlineData("/swagger/swagger-ui-bundle.js")]
    public async Task A_page_runs_its_own_files_only(string address)
    {
        var answer = await ita.GetAsync(address);

        var policy = Header(answer, "Content-Security-Policy")!.Split("; ");
        Assert.Contains("default-src 'self'", policy);
        Assert.Contains("frame-ancestors 'none'", policy);
        Assert.DoesNotContain(
            policy,
            rule =>
                rule.Contains("unsafe-eval", StringComparison.Ordinal)
                    || (rule.StartsWith("script-src", StringComparison.Ordinal) && rule.Contains("unsafe", StringComparison.Ordinal)));
        Assert.Equal("same-origin", Header(answer, "Cross-Origin-Resource-Policy"));
    }

    [Fact]
    public async Task Only_an_answer_over_https_asks_for_https()
    {
        await using var service = ItaApplication.Start(ita.ConnectionString, settings: [("ForwardedHeaders:KnownProxies:0", "127.0.0.1")]);
        using var client = service.CreateClient();
        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces") { Headers = { { "X-Forwarded-Proto", "https" } } };

        Assert.Equal("max-age=31536000", Header(await ItaApplication.SendAsync(client, request), "Strict-Transport-Security"));
        using var plain = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces");
        Assert.Null(Header(await ItaApplication.SendAsync(client, plain), "Strict-Transport-Security"));
    }

    private static string? Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;
}
