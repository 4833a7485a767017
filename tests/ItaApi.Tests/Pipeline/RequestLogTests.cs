using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Pipeline;

/// <summary>What the service writes about its requests, read from the standard output of the service run as a program.</summary>
public sealed class RequestLogTests(PostgresFixture postgres)
{
    private const string Words = "ถ้อยคำของเอกสาร";

    [Fact]
    public async Task A_request_is_one_line_of_json_without_its_key_address_or_body()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        var agency = Some.AgencyCode();
        List<string> traces = [];
        await using var service = await ServiceProgram.StartAsync(database.ConnectionString);
        using var client = new HttpClient { BaseAddress = service.Address };
        await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{agency}", Some.Agency().ToJsonString());
        await SendAsync(client, HttpMethod.Get, $"/v1/agencies?q={agency}", body: null);
        foreach (var answer in new[]
        {
            await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{agency}", $$"""{"{{Words}}":1}"""),
            await SendAsync(
                client, HttpMethod.Put, $"/v1/agencies/{agency}", $$"""{"nameTh":"{{Words}}","kind":"other","provinceCode":"99"}"""),
            await SendAsync(client, HttpMethod.Get, $"/v1/agencies/{Some.AgencyCode()}", body: null),
            await SendAsync(client, HttpMethod.Get, $"/v1/{agency}", body: null),
        })
        {
            traces.Add(answer.Json["traceId"]!.GetValue<string>());
        }

        var lines = await service.StopAsync(requests: 6);

        var requests = RequestsIn(lines);
        Assert.Equal(
            [
                "PUT /v1/agencies/{agencyCode} 201",
                "GET /v1/agencies/ 200",
                "PUT /v1/agencies/{agencyCode} 400",
                "PUT /v1/agencies/{agencyCode} 400",
                "GET /v1/agencies/{agencyCode} 404",
                "GET (none) 404",
            ],
            requests.Select(line => $"{line["Method"]} {line["Route"]} {line["Status"]}"));
        Assert.Equal(traces, requests.Skip(2).Select(line => line["@tr"]!.GetValue<string>()));
        Assert.All(
            requests,
            line => Assert.Equal("{Method} {Route} answered {Status} in {Milliseconds} ms", line["@mt"]!.GetValue<string>()));
        Assert.All(requests, line => Assert.Matches("^20[0-9]{2}-[0-9]{2}-[0-9]{2}T[0-9:.]+Z$", line["@t"]!.GetValue<string>()));
        Assert.All(requests, line => Assert.InRange(line["Milliseconds"]!.GetValue<double>(), 0, 60_000));
        foreach (var secret in new[] { ItaApplication.AdministratorKey, Words, agency, "เทศบาล" })
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_head_request_is_logged_as_what_it_is()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(database.ConnectionString);
        using var client = new HttpClient { BaseAddress = service.Address };

        await SendAsync(client, HttpMethod.Head, "/v1/provinces", body: null);

        Assert.Equal("HEAD", Assert.Single(RequestsIn(await service.StopAsync(requests: 1)))["Method"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_defect_is_logged_once_with_the_route_it_was_met_on()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(database.ConnectionString);
        await ExecuteAsync(database, "alter table assessment rename column scores to scores_elsewhere");
        using var client = new HttpClient { BaseAddress = service.Address };

        var answer = await SendAsync(client, HttpMethod.Get, "/v1/assessments", body: null);

        answer.IsProblem(500, "internal_error");
        var line = TheOnlyError(await service.StopAsync());
        Assert.Equal(("/v1/assessments", 500), (line["Route"]!.GetValue<string>(), line["Status"]!.GetValue<int>()));
        Assert.Equal(answer.Json["traceId"]!.GetValue<string>(), line["@tr"]!.GetValue<string>());
        Assert.Contains("PostgresException", line["@x"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_export_that_fails_half_way_is_answered_as_a_failure_and_logged_once_with_its_route()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(database.ConnectionString);
        using var client = new HttpClient { BaseAddress = service.Address };
        var agency = Some.AgencyCode();
        await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{agency}", Some.Agency().ToJsonString());
        foreach (var year in new[] { 2564, 2565 })
        {
            var stored = await SendAsync(
                client, HttpMethod.Put, $"/v1/agencies/{agency}/assessments/{year}", Some.Assessment().ToJsonString());
            Assert.Equal(201, (int)stored.Status);
        }

        await ExecuteAsync(database, """update assessment set source = '"no source"' where fiscal_year = 2565""");

        using var request = new HttpRequestMessage(HttpMethod.Get, "/v1/assessments");
        request.Headers.Accept.ParseAdd("application/x-ndjson");

        (await ItaApplication.SendAsync(client, request)).IsProblem(500, "internal_error");
        var line = TheOnlyError(await service.StopAsync());
        Assert.Equal("/v1/assessments", line["Route"]!.GetValue<string>());
        Assert.Contains("JsonException", line["@x"]!.GetValue<string>(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_last_lines_are_written_before_the_service_ends()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        await using var service = await ServiceProgram.StartAsync(database.ConnectionString);

        var lines = await service.StopAsync();

        Assert.Equal("Application is shutting down...", JsonNode.Parse(lines[^1])!["@mt"]!.GetValue<string>());
    }

    [Fact]
    public async Task Requests_are_answered_while_standard_output_is_not_read()
    {
        await using var database = await postgres.CreateDatabaseAsync();
        // More lines than a pipe and the lines that may wait can hold: some thirty a request.
        await using var service = await ServiceProgram.StartUnreadAsync(
            database.ConnectionString,
            ("RateLimit__Enabled", "false"),
            ("Serilog__MinimumLevel", "Verbose"),
            ("Serilog__MinimumLevel__Override__Microsoft.AspNetCore", "Verbose"));
        using var client = new HttpClient { BaseAddress = service.Address, Timeout = TimeSpan.FromSeconds(30) };

        for (var i = 0; i < 1_000; i++)
        {
            using var answer = await client.GetAsync(new Uri("/v1/provinces/57", UriKind.Relative), TestContext.Current.CancellationToken);
            Assert.Equal(200, (int)answer.StatusCode);
        }
    }

    /// <summary>Each line is one object of JSON; these are the ones about requests.</summary>
    private static List<JsonNode> RequestsIn(IEnumerable<string> lines) =>
        [.. lines.Select(line => JsonNode.Parse(line)!).Where(line => line["Route"] is not null)];

    /// <summary>The only line above the level of information; no other line contains an exception.</summary>
    private static JsonNode TheOnlyError(IEnumerable<string> lines)
    {
        var line = Assert.Single(lines.Select(line => JsonNode.Parse(line)!), line => line["@l"] is not null || line["@x"] is not null);
        Assert.Equal("Error", line["@l"]!.GetValue<string>());
        return line;
    }

    private static async Task ExecuteAsync(TestDatabase database, string sql)
    {
        await using var command = database.DataSource.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string address, string? body)
    {
        using var request = new HttpRequestMessage(method, address);
        request.Headers.Add("X-Api-Key", ItaApplication.AdministratorKey);
        if (body is not null)
            request.Content = new StringContent(body, Encoding.UTF8, "application/json");
        return await ItaApplication.SendAsync(client, request);
    }
}
