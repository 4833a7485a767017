using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Pipeline;

/// <summary>What must never be written down, however much is: keys, and what people sent.</summary>
[Trait("Category", "CultureFree")]
public sealed class SecretsInLogsTests(PostgresFixture postgres)
{
    private const string Words = "ถ้อยคำของเอกสาร";
    private const string Guess = "a-guess-at-somebodys-key";

    [Fact]
    public async Task A_log_at_its_most_talkative_holds_no_key_and_no_word_of_a_body()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(
            database.ConnectionString,
            ("Serilog__MinimumLevel", "Verbose"),
            ("Serilog__MinimumLevel__Override__Microsoft.AspNetCore", "Verbose"),
            ("Serilog__MinimumLevel__Override__Microsoft.Extensions.Hosting.Internal.Host", "Verbose"));
        using var client = new HttpClient { BaseAddress = service.Address };
        var agency = Some.Agency();
        agency["nameTh"] = Words;
        var made = await SendAsync(
            client,
            HttpMethod.Post,
            "/v1/api-keys",
            new JsonObject { ["name"] = Words, ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray("57") },
            ItaApplication.AdministratorKey);
        var key = made.Json["key"]!.GetValue<string>();
        var address = $"/v1/agencies/{Some.AgencyCode()}";

        Assert.Equal(201, (int)(await SendAsync(client, HttpMethod.Put, address, agency, key)).Status);
        (await SendAsync(client, HttpMethod.Put, address, agency, Guess)).IsProblem(401, "invalid_api_key");
        (await SendAsync(client, HttpMethod.Put, address, new JsonObject { [Words] = Words }, key)).IsProblem(
            400, "unreadable_body", $"/{Words} unknown_member");
        (await SendAsync(client, HttpMethod.Put, address, new JsonObject { ["nameTh"] = Words, ["kind"] = Words }, key)).IsProblem(
            400, "unreadable_body", "/kind wrong_type");
        (await SendAsync(client, HttpMethod.Put, "/v1/frameworks/2570", agency, key)).IsProblem(403, "scope_missing");
        (await SendAsync(client, HttpMethod.Get, address, null, ItaApplication.AdministratorKey + "x")).IsProblem(401, "invalid_api_key");
        var revoked = await SendAsync(
            client, HttpMethod.Delete, $"/v1/api-keys/{made.Json["id"]}", null, ItaApplication.AdministratorKey);
        Assert.Equal(204, (int)revoked.Status);
        (await SendAsync(client, HttpMethod.Put, address, agency, key)).IsProblem(401, "invalid_api_key");
        Assert.Equal(200, (int)(await SendAsync(client, HttpMethod.Get, "/v1/api-keys", null, ItaApplication.AdministratorKey)).Status);

        var lines = await service.StopAsync(requests: 10);

        Assert.Contains(lines, line => line.Contains("\"@l\":\"Debug\"", StringComparison.Ordinal));
        string[] secrets =
            [key, key.Split('.')[1], ItaApplication.AdministratorKey, Guess, Words, JsonValue.Create(Words).ToJsonString().Trim('"')];
        foreach (var secret in secrets)
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public void What_reads_along_with_every_log_knows_a_key_when_it_sees_one()
    {
        Assert.True(LogWatch.HoldsKey($"X-Api-Key: {ItaApplication.AdministratorKey}"));
        Assert.True(LogWatch.HoldsKey($"\"{ItaApi.ApiKeys.ApiKeySecret.Create().Text}\""));
        Assert.False(LogWatch.HoldsKey($"key {ItaApi.ApiKeys.ApiKeySecret.Create()} of the administrator"));
    }

    [Fact]
    public void No_example_and_no_word_of_the_contract_is_a_key()
    {
        var folder = Path.Combine(AppContext.BaseDirectory, "openapi");
        foreach (var file in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
            Assert.False(LogWatch.HoldsKey(File.ReadAllText(file)), file);
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string address, JsonObject? body, string key)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Api-Key", key);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        return await ItaApplication.SendAsync(client, request);
    }
}
