using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.Measures;

public sealed class MeasureTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_measure_is_created_with_an_id_of_its_own_and_read_at_its_address()
    {
        var agency = await ita.CreateAgencyAsync();

        var created = await ita.PostAsync($"/v1/agencies/{agency}/measures", Some.Measure());

        Assert.Equal(HttpStatusCode.Created, created.Status);
        var id = created.Json["id"]!.GetValue<string>();
        Assert.Equal(7, Guid.Parse(id).Version);
        Assert.Equal($"/v1/measures/{id}", created.Headers.Location!.OriginalString);
        Assert.Equal("1", created.State);
        var read = await ita.GetAsync($"/v1/measures/{id}");
        Assert.Equal((created.Text, created.Tag), (read.Text, read.Tag));
    }

    [Fact]
    public async Task What_is_not_said_has_its_default_or_is_left_out()
    {
        var measure = (await CreateAsync()).AsObject();

        Assert.Equal((2565, 2566), (Int(measure, "basedOnFiscalYear"), Int(measure, "implementFiscalYear")));
        Assert.Equal(("planned", 1), (measure["status"]!.GetValue<string>(), Int(measure, "version")));
        Assert.All(
            ["indicators", "items", "weaknesses", "steps", "responsibleUnits", "progress"], list => Assert.Empty(measure[list]!.AsArray()));
        Assert.All(
            ["instrument", "headingTh", "periodText", "startsOn", "endsOn", "monitoringTh", "position", "statusTh", "warnings"],
            member => Assert.False(measure.ContainsKey(member)));
    }

    [Fact]
    public async Task Every_member_comes_back_as_it_was_sent()
    {
        var sent = Whole();

        var measure = await CreateAsync(sent);

        foreach (var (member, value) in sent)
            Assert.Equal(value!.ToJsonString(), measure[member]!.ToJsonString());
        Assert.Equal("อยู่ระหว่างการดำเนินการ", measure["statusTh"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_read_can_be_sent_again_and_makes_no_version_whatever_version_it_names()
    {
        var measure = await CreateAsync(Whole());
        var address = $"/v1/measures/{measure["id"]}";
        await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"results":["ก"],"reportedOn":"2022-01-31"}""")!);
        var read = await ita.GetAsync(address);

        foreach (var tag in new[] { null, "\"1\"", "\"2\"", "\"no such version\"" })
        {
            var put = await SendAsync(HttpMethod.Put, address, read.Json, tag);
            Assert.Equal((HttpStatusCode.OK, read.Text), (put.Status, put.Text));
        }
    }

    [Fact]
    public async Task A_change_replaces_everything_but_progress_and_a_status_it_does_not_name()
    {
        var measure = await CreateAsync(Whole());
        var address = $"/v1/measures/{measure["id"]}";
        await ita.PostAsync($"{address}/progress", JsonNode.Parse("""{"status":"completed","results":["ก"]}""")!);

        var changed = await ita.PutAsync(address, Some.Measure());

        Assert.Equal((HttpStatusCode.OK, 3), (changed.Status, Int(changed.Json, "version")));
        Assert.Equal("completed", changed.Json["status"]!.GetValue<string>());
        Assert.Single(changed.Json["progress"]!.AsArray());
        Assert.Empty(changed.Json["steps"]!.AsArray());
        Assert.Null(changed.Json["position"]);
        Assert.Equal(changed.Text, (await ita.GetAsync(address)).Text);
    }

    [Fact]
    public async Task A_change_names_the_version_it_means()
    {
        var address = $"/v1/measures/{(await CreateAsync())["id"]}";
        var changed = Some.Measure();
        changed["monitoringTh"] = "รายงานทุกเดือน";

        (await SendAsync(HttpMethod.Put, address, changed, tag: null)).IsProblem(428, "precondition_required");
        var stale = await SendAsync(HttpMethod.Put, address, changed, "\"2\"");
        stale.IsProblem(412, "precondition_failed");
        Assert.Equal("1", stale.State);
        var current = await SendAsync(HttpMethod.Put, address, changed, "\"1\"");
        Assert.Equal((HttpStatusCode.OK, "2"), (current.Status, current.State));

        (await SendAsync(HttpMethod.Delete, address, body: null, tag: null)).IsProblem(428, "precondition_required");
        (await SendAsync(HttpMethod.Delete, address, body: null, "\"1\"")).IsProblem(412, "precondition_failed");
        Assert.Equal(HttpStatusCode.NoContent, (await SendAsync(HttpMethod.Delete, address, body: null, "\"2\"")).Status);
        (await ita.GetAsync(address)).IsProblem(404, "measure_not_found");
    }

    [Fact]
    public async Task A_measure_never_moves_to_another_agency()
    {
        var measure = await CreateAsync();
        var body = Some.Measure();
        body["agencyCode"] = await ita.CreateAgencyAsync();

        (await ita.PutAsync($"/v1/measures/{measure["id"]}", body)).IsProblem(400, "invalid_request", "/agencyCode differs_from_stored");
        (await ita.PostAsync($"/v1/agencies/{measure["agencyCode"]}/measures", body)).IsProblem(
            400, "invalid_request", "/agencyCode differs_from_path");
    }

    [Fact]
    public async Task What_is_not_there_is_not_found()
    {
        var nowhere = $"/v1/measures/{Guid.CreateVersion7()}";

        (await ita.GetAsync(nowhere)).IsProblem(404, "measure_not_found");
        (await ita.PutAsync(nowhere, Some.Measure())).IsProblem(404, "measure_not_found");
        (await ita.DeleteAsync(nowhere)).IsProblem(404, "measure_not_found");
        (await ita.PostAsync($"{nowhere}/progress", JsonNode.Parse("""{"status":"completed"}""")!)).IsProblem(404, "measure_not_found");
        (await ita.PostAsync($"/v1/agencies/{Some.AgencyCode()}/measures", Some.Measure())).IsProblem(404, "agency_not_found");
        (await ita.GetAsync($"/v1/agencies/{Some.AgencyCode()}/measures")).IsProblem(404, "agency_not_found");
    }

    [Theory]
    [InlineData("1")]
    [InlineData("01996B6E-4F00-7C3A-9D51-0A6F2B7C8E14")]
    [InlineData("01996b6e4f007c3a9d510a6f2b7c8e14")]
    [InlineData("{01996b6e-4f00-7c3a-9d51-0a6f2b7c8e14}")]
    public async Task An_id_that_is_none_is_refused(string id) =>
        (await ita.GetAsync($"/v1/measures/{id}")).IsProblem(400, "invalid_request", "measureId invalid_format");

    [Fact]
    public async Task An_agency_with_measures_stays()
    {
        var measure = await CreateAsync();
        var agency = $"/v1/agencies/{measure["agencyCode"]}";

        (await ita.DeleteAsync(agency)).IsProblem(409, "agency_in_use");
        await ita.DeleteAsync($"/v1/measures/{measure["id"]}");
        Assert.Equal(HttpStatusCode.NoContent, (await ita.DeleteAsync(agency)).Status);
    }

    [Fact]
    public async Task A_key_writes_measures_of_its_own_provinces_only()
    {
        var key = await CreateKeyAsync("เชียงใหม่", "50");
        var measure = await CreateAsync();
        var address = $"/v1/measures/{measure["id"]}";

        foreach (var (method, path, body) in new[]
        {
            (HttpMethod.Post, $"/v1/agencies/{measure["agencyCode"]}/measures", Some.Measure()),
            (HttpMethod.Put, address, Some.Measure()),
            (HttpMethod.Post, $"{address}/progress", new JsonObject { ["status"] = "completed" }),
            (HttpMethod.Delete, address, null),
        })
        {
            (await SendAsync(method, path, body, tag: null, key)).IsProblem(403, "province_forbidden");
            (await SendAsync(method, path, body, tag: null, key: "")).IsProblem(401, "api_key_required");
        }

        Assert.Equal("planned", (await ita.GetAsync(address)).Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Every_write_is_recorded_with_the_key_that_made_it()
    {
        var key = await CreateKeyAsync("เชียงราย", "57");
        var created = await SendAsync(
            HttpMethod.Post, $"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", Some.Measure(), tag: null, key);
        var address = created.Headers.Location!.OriginalString;
        await SendAsync(HttpMethod.Post, $"{address}/progress", new JsonObject { ["status"] = "completed" }, tag: null, key);
        await SendAsync(HttpMethod.Put, address, Whole().Without("status"), "*", key);
        await SendAsync(HttpMethod.Put, address, Whole().Without("status"), "*", key);
        await SendAsync(HttpMethod.Delete, address, body: null, "*", key);

        await using var database = NpgsqlDataSource.Create(ita.ConnectionString);
        await using var command = database.CreateCommand($"""
            select string_agg(version || ' ' || action || ' ' || key_name, ', ' order by version)
            from history
            where subject = '{address.Split('/')[^1]}'
            """);
        Assert.Equal(
            "1 created เชียงราย, 2 updated เชียงราย, 3 updated เชียงราย, 4 deleted เชียงราย",
            await command.ExecuteScalarAsync(TestContext.Current.CancellationToken));
    }

    private static JsonObject Whole() => JsonNode.Parse("""
        {
          "basedOnFiscalYear": 2564, "implementFiscalYear": 2565, "instrument": "EIT", "indicators": [8, 6, 7], "items": ["O17"],
          "headingTh": "ตัวชี้วัดที่ 8", "titles": ["ปรับปรุงระบบการทำงาน", "ประชาสัมพันธ์"], "weaknesses": ["ล่าช้า"],
          "steps": ["ประชุม", "สรุป"], "responsibleUnits": ["สำนักปลัด", "กองคลัง"], "periodText": "ม.ค. 65 - มี.ค. 65",
          "startsOn": "2022-01-01", "endsOn": "2022-03-31", "monitoringTh": "ทุกเดือน", "position": 3, "status": "inProgress"
        }
        """)!.AsObject();

    private static int Int(JsonNode json, string member) => json[member]!.GetValue<int>();

    private async Task<string> CreateKeyAsync(string name, string province)
    {
        var body = new JsonObject { ["name"] = name, ["scopes"] = new JsonArray("write"), ["provinces"] = new JsonArray(province) };
        return (await ita.PostAsync("/v1/api-keys", body)).Json["key"]!.GetValue<string>();
    }

    private async Task<JsonNode> CreateAsync(JsonObject? body = null)
    {
        var answer = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", body ?? Some.Measure());
        Assert.True(answer.Status == HttpStatusCode.Created, answer.Text);
        return answer.Json;
    }

    /// <summary>Sends what a test says and nothing else: this condition and this key, or none.</summary>
    private async Task<Answer> SendAsync(
        HttpMethod method, string path, JsonNode? body, string? tag, string key = ItaApplication.AdministratorKey)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");
        if (tag is not null)
            request.Headers.TryAddWithoutValidation("If-Match", tag);
        if (key.Length > 0)
            request.Headers.Add("X-Api-Key", key);
        using var client = ita.CreateBareClient();
        return await ItaApplication.SendAsync(client, request);
    }
}
