using ItaApi.Tests.Support;

namespace ItaApi.Tests.Pipeline;

/// <summary>What a browser is told about pages of other origins (CORS), asked as a browser asks.</summary>
[Trait("Category", "Slow")]
public sealed class CrossOriginTests(PostgresFixture postgres) : IAsyncLifetime
{
    private const string Known = "https://dashboard.example.go.th";
    private const string Foreign = "https://elsewhere.example";

    private TestDatabase database = null!;
    private Microsoft.AspNetCore.Mvc.Testing.WebApplicationFactory<Program> service = null!;
    private HttpClient client = null!;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        service = ItaApplication.Start(
            database.ConnectionString, settings: [("Cors:Origins:0", Known), ("Cors:Origins:1", "http://localhost:3000")]);
        client = service.CreateClient();
    }

    public async ValueTask DisposeAsync()
    {
        client.Dispose();
        await service.DisposeAsync();
        await database.DisposeAsync();
    }

    [Theory]
    [InlineData("GET", "/v1/provinces", 200)]
    [InlineData("HEAD", "/v1/provinces", 200)]
    [InlineData("GET", "/v1/provinces/99", 404)]
    [InlineData("GET", "/openapi/v1.json", 200)]
    [InlineData("POST", "/v1/scorings", 415)]
    public async Task Anybodys_page_may_read_what_needs_no_key(string method, string address, int status)
    {
        var answer = await SendAsync(method, address, Foreign);

        Assert.Equal(
            (status, "*", null),
            ((int)answer.Status, Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Access-Control-Allow-Credentials")));
        var exposed = Header(answer, "Access-Control-Expose-Headers")!.Split(',');
        Assert.Superset(
            new HashSet<string>
            {
                "ETag", "Link", "Location", "RateLimit", "RateLimit-Policy", "Retry-After", "Idempotency-Replayed", "Content-Disposition",
            },
            exposed.ToHashSet());
    }

    [Theory]
    [InlineData("GET", "/v1/provinces", "if-none-match", "*")]
    [InlineData("POST", "/v1/simulations", "content-type", "*")]
    public async Task Anybodys_page_is_given_leave_for_it(string method, string address, string headers, string origin)
    {
        var answer = await AskLeaveAsync(method, address, Foreign, headers);

        Assert.Equal((204, origin), ((int)answer.Status, Header(answer, "Access-Control-Allow-Origin")));
        Assert.Contains(headers, Header(answer, "Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase);
    }

    [Theory]
    [InlineData("GET", "/v1/provinces", "x-api-key")]
    [InlineData("GET", "/v1/provinces", "accept-language,X-Api-Key")]
    [InlineData("PUT", "/v1/agencies/x1", "content-type")]
    [InlineData("PUT", "/v1/agencies/x1", "content-type,x-api-key")]
    [InlineData("POST", "/v1/assessments", "content-type")]
    [InlineData("POST", "/v1/scorings", "content-type,x-api-key")]
    [InlineData("DELETE", "/v1/agencies/x1", "if-match")]
    public async Task A_foreign_page_is_given_no_leave_to_send_a_key_or_to_write(string method, string address, string headers)
    {
        var answer = await AskLeaveAsync(method, address, Foreign, headers);

        Assert.Null(Header(answer, "Access-Control-Allow-Origin"));
        Assert.Null(Header(answer, "Access-Control-Allow-Headers"));
    }

    [Theory]
    [InlineData("GET", "/v1/api-keys", "x-api-key")]
    [InlineData("PUT", "/v1/agencies/x1", "content-type,if-match,if-none-match,x-api-key,accept-language")]
    [InlineData("POST", "/v1/assessments", "content-type,idempotency-key,prefer,x-api-key")]
    [InlineData("DELETE", "/v1/agencies/x1", "if-match,x-api-key")]
    public async Task A_page_of_a_configured_origin_may_do_what_its_users_key_may(string method, string address, string headers)
    {
        foreach (var origin in new[] { Known, "http://localhost:3000" })
        {
            // Nobody is asked for a key here: a browser does not send one yet.
            var answer = await AskLeaveAsync(method, address, origin, headers);

            Assert.Equal(
                (204, origin, "Origin"), ((int)answer.Status, Header(answer, "Access-Control-Allow-Origin"), Header(answer, "Vary")));
            Assert.Contains(method, Header(answer, "Access-Control-Allow-Methods")!, StringComparison.Ordinal);
            Assert.All(
                headers.Split(','),
                header => Assert.Contains(header, Header(answer, "Access-Control-Allow-Headers")!, StringComparison.OrdinalIgnoreCase));
        }
    }

    [Fact]
    public async Task The_answer_to_a_request_with_a_key_is_for_configured_origins_alone()
    {
        Assert.Null(
            Header(await SendAsync("GET", "/v1/provinces", Foreign, ItaApplication.AdministratorKey), "Access-Control-Allow-Origin"));
        Assert.Equal(
            Known, Header(await SendAsync("GET", "/v1/provinces", Known, ItaApplication.AdministratorKey), "Access-Control-Allow-Origin"));
        Assert.Equal(Known, Header(await SendAsync("PUT", "/v1/agencies/x1", Known), "Access-Control-Allow-Origin"));
    }

    [Fact]
    public async Task What_a_cache_keeps_says_that_it_depends_on_the_origin() =>
        Assert.Contains("Origin", Header(await SendAsync("GET", "/v1/provinces", origin: null), "Vary")!, StringComparison.Ordinal);

    [Fact]
    public async Task OPTIONS_without_an_origin_is_a_method_like_any_other() =>
        (await SendAsync("OPTIONS", "/v1/provinces", origin: null)).IsProblem(405, "method_not_allowed");

    private Task<Answer> SendAsync(
        string method, string address, string? origin, string? key = null) => SendAsync(method, address, origin, request =>
    {
        if (key is not null)
            request.Headers.Add("X-Api-Key", key);
        if (method is "POST" or "PUT")
            request.Content = new StringContent("-", mediaType: new("text/plain"));
    });

    private Task<Answer> AskLeaveAsync(
        string method, string address, string origin, string headers) => SendAsync("OPTIONS", address, origin, request =>
    {
        request.Headers.Add("Access-Control-Request-Method", method);
        request.Headers.Add("Access-Control-Request-Headers", headers);
    });

    private async Task<Answer> SendAsync(string method, string address, string? origin, Action<HttpRequestMessage> change)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), address);
        if (origin is not null)
            request.Headers.Add("Origin", origin);
        change(request);
        return await ItaApplication.SendAsync(client, request);
    }

    private static string? Header(Answer answer, string name) =>
        answer.Headers.TryGetValues(name, out var values) ? string.Join(",", values) : null;
}
