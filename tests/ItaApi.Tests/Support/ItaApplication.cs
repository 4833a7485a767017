using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.AspNetCore.TestHost;

namespace ItaApi.Tests.Support;

/// <summary>The service on a port of its own over a database of its own, asked as any client would ask it.</summary>
public sealed class ItaApplication(PostgresFixture postgres) : IAsyncLifetime
{
    /// <summary>The administrator of every service under test.</summary>
    public const string AdministratorKey = "an-administrator-of-tests-and-of-nothing-else";

    private WebApplicationFactory<Program>? factory;

    private TestDatabase? database;

    /// <summary>The way to its database as the schema's owner, who may do more than the service.</summary>
    public string ConnectionString => database!.ConnectionString;

    /// <summary>The address it listens on.</summary>
    public Uri Address => Client.BaseAddress!;

    public HttpClient Client { get; private set; } = null!;

    /// <summary>What is configured beside or instead of the usual, as <c>RateLimit:Enabled</c>.</summary>
    public IReadOnlyList<(string Key, string Value)> Settings { get; init; } = [];

    /// <summary>The service's own parts, for what cannot be seen from outside.</summary>
    public IServiceProvider Services => factory!.Services;

    public async ValueTask InitializeAsync()
    {
        database = await postgres.CreateDatabaseAsync();
        factory = Start(database.ServiceConnectionString, owner: ConnectionString, settings: [.. Settings]);
        Client = ClientOf(factory);
    }

    /// <summary>Starts a service over a database; Kestrel, a real port, real HTTP.</summary>
    /// <param name="connectionString">The way to the database.</param>
    /// <param name="environment">Its environment.</param>
    /// <param name="owner">The way to it as the schema's owner, where that is another.</param>
    /// <param name="settings">What is configured beside or instead of the usual, as <c>RateLimit:Enabled</c>.</param>
    public static WebApplicationFactory<Program> Start(
        string connectionString, string environment = "Production", string owner = "", params (string Key, string Value)[] settings)
    {
        var service = new WebApplicationFactory<Program>().WithWebHostBuilder(host =>
        {
            host.UseEnvironment(environment)
                .ConfigureTestServices(LogWatch.Attach)
                .UseSetting("urls", "http://127.0.0.1:0")
                .UseSetting("ConnectionStrings:Ita", connectionString)
                .UseSetting("ConnectionStrings:ItaMigrations", owner)
                .UseSetting("ITA_ADMIN_KEY", AdministratorKey)
                .UseSetting("Examples:Load", "false")
                .UseSetting("Serilog:MinimumLevel", "Error");
            // The limits are on, as they are for everybody, and out of the way of who tests something else.
            foreach (var budget in new[] { "ReadsPerAddress", "WritesPerAddress", "ReadsPerKey", "WritesPerKey" })
                host.UseSetting($"RateLimit:{budget}", "1000000");
            foreach (var (key, value) in settings)
                host.UseSetting(key, value);
        });
        service.UseKestrel(0);
        service.StartServer();
        return service;
    }

    /// <summary>
    /// A client with the administrator's key, which changes whatever version it finds: for tests that are about neither keys nor versions.
    /// </summary>
    public static HttpClient ClientOf(WebApplicationFactory<Program> service)
    {
        using var known = service.CreateClient();
        var client = Connect(known.BaseAddress!);
        client.DefaultRequestHeaders.Add("X-Api-Key", AdministratorKey);
        return client;
    }

    /// <summary>A client that sends nothing of itself, neither key nor condition.</summary>
    public HttpClient CreateBareClient() => Connect(Address);

    /// <summary>
    /// A client of a service at an address. Where it is to wait for leave to send a body it does wait: on a busy machine the usual second
    /// is not enough, and what is sent without leave breaks off.
    /// </summary>
    public static HttpClient Connect(Uri address)
    {
        var handler = new SocketsHttpHandler { Expect100ContinueTimeout = TimeSpan.FromSeconds(60), AllowAutoRedirect = false };
        return new(handler) { BaseAddress = address };
    }

    public async ValueTask DisposeAsync()
    {
        Client?.Dispose();
        if (factory is not null)
            await factory.DisposeAsync();
        if (database is not null)
            await database.DisposeAsync();
    }

    public Task<Answer> GetAsync(string path, string? language = null) => SendAsync(HttpMethod.Get, path, body: null, language);

    public Task<Answer> PutAsync(string path, JsonNode body, string? language = null) =>
        SendAsync(HttpMethod.Put, path, body.ToJsonString(), language);

    public Task<Answer> PutAsync(string path, string body) => SendAsync(HttpMethod.Put, path, body);

    public Task<Answer> PostAsync(string path, JsonNode body) => SendAsync(HttpMethod.Post, path, body.ToJsonString());

    public Task<Answer> DeleteAsync(string path) => SendAsync(HttpMethod.Delete, path, body: null);

    /// <summary>Sends a request; the body is JSON unless its media type says otherwise.</summary>
    public async Task<Answer> SendAsync(
        HttpMethod method, string path, string? body, string? language = null, string mediaType = "application/json")
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, mediaType);
        if (language is not null)
            request.Headers.TryAddWithoutValidation("Accept-Language", language);
        // Whatever is there is meant, where it is there: a creating PUT takes no If-Match.
        if (method == HttpMethod.Delete)
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        var answer = await SendAsync(Client, request);
        if (answer.Code != "precondition_required")
            return answer;

        using var change = new HttpRequestMessage(method, path)
        {
            Content = body is null ? null : new StringContent(body, Encoding.UTF8, mediaType),
        };
        change.Headers.TryAddWithoutValidation("If-Match", "*");
        if (language is not null)
            change.Headers.TryAddWithoutValidation("Accept-Language", language);
        return await SendAsync(Client, change);
    }

    /// <summary>Creates a measure of an agency, and returns its id.</summary>
    public async Task<string> CreateMeasureAsync(string agencyCode)
    {
        var answer = await PostAsync($"/v1/agencies/{agencyCode}/measures", Some.Measure());
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
        return answer.Json["id"]!.GetValue<string>();
    }

    /// <summary>Makes a key; by default one that writes in every province.</summary>
    public async Task<(string Id, string Key)> CreateKeyAsync(
        string[]? scopes = null, string[]? provinces = null, DateTimeOffset? expiresAt = null)
    {
        var body = new JsonObject
        {
            ["name"] = "a test's",
            ["scopes"] = new JsonArray([.. (scopes ?? ["write"]).Select(scope => (JsonNode)scope)]),
            ["provinces"] = new JsonArray([.. (provinces ?? ["*"]).Select(province => (JsonNode)province)]),
        };
        if (expiresAt is { } end)
            body["expiresAt"] = end.ToString("O", System.Globalization.CultureInfo.InvariantCulture);
        var answer = await PostAsync("/v1/api-keys", body);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
        return (answer.Json["id"]!.GetValue<string>(), answer.Json["key"]!.GetValue<string>());
    }

    /// <summary>Sends a request that the shorter ways cannot say; of one service's or of another's client.</summary>
    public static async Task<Answer> SendAsync(HttpClient client, HttpRequestMessage request)
    {
        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);
        var text = await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        return new Answer(response.StatusCode, response.Content.Headers.ContentType?.MediaType, response.Headers, text)
        {
            Allow = [.. response.Content.Headers.Allow],
        };
    }

    /// <summary>Every page of a list, going on with each page's cursor, which the <c>Link</c> header names as well.</summary>
    public async Task<IReadOnlyList<JsonNode>> WalkAsync(string list)
    {
        List<JsonNode> pages = [];
        for (var next = list; next is not null;)
        {
            var answer = await GetAsync(next);
            Assert.Equal(System.Net.HttpStatusCode.OK, answer.Status);
            pages.Add(answer.Json);
            next = answer.Headers.TryGetValues("Link", out var links)
                ? Assert.Single(links)[1..].Replace(">; rel=\"next\"", "", StringComparison.Ordinal)
                : null;
            Assert.Equal(answer.Json["page"]!["nextCursor"]?.GetValue<string>(), next?.Split("cursor=")[1]);
        }

        return pages;
    }

    /// <summary>Creates an agency that nobody else knows, and returns its code.</summary>
    public async Task<string> CreateAgencyAsync(Action<JsonObject>? change = null)
    {
        var code = Some.AgencyCode();
        var agency = Some.Agency();
        change?.Invoke(agency);
        var answer = await PutAsync($"/v1/agencies/{code}", agency);
        Assert.Equal(System.Net.HttpStatusCode.Created, answer.Status);
        return code;
    }
}

/// <summary>An answer as it came over HTTP.</summary>
public sealed record Answer(System.Net.HttpStatusCode Status, string? MediaType, HttpResponseHeaders Headers, string Text)
{
    /// <summary>The body as JSON, numbers with the digits they were written with.</summary>
    public JsonNode Json => JsonNode.Parse(Text)!;

    /// <summary>The version it tells, as the next condition names it.</summary>
    public string Tag => Headers.ETag!.ToString();

    /// <summary>The state that the entity tag names; the rest of it names the build.</summary>
    public string State => Tag.Trim('"').Split('.')[0];

    /// <summary>The pointers and codes of a problem's errors, as <c>/indicators/3/score too_many_decimals</c>.</summary>
    public IReadOnlyList<string> Faults => [.. Json["errors"]?.AsArray().Select(error => $"{error!["pointer"]} {error["code"]}") ?? []];

    /// <summary>The code of a problem; null of any other answer, and of one to HEAD.</summary>
    public string? Code => MediaType == "application/problem+json" && Text != "" ? Json["code"]!.GetValue<string>() : null;

    /// <summary>The methods that a 405 names.</summary>
    public IReadOnlyList<string> Allow { get; init; } = [];

    /// <summary>Holds a refusal against the one form every refusal has, and its faults, in any order, against these.</summary>
    public void IsProblem(int status, string code, params string[] faults)
    {
        Assert.Equal((status, "application/problem+json"), ((int)Status, MediaType));
        var problem = Json;
        Assert.Equal((code, status), (Code, problem["status"]!.GetValue<int>()));
        Assert.Equal($"urn:ita-api:problem:{code}", problem["type"]!.GetValue<string>());
        Assert.All(["title", "detail", "instance"], member => Assert.NotEqual("", problem[member]!.GetValue<string>()));
        Assert.Matches("^[0-9a-f]{32}$", problem["traceId"]!.GetValue<string>());
        Assert.All(problem["errors"]?.AsArray() ?? [], error => Assert.DoesNotMatch("{[A-Z]", error!["message"]!.GetValue<string>()));
        Assert.Equal(faults.Order(StringComparer.Ordinal), Faults.Order(StringComparer.Ordinal));
    }
}
