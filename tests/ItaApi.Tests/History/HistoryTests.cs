using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Dashboards.Figures;
using ItaApi.Tests.Support;
using Npgsql;
using static ItaApi.Tests.History.HistoryReader;

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
        await ita.PutAsync(address, Some.Agency("เทศบาลตำบลใหม่"));
        await ita.DeleteAsync(address);
        var made = await ita.PutAsync(address, Some.Agency());

        var versions = await ita.VersionsAsync(address);

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

        Assert.Equal(["2 deleted", "1 created"], (await ita.VersionsAsync(address)).Select(Summary));
        (await ita.GetAsync(address)).IsProblem(404, "agency_not_found");
    }

    [Fact]
    public async Task A_change_is_told_value_by_value()
    {
        var code = await ita.CreateAgencyAsync(
            agency => (agency["nameEn"], agency["aliases"]) = ("Old", new JsonArray("ทต.", "เทศบาล")));
        var address = $"/v1/agencies/{code}";
        await ita.PutAsync(address, Some.Agency().With("districtTh", "เชียงแสน").With("aliases", new JsonArray("ทต.ใหม่", "เทศบาล", "ต.")));

        var version = (await ita.VersionsAsync(address))[0];

        Assert.Equal(
            ["/aliases/0: ทต. -> ทต.ใหม่", "/aliases/2:  -> ต.", "/districtTh:  -> เชียงแสน", "/nameEn: Old -> "],
            ChangesOf(version).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_creation_tells_what_it_began_with_and_a_deletion_what_went_with_it()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync(agency => agency["nameEn"] = "Town")}";
        await ita.DeleteAsync(address);

        var versions = await ita.VersionsAsync(address);

        Assert.Contains("/nameEn: Town -> ", ChangesOf(versions[0]));
        Assert.Contains("/nameEn:  -> Town", ChangesOf(versions[1]));
        Assert.DoesNotContain(
            versions.SelectMany(ChangesOf),
            change => change.StartsWith("/version", StringComparison.Ordinal) || change.StartsWith("/updatedAt", StringComparison.Ordinal));
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
        using var request = new HttpRequestMessage(HttpMethod.Put, $"/v1/agencies/{code}")
        {
            Content = new StringContent(Some.Agency("เทศบาลตำบลใหม่").ToJsonString(), Encoding.UTF8, "application/json"),
        };
        request.Headers.TryAddWithoutValidation("If-Match", "\"1\"");
        Assert.Equal(HttpStatusCode.OK, (await ItaApplication.SendAsync(client, request)).Status);

        var versions = await ita.VersionsAsync($"/v1/agencies/{code}");

        Assert.Equal(
            (key["id"]!.GetValue<string>(), "จังหวัดเชียงราย"),
            (versions[0]["key"]!["id"]!.GetValue<string>(), versions[0]["key"]!["name"]!.GetValue<string>()));
        Assert.Equal("administrator", versions[1]["key"]!["name"]!.GetValue<string>());
        Assert.Null(versions[1]["key"]!["id"]);
    }

    [Fact]
    public async Task An_assessment_is_told_score_by_score_to_its_digits()
    {
        var address = await ita.CreateAssessmentAsync();
        var changed = Some.Assessment();
        changed["indicators"]![2]!["score"] = JsonNode.Parse("90.00");
        changed["indicators"]![6]!["score"] = 63.9m;
        changed["strengthThreshold"] = 80;
        await ita.PutAsync(address, changed);

        var versions = await ita.VersionsAsync(address);

        Assert.Equal(["2 updated", "1 created"], versions.Select(Summary));
        Assert.Equal(
            ["/indicators/2/score: 90 -> 90.00", "/indicators/6/score: 90 -> 63.9", "/strengthThreshold:  -> 80"],
            ChangesOf(versions[0]).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task The_versions_of_an_assessment_go_on_through_its_deletion()
    {
        var address = await ita.CreateAssessmentAsync();
        await ita.DeleteAsync(address);
        await ita.PutAsync(address, Some.Assessment(70));

        Assert.Equal(["3 created", "2 deleted", "1 created"], (await ita.VersionsAsync(address)).Select(Summary));
    }

    [Fact]
    public async Task Pages_of_a_history_go_on_below_the_last_version()
    {
        var address = $"/v1/agencies/{await ita.CreateAgencyAsync()}";
        for (var i = 2; i <= 5; i++)
            await ita.PutAsync(address, Some.Agency($"เทศบาล {i}"));

        var pages = await ita.WalkAsync($"{address}/history?limit=2&count=true");

        Assert.Equal([2, 2, 1], pages.Select(page => page["items"]!.AsArray().Count));
        Assert.Equal(
            [5, 4, 3, 2, 1], pages.SelectMany(page => page["items"]!.AsArray()).Select(version => version!["version"]!.GetValue<int>()));
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
        var address = await ita.CreateAssessmentAsync();
        await ita.PutAsync(address, Some.Assessment());

        Assert.Single(await ita.VersionsAsync(address));
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
        Assert.Equal("administrator", Assert.Single(await ita.VersionsAsync(address))["key"]!["name"]!.GetValue<string>());
    }
}
