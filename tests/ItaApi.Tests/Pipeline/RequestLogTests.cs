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
            await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{agency}", $$"""{"nameTh":"{{Words}}","kind":"other","provinceCode":"99"}"""),
            await SendAsync(client, HttpMethod.Get, $"/v1/agencies/{Some.AgencyCode()}", body: null),
            await SendAsync(client, HttpMethod.Get, $"/v1/{agency}", body: null),
        })
        {
            traces.Add(answer.Json["traceId"]!.GetValue<string>());
        }

        var lines = await service.StopAsync(requests: 6);

        var requests = lines.Select(line => JsonNode.Parse(line)!).Where(line => line["Properties"]?["Route"] is not null).ToList();
        Assert.Equal(
            ["PUT /v1/agencies/{agencyCode} 201", "GET /v1/agencies/ 200", "PUT /v1/agencies/{agencyCode} 400", "PUT /v1/agencies/{agencyCode} 400", "GET /v1/agencies/{agencyCode} 404", "GET (none) 404"],
            requests.Select(line => $"{line["Properties"]!["Method"]} {line["Properties"]!["Route"]} {line["Properties"]!["Status"]}"));
        Assert.Equal(traces, requests.Skip(2).Select(line => line["TraceId"]!.GetValue<string>()));
        Assert.All(requests, line => Assert.InRange(line["Properties"]!["Milliseconds"]!.GetValue<double>(), 0, 60_000));
        foreach (var secret in new[] { ItaApplication.AdministratorKey, Words, agency, "เทศบาล" })
            Assert.DoesNotContain(lines, line => line.Contains(secret, StringComparison.Ordinal));
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
