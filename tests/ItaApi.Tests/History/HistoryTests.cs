using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;
using Npgsql;

namespace ItaApi.Tests.History;

/// <summary>Who changed what, and when, told after the fact and for good.</summary>
public sealed class HistoryTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private static CancellationToken Cancelled => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_versions_of_an_agency_go_on_through_its_deletion_newest_first()
    {
        var code = await ita.CreateAgencyAsync();
        var address = $"/v1/agencies/{code}";
        await ita.PutAsync(address, Renamed("เทศบาลตำบลใหม่"));
        await ita.DeleteAsync(address);
        var made = await ita.PutAsync(address, Some.Agency());

        var versions = await VersionsAsync(address);

        Assert.Equal(4, made.Json["version"]!.GetValue<int>());
        Assert.Equal(["4 created", "3 deleted", "2 updated", "1 created"], versions.Select(Summary));
        Assert.All(versions, version => Assert.EndsWith("Z", version["occurredAt"]!.GetValue<string>(), StringComparison.Ordinal));
        Assert.Equal(made.Json["createdAt"]!.ToJsonString(), versions[0]["occurredAt"]!.ToJsonString());
        Assert.All(versions, version => Assert.Null(version["state"]));
    }

    [Fact]
    public async Task A_deleted_agency_still_has_its_history()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        await ita.DeleteAsync(address);

        Assert.Equal(["2 deleted", "1 created"], (await VersionsAsync(address)).Select(Summary));
        (await ita.GetAsync(address)).IsProblem(404, "agency_not_found");
    }

    [Fact]
    public async Task A_change_is_told_value_by_value()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync(agency => (agency["nameEn"], agency["aliases"]) = ("Old", new JsonArray("ทต.", "เทศบาล")))}";
        var changed = Some.Agency();
        (changed["districtTh"], changed["aliases"]) = ("เชียงแสน", new JsonArray("ทต.ใหม่", "เทศบาล", "ต."));
        await ita.PutAsync(address, changed);

        var version = (await VersionsAsync(address))[0];

        Assert.Equal(
            ["/aliases/0: ทต. -> ทต.ใหม่", "/aliases/2:  -> ต.", "/districtTh:  -> เชียงแสน", "/nameEn: Old -> "],
            Changes(version).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_creation_tells_what_it_began_with_and_a_deletion_what_went_with_it()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync(agency => agency["nameEn"] = "Town")}";
        await ita.DeleteAsync(address);

        var versions = await VersionsAsync(address);

        Assert.Contains("/nameEn: Town -> ", Changes(versions[0]));
        Assert.Contains("/nameEn:  -> Town", Changes(versions[1]));
        Assert.DoesNotContain(versions.SelectMany(Changes), change => change.StartsWith("/version", StringComparison.Ordinal) || change.StartsWith("/updatedAt", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Each_version_names_the_key_it_was_sent_with()
    {
        var code = await ita.CreateAgencyAsync();
        var key = (await ita.PostAsync("/v1/api-keys", new JsonObject
        {
            ["name"] = "จังหวัดเชียงราย",
            ["scopes"] = new JsonArray("write"),
            ["provinces"] = new JsonArray("57"),
        })).Json;
        using var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", key["key"]!.GetValue<string>());
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{code}") { Content = Json(Renamed("เทศบาลตำบลใหม่")) };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, (await ItaApplication.SendAsync(client, request)).Status);

        var versions = await VersionsAsync($"/v1/agencies/{code}");

        Assert.Equal((key["id"]!.GetValue<string>(), "จังหวัดเชียงราย"), (versions[0]["key"]!["id"]!.GetValue<string>(), versions[0]["key"]!["name"]!.GetValue<string>()));
        Assert.Equal("administrator", versions[1]["key"]!["name"]!.GetValue<string>());
        Assert.Null(versions[1]["key"]!["id"]);
    }

    [Fact]
    public async Task An_assessment_is_told_score_by_score_to_its_digits()
    {
        var address = await CreateAssessmentAsync();
        var changed = Some.Assessment();
        changed["indicators"]![2]!["score"] = JsonNode.Parse("90.00");
        changed["indicators"]![6]!["score"] = 63.9m;
        changed["strengthThreshold"] = 80;
        await ita.PutAsync(address, changed);

        var versions = await VersionsAsync(address);

        Assert.Equal(["2 updated", "1 created"], versions.Select(Summary));
        Assert.Equal(
            ["/indicators/2/score: 90 -> 90.00", "/indicators/6/score: 90 -> 63.9", "/strengthThreshold:  -> 80"],
            Changes(versions[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_versions_of_an_assessment_go_on_through_its_deletion()
    {
        var address = await CreateAssessmentAsync();
        await ita.DeleteAsync(address);
        await ita.PutAsync(address, Some.Assessment(70));

        Assert.Equal(["3 created", "2 deleted", "1 created"], (await VersionsAsync(address)).Select(Summary));
    }

    [Fact]
    public async Task An_old_version_of_an_agency_is_answered_as_it_was_read_then()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        var before = await ita.GetAsync(address);
        await ita.PutAsync(address, Renamed("เทศบาลตำบลใหม่"));

        var version = Assert.Single(await VersionsAsync(address, "?version=1"));

        Assert.Equal((before.Text, "1 created"), (version["state"]!.ToJsonString(Some.Readable), Summary(version)));
    }

    [Fact]
    public async Task An_old_version_of_an_assessment_is_answered_with_the_result_it_had()
    {
        var address = await CreateAssessmentAsync(95.5m);
        var before = await ita.GetAsync(address);
        await ita.PutAsync(address, Some.Assessment(40));
        var now = await ita.GetAsync(address);

        var first = Assert.Single(await VersionsAsync(address, "?version=1"));
        var second = Assert.Single(await VersionsAsync(address, "?version=2"));

        Assert.Equal(before.Text, first["state"]!.ToJsonString(Some.Readable));
        Assert.Equal(now.Text, second["state"]!.ToJsonString(Some.Readable));
        Assert.NotEqual(first["state"]!["result"]!["grade"]!["code"]!.GetValue<string>(), second["state"]!["result"]!["grade"]!["code"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_version_from_before_its_agency_was_recorded_is_answered_too()
    {
        var code = Some.AgencyCode();
        await using (var connection = new NpgsqlConnection(ita.ConnectionString))
        {
            await connection.OpenAsync(Cancelled);
            await using var command = new NpgsqlCommand(
                """
                insert into agency (code, name_th, kind, province_code, created_at, updated_at)
                select $1, 'เทศบาล', 'other', '57', now(), now() from acting_as(null, 'later', now() + interval '1 hour')
                """,
                connection) { Parameters = { new() { Value = code } } };
            await command.ExecuteNonQueryAsync(Cancelled);
        }

        var address = $"/v1/agencies/{code}/assessments/2565";
        var stored = await ita.PutAsync(address, Some.Assessment());

        Assert.Equal(stored.Text, Assert.Single(await VersionsAsync(address, "?version=1"))["state"]!.ToJsonString(Some.Readable));
    }

    [Fact]
    public async Task A_deletion_is_answered_with_what_was_deleted()
    {
        var address = await CreateAssessmentAsync();
        var before = await ita.GetAsync(address);
        await ita.DeleteAsync(address);

        var version = Assert.Single(await VersionsAsync(address, "?version=2"));

        Assert.Equal((before.Text, "2 deleted"), (version["state"]!.ToJsonString(Some.Readable), Summary(version)));
    }

    [Fact]
    public async Task Pages_of_a_history_go_on_below_the_last_version()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        for (var i = 2; i <= 5; i++)
            await ita.PutAsync(address, Renamed($"เทศบาล {i}"));

        var pages = await ita.WalkAsync($"{address}/history?limit=2&count=true");

        Assert.Equal([2, 2, 1], pages.Select(page => page["items"]!.AsArray().Count));
        Assert.Equal([5, 4, 3, 2, 1], pages.SelectMany(page => page["items"]!.AsArray()).Select(version => version!["version"]!.GetValue<int>()));
        Assert.All(pages, page => Assert.Equal(5, page["page"]!["totalCount"]!.GetValue<int>()));
    }

    [Fact]
    public async Task What_never_was_has_no_history()
    {
        var (unknown, known) = (Some.AgencyCode(), await ita.CreateAgencyAsync());

        (await ita.GetAsync($"/v1/agencies/{unknown}/history")).IsProblem(404, "agency_not_found");
        (await ita.GetAsync($"/v1/agencies/{known}/assessments/2565/history")).IsProblem(404, "assessment_not_found");
        (await ita.GetAsync($"/v1/agencies/{known}/history?version=2")).IsProblem(404, "version_not_found");
        (await ita.GetAsync($"/v1/agencies/{known}/history?version=0")).IsProblem(400, "invalid_request", "version out_of_range");
        (await ita.GetAsync($"/v1/agencies/{known}/history?cursor=abc")).IsProblem(400, "invalid_request", "cursor invalid_cursor");
    }

    [Fact]
    public async Task A_put_equal_to_what_is_stored_is_no_part_of_the_history()
    {
        var address = await CreateAssessmentAsync();
        await ita.PutAsync(address, Some.Assessment());

        Assert.Single(await VersionsAsync(address));
    }

    [Theory]
    [InlineData("update recorded_version set key_name = 'somebody else'")]
    [InlineData("delete from recorded_version")]
    [InlineData("truncate recorded_version")]
    public async Task What_is_recorded_stays(string sql)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        await using var connection = new NpgsqlConnection(ita.ConnectionString);
        await connection.OpenAsync(Cancelled);
        await using var command = new NpgsqlCommand(sql, connection);

        var refused = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync(Cancelled));

        Assert.Equal(PostgresErrorCodes.InsufficientPrivilege, refused.SqlState);
        Assert.Equal("administrator", Assert.Single(await VersionsAsync(address))["key"]!["name"]!.GetValue<string>());
    }

    private static JsonObject Renamed(string name)
    {
        var agency = Some.Agency();
        agency["nameTh"] = name;
        return agency;
    }

    private static StringContent Json(JsonNode body) => new(body.ToJsonString(), System.Text.Encoding.UTF8, "application/json");

    private static string Summary(JsonNode version) => $"{version["version"]} {version["action"]}";

    private static IEnumerable<string> Changes(JsonNode version) =>
        version["changes"]!.AsArray().Select(change => $"{change!["pointer"]}: {change["old"]} -> {change["new"]}");

    private async Task<string> CreateAssessmentAsync(decimal score = 90)
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}/assessments/2565";
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync(address, Some.Assessment(score))).Status);
        return address;
    }

    private async Task<IReadOnlyList<JsonNode>> VersionsAsync(string address, string query = "")
    {
        var answer = await ita.GetAsync($"{address}/history{query}");
        Assert.Equal(HttpStatusCode.OK, answer.Status);
        return [.. answer.Json["items"]!.AsArray().Select(version => version!)];
    }
}
