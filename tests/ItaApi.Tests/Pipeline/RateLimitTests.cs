using System.Text;
using ItaApi.Tests.Support;
using Microsoft.AspNetCore.Mvc.Testing;

namespace ItaApi.Tests.Pipeline;

/// <summary>Budgets of requests, in services whose budgets are small.</summary>
public sealed class RateLimitTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static readonly (string, string)[] Small =
    [
        ("RateLimit:WindowSeconds", "600"),
        ("RateLimit:ReadsPerAddress", "3"), ("RateLimit:WritesPerAddress", "2"),
        ("RateLimit:ReadsPerKey", "4"), ("RateLimit:WritesPerKey", "2"),
    ];

    [Fact]
    public async Task An_answer_says_what_is_left_of_the_callers_budget()
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();

        var first = await AskAsync(client, "/v1/provinces");
        var second = await AskAsync(client, "/v1/provinces/57");

        Assert.Equal((200, "\"reads\";q=3;w=600", "\"reads\";r=2;t=200"), Read(first));
        Assert.Equal((200, "\"reads\";q=3;w=600", "\"reads\";r=1;t=400"), Read(second));
    }

    [Fact]
    public async Task Who_has_nothing_left_is_told_when_to_come_back()
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();
        for (var i = 0; i < 3; i++)
            Assert.Equal(200, Read(await AskAsync(client, "/v1/provinces")).Status);

        var refused = await AskAsync(client, "/v1/provinces");

        refused.IsProblem(429, "rate_limited");
        Assert.Equal((429, "\"reads\";q=3;w=600", "\"reads\";r=0;t=600"), Read(refused));
        Assert.Equal(TimeSpan.FromSeconds(200), refused.Headers.RetryAfter!.Delta);
        Assert.Contains(
            "At most 3 requests of this kind are answered in 600 seconds.",
            refused.Json["detail"]!.GetValue<string>(),
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Reads_and_writes_have_budgets_of_their_own()
    {
        await using var service = StartSmall();
        using var client = ItaApplication.ClientOf(service);
        for (var i = 0; i < 2; i++)
            Assert.Equal((201, "\"writes\";q=2;w=600", $"\"writes\";r={1 - i};t={300 + (i * 300)}"), Read(await PutAgencyAsync(client)));

        (await PutAgencyAsync(client)).IsProblem(429, "rate_limited");

        Assert.Equal((200, "\"reads\";q=4;w=600", "\"reads\";r=3;t=150"), Read(await AskAsync(client, "/v1/provinces")));
    }

    [Theory]
    [InlineData("/v1/scorings")]
    [InlineData("/v1/simulations")]
    public async Task A_post_that_stores_nothing_is_a_read(string address)
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();

        var answer = await SendAsync(client, HttpMethod.Post, address, "{}");

        Assert.Equal((400, "\"reads\";q=3;w=600", "\"reads\";r=2;t=200"), Read(answer));
    }

    [Fact]
    public async Task Two_keys_do_not_share_a_budget_and_neither_shares_the_addresss()
    {
        await using var service = StartSmall();
        using var nobody = service.CreateClient();
        using var one = await ClientWithKeyAsync(service);
        using var other = await ClientWithKeyAsync(service);
        while ((await AskAsync(one, "/v1/provinces")).Code is null)
        {
        }

        Assert.Equal((200, "\"reads\";q=4;w=600", "\"reads\";r=3;t=150"), Read(await AskAsync(other, "/v1/provinces")));
        Assert.Equal((200, "\"reads\";q=3;w=600", "\"reads\";r=2;t=200"), Read(await AskAsync(nobody, "/v1/provinces")));
    }

    [Fact]
    public async Task Who_tries_out_keys_uses_up_the_budget_of_the_address()
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();
        foreach (var attempt in Enumerable.Range(0, 3))
        {
            using var guess = new HttpRequestMessage(HttpMethod.Get, "/v1/provinces")
            {
                Headers = { { "X-Api-Key", $"a-guess-{attempt}" } },
            };
            (await ItaApplication.SendAsync(client, guess)).IsProblem(401, "invalid_api_key");
        }

        (await AskAsync(client, "/v1/provinces")).IsProblem(429, "rate_limited");
    }

    [Fact]
    public async Task A_refusal_of_any_kind_says_what_is_left()
    {
        await using var service = StartSmall();
        using var client = ItaApplication.ClientOf(service);

        // Thrown while the body was read, which takes off the headers set before.
        Assert.Equal(
            (400, "\"writes\";q=2;w=600", "\"writes\";r=1;t=300"),
            Read(await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}", "{")));
        Assert.Equal((404, "\"reads\";q=4;w=600", "\"reads\";r=3;t=150"), Read(await AskAsync(client, "/v1/provinces/99")));
    }

    [Fact]
    public async Task What_is_not_there_is_told_before_the_limit_and_the_limit_before_a_missing_key()
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();
        foreach (var _ in Enumerable.Range(0, 2))
            (await SendAsync(client, HttpMethod.Put, "/v1/agencies/x1", "{")).IsProblem(401, "api_key_required");

        (await SendAsync(client, HttpMethod.Put, "/v1/agencies/x1", "{")).IsProblem(429, "rate_limited");
        (await SendAsync(client, HttpMethod.Post, "/v1/nothing", "{")).IsProblem(404, "not_found");
        (await SendAsync(client, HttpMethod.Post, "/v1/provinces", "{")).IsProblem(405, "method_not_allowed");
    }

    [Fact]
    public async Task Health_and_the_contract_are_not_limited()
    {
        await using var service = StartSmall();
        using var client = service.CreateClient();

        foreach (var address in Enumerable.Repeat("/health/live", 5).Concat(Enumerable.Repeat("/openapi/v1.json", 5)))
        {
            var answer = await AskAsync(client, address);
            Assert.Equal((200, false), ((int)answer.Status, answer.Headers.Contains("RateLimit")));
        }
    }

    [Fact]
    public async Task A_budget_fills_up_while_the_caller_waits()
    {
        await using var service = ItaApplication.Start(
            ita.ConnectionString, settings: [("RateLimit:WindowSeconds", "1"), ("RateLimit:ReadsPerAddress", "2")]);
        using var client = service.CreateClient();
        Answer refused;
        while ((refused = await AskAsync(client, "/v1/provinces")).Code is null)
        {
        }

        await Task.Delay(refused.Headers.RetryAfter!.Delta!.Value, TestContext.Current.CancellationToken);

        Assert.Equal(200, Read(await AskAsync(client, "/v1/provinces")).Status);
    }

    [Fact]
    public async Task Where_they_are_switched_off_there_is_no_limit_and_no_header()
    {
        await using var service = ItaApplication.Start(ita.ConnectionString, settings: [.. Small, ("RateLimit:Enabled", "false")]);
        using var client = service.CreateClient();

        foreach (var _ in Enumerable.Range(0, 10))
            Assert.Equal((200, null, null), Read(await AskAsync(client, "/v1/provinces")));
    }

    private WebApplicationFactory<Program> StartSmall() => ItaApplication.Start(ita.ConnectionString, settings: Small);

    private async Task<HttpClient> ClientWithKeyAsync(WebApplicationFactory<Program> service)
    {
        var client = service.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", (await ita.CreateKeyAsync()).Key);
        return client;
    }

    private static (int Status, string? Policy, string? Left) Read(Answer answer) =>
        ((int)answer.Status, Header(answer, "RateLimit-Policy"), Header(answer, "RateLimit"));

    private static string? Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? Assert.Single(values) : null;

    private static Task<Answer> PutAgencyAsync(HttpClient client) =>
        SendAsync(client, HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}", Some.Agency().ToJsonString());

    private static Task<Answer> AskAsync(HttpClient client, string address) => SendAsync(client, HttpMethod.Get, address, body: null);

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string address, string? body)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await ItaApplication.SendAsync(client, request);
    }
}
