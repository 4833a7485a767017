using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.ApiKeys;

/// <summary>How far a key reaches: its provinces, and the time until it is revoked.</summary>
public sealed class KeyReachTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task To_move_an_agency_a_key_needs_the_province_it_leaves_and_the_one_it_comes_to()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        using var leaving = await ClientAsync("57");
        using var arriving = await ClientAsync("50");
        using var both = await ClientAsync("57", "50");

        (await PutAsync(leaving, address, In("50"))).IsProblem(403, "province_forbidden");
        (await PutAsync(arriving, address, In("50"))).IsProblem(403, "province_forbidden");
        Assert.Equal("57", (await ita.GetAsync(address)).Json["provinceCode"]!.GetValue<string>());

        Assert.Equal("50", (await PutAsync(both, address, In("50"))).Json["provinceCode"]!.GetValue<string>());
        (await PutAsync(leaving, address, In("57"))).IsProblem(403, "province_forbidden");
    }

    [Fact]
    public async Task A_refused_province_is_named_and_nothing_is_created()
    {
        using var client = await ClientAsync("50");
        var address = $"/v1/agencies/{Some.AgencyCode()}";

        var answer = await PutAsync(client, address, In("57"), ifMatch: null);

        answer.IsProblem(403, "province_forbidden");
        Assert.Contains("province 57", answer.Json["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        (await ita.GetAsync(address)).IsProblem(404, "agency_not_found");
    }

    [Fact]
    public async Task Another_provinces_agency_is_refused_whatever_the_condition_says()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
        await ita.PutAsync(address, Some.Assessment());
        using var client = await ClientAsync("50");

        foreach (var condition in new[] { null, "*", "\"1-57\"", "\"99-57\"" })
        {
            (await PutAsync(client, address, Some.Assessment(70), condition)).IsProblem(403, "province_forbidden");
            // Equal to what is stored, which is no change and not this key's to ask about either.
            (await PutAsync(client, address, Some.Assessment(), condition)).IsProblem(403, "province_forbidden");
        }
    }

    [Fact]
    public async Task A_revoked_key_writes_nowhere_from_that_moment_on_and_reads_nowhere_a_second_later()
    {
        await using var elsewhere = ItaApplication.Start(ita.ConnectionString);
        var (id, key) = await ita.CreateKeyAsync();
        using var client = elsewhere.CreateClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        Assert.Equal(200, (int)(await PutAsync(client, address, In("57", "ก่อน"))).Status);

        Assert.Equal(204, (int)(await ita.DeleteAsync($"/v1/api-keys/{id}")).Status);

        (await PutAsync(client, address, In("57", "หลัง"))).IsProblem(401, "invalid_api_key");
        Assert.Equal("ก่อน", (await ita.GetAsync(address)).Json["nameTh"]!.GetValue<string>());
        await Task.Delay(TimeSpan.FromSeconds(1.1), TestContext.Current.CancellationToken);
        using var read = new HttpRequestMessage(HttpMethod.Get, address);
        (await ItaApplication.SendAsync(client, read)).IsProblem(401, "invalid_api_key");
    }

    [Fact]
    public async Task A_key_ends_when_it_was_to_end()
    {
        var (_, key) = await ita.CreateKeyAsync(expiresAt: TimeProvider.System.GetUtcNow().AddSeconds(1.5));
        using var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        Assert.Equal(200, (int)(await PutAsync(client, address, In("57", "ก่อน"))).Status);

        await Task.Delay(TimeSpan.FromSeconds(1.6), TestContext.Current.CancellationToken);

        (await PutAsync(client, address, In("57", "หลัง"))).IsProblem(401, "invalid_api_key");
    }

    private async Task<HttpClient> ClientAsync(params string[] provinces)
    {
        var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", (await ita.CreateKeyAsync(provinces: provinces)).Key);
        return client;
    }

    private static JsonObject In(string province, string name = "เทศบาลตำบลตัวอย่าง") => Some.Agency(name).With("provinceCode", province);

    private static async Task<Answer> PutAsync(HttpClient client, string address, JsonObject body, string? ifMatch = "*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Put, address)
        {
            Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json"),
        };
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await ItaApplication.SendAsync(client, request);
    }
}
