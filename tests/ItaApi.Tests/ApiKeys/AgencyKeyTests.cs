using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.ApiKeys;

/// <summary>Keys for single agencies.</summary>
public sealed class AgencyKeyTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_key_of_an_agency_writes_for_that_agency_alone()
    {
        var (own, other) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        using var client = await ClientAsync(own);

        var created = await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{own}/assessments/2565", Some.Assessment());
        Assert.Equal(201, (int)created.Status);
        Assert.Equal(200, (int)(await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{own}", Some.Agency("เทศบาลตำบลของเรา"))).Status);
        var measure = await SendAsync(client, HttpMethod.Post, $"/v1/agencies/{own}/measures", Some.Measure());
        Assert.Equal(201, (int)measure.Status);
        var report = new JsonObject { ["status"] = "completed" };
        var reported = await SendAsync(client, HttpMethod.Post, $"/v1/measures/{measure.Json["id"]}/progress", report);
        Assert.Equal(201, (int)reported.Status);
        var address = $"/v1/measures/{measure.Json["id"]}/progress/{reported.Json["progress"]![0]!["id"]}";
        Assert.Equal(200, (int)(await SendAsync(client, HttpMethod.Put, address, report.With("reportedBy", "สำนักปลัด"))).Status);
        using var others = await ClientAsync(other);
        (await SendAsync(others, HttpMethod.Put, address, report)).IsProblem(403, "province_forbidden");
        (await SendAsync(others, HttpMethod.Delete, address, body: null)).IsProblem(403, "province_forbidden");
        Assert.Equal(200, (int)(await SendAsync(client, HttpMethod.Delete, address, body: null)).Status);

        (await SendAsync(
            client, HttpMethod.Put, $"/v1/agencies/{other}/assessments/2565", Some.Assessment())).IsProblem(403, "province_forbidden");
        (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{other}", Some.Agency())).IsProblem(403, "province_forbidden");
        (await SendAsync(client, HttpMethod.Post, $"/v1/agencies/{other}/measures", Some.Measure())).IsProblem(403, "province_forbidden");
    }

    [Fact]
    public async Task A_key_of_an_agency_neither_creates_agencies_nor_moves_its_own()
    {
        var own = await ita.CreateAgencyAsync();
        using var client = await ClientAsync(own);

        (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{Some.AgencyCode()}", Some.Agency())).IsProblem(403, "province_forbidden");
        (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{own}", Some.Agency().With("provinceCode", "50")))
            .IsProblem(403, "province_forbidden");
        (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{own}", Some.Agency().With("officialCode", "5570199")))
            .IsProblem(403, "code_of_other_province");
    }

    [Theory]
    [InlineData("agencies")]
    [InlineData("assessments")]
    [InlineData("measures")]
    [InlineData("progress")]
    public async Task An_import_with_a_key_of_an_agency_stores_the_rows_of_that_agency(string subject)
    {
        var (own, other) = (await ita.CreateAgencyAsync(), await ita.CreateAgencyAsync());
        using var client = await ClientAsync(own);
        JsonObject RowOf(string code) => subject switch
        {
            "agencies" => Some.Agency("เทศบาลตำบลใหม่").With("code", code),
            "assessments" => Some.Assessment().With("agencyCode", code).With("fiscalYear", 2564),
            "progress" => new JsonObject { ["agencyCode"] = code, ["externalId"] = "m-1", ["results"] = new JsonArray("อบรมแล้ว") },
            _ => Some.Measure().With("agencyCode", code),
        };
        foreach (var agency in new[] { own, other })
            await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure("มีอยู่แล้ว").With("externalId", "m-1"));

        var answer = await SendAsync(
            client,
            HttpMethod.Post,
            $"/v1/imports/{subject}?mode=partial",
            new JsonObject { ["items"] = new JsonArray(RowOf(own), RowOf(other)) });

        Assert.Equal(("completed", 1), (answer.State(), answer.Json["counts"]!["rejected"]!.GetValue<int>()));
        Assert.Contains("agency_of_other_province", answer.Text, StringComparison.Ordinal);
        Assert.Equal(subject == "agencies" ? "0 1 0 1" : "1 0 0 1", answer.Counts());
    }

    [Fact]
    public async Task A_key_may_have_provinces_and_agencies()
    {
        var elsewhere = await ita.CreateAgencyAsync(agency => agency.With("provinceCode", "50"));
        var answer = await ita.PostAsync("/v1/api-keys", Body(elsewhere).With("provinces", new JsonArray("57")));

        Assert.Equal(201, (int)answer.Status);
        Assert.Equal(
            ("""["57"]""", $"""["{elsewhere}"]"""), (answer.Json["provinces"]!.ToJsonString(), answer.Json["agencies"]!.ToJsonString()));
        using var client = ClientOf(answer);
        foreach (var agency in new[] { elsewhere, await ita.CreateAgencyAsync() })
        {
            var put = await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{agency}/assessments/2565", Some.Assessment());
            Assert.Equal(201, (int)put.Status);
        }
    }

    [Fact]
    public async Task A_key_of_an_agency_that_does_not_exist_is_refused()
    {
        var own = await ita.CreateAgencyAsync();

        (await ita.PostAsync("/v1/api-keys", Body(own, Some.AgencyCode()))).IsProblem(400, "invalid_request", "/agencies/1 unknown_agency");
        (await ita.PostAsync("/v1/api-keys", Body(own, own))).IsProblem(400, "invalid_request", "/agencies repeated_value");
        (await ita.PostAsync("/v1/api-keys", Body().Without("agencies"))).IsProblem(400, "invalid_request", "/provinces required");
    }

    private static JsonObject Body(params string[] agencies) => new()
    {
        ["name"] = "a municipality's",
        ["scopes"] = new JsonArray("write"),
        ["agencies"] = new JsonArray([.. agencies.Select(agency => (JsonNode)agency)]),
    };

    private async Task<HttpClient> ClientAsync(params string[] agencies) => ClientOf(await ita.PostAsync("/v1/api-keys", Body(agencies)));

    private HttpClient ClientOf(Answer created)
    {
        var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", created.Json["key"]!.GetValue<string>());
        return client;
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string address, JsonObject? body)
    {
        using var request = new HttpRequestMessage(method, address);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (method != HttpMethod.Post && !address.Contains("/assessments/", StringComparison.Ordinal))
            request.Headers.TryAddWithoutValidation("If-Match", "*");
        return await ItaApplication.SendAsync(client, request);
    }
}
