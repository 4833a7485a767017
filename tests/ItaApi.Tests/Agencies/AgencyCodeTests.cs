using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using ItaApi.Tests.Changes;
using ItaApi.Tests.History;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Agencies;

/// <summary>Codes of agencies: who may take which, and how one is changed.</summary>
public sealed class AgencyCodeTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_key_of_a_province_cannot_take_a_code_of_another_province()
    {
        var (code, own) = ($"40-{Some.AgencyCode()}", $"57-{Some.AgencyCode()}");
        using var client = await ClientAsync("57");

        (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{code}", Some.Agency())).IsProblem(403, "code_of_other_province");
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{own}", Some.Agency())).Status);
        // No province has these digits.
        var free = $"99-{Some.AgencyCode()}";
        Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{free}", Some.Agency())).Status);
        var imported = await Importing.ImportAsync(
            client, Encoding.UTF8.GetBytes(Importing.Items(Some.Agency().With("code", code))), Importing.Json, subject: "agencies");
        imported.IsImportRefused($"1 {code} /code code_of_other_province");

        // Who may write everywhere gives it, and then the province of the agency decides.
        Assert.Equal(HttpStatusCode.Created, (await ita.PutAsync($"/v1/agencies/{code}", Some.Agency())).Status);
        Assert.Equal(
            HttpStatusCode.OK,
            (await SendAsync(client, HttpMethod.Put, $"/v1/agencies/{code}", Some.Agency("ใหม่"), ifMatch: "*")).Status);
    }

    [Fact]
    public async Task Codes_that_differ_only_in_case_are_refused()
    {
        var code = await ita.CreateAgencyAsync();
        var similar = code.ToUpperInvariant();

        (await ita.PutAsync($"/v1/agencies/{similar}", Some.Agency())).IsProblem(409, "agency_code_similar");
        (await ita.ImportAsync(Importing.Items(Some.Agency().With("code", similar)), Importing.Json, subject: "agencies"))
            .IsImportRefused($"1 {similar} /code agency_code_similar");
        var other = Some.AgencyCode();
        var both = await ita.ImportAsync(
            Importing.Items(Some.Agency().With("code", other), Some.Agency().With("code", other.ToUpperInvariant())),
            Importing.Json,
            subject: "agencies");
        Assert.Equal(2, both.Json["counts"]!["rejected"]!.GetValue<int>());
    }

    [Theory]
    [InlineData("\u200B")]
    [InlineData("\uFEFF")]
    [InlineData("\u00AD")]
    [InlineData("\n")]
    public async Task A_name_with_a_character_that_cannot_be_seen_is_refused(string unseen)
    {
        var agency = Some.Agency($"เทศบาล{unseen}ตำบล").With("aliases", new JsonArray("ทต.", $"ทต{unseen}."));

        (await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", agency))
            .IsProblem(400, "invalid_request", "/nameTh invalid_text", "/aliases/1 invalid_text");
    }

    [Fact]
    public async Task Everything_goes_along_with_a_code_and_the_old_one_leads_on()
    {
        var (old, present) = (await ita.CreateAgencyAsync(), Some.AgencyCode());
        var measure = await ita.CreateMeasureAsync(old);
        await ita.PutAsync($"/v1/agencies/{old}/assessments/2565", Some.Assessment());
        await ita.PutAsync($"/v1/agencies/{old}/assessments/2565", Some.Assessment(70));
        var reader = await ChangeReader.FromNowAsync(ita);

        var changed = await ChangeAsync(old, present, ifMatch: "*");

        Assert.Equal((HttpStatusCode.OK, present), (changed.Status, changed.Json["code"]!.GetValue<string>()));
        Assert.Equal(
            [
                $"agencyDeleted {old} v2", $"agencyUpdated {present} v2", $"assessmentDeleted {old} 2565 v3",
                $"assessmentUpdated {present} 2565 v3", $"measureUpdated {present} 2566 v2",
            ],
            (await reader.TakeAsync(5)).Select(ChangeReader.Summary).Order());
        Assert.Equal(70m, (await ita.GetAsync($"/v1/agencies/{present}/assessments/2565/result")).Json["total"]!.GetValue<decimal>());
        Assert.Equal(present, (await ita.GetAsync($"/v1/measures/{measure}")).Json["agencyCode"]!.GetValue<string>());
        foreach (var (address, versions) in new[]
        {
            ($"/v1/agencies/{present}", 2), ($"/v1/agencies/{present}/assessments/2565", 3), ($"/v1/measures/{measure}", 2),
        })
        {
            var history = await ita.VersionsAsync(address);
            Assert.Equal(versions, history.Count);
            for (var version = 1; version <= versions; version++)
                Assert.NotNull((await ita.VersionsAsync(address, $"?version={version}"))[0]["state"]);
        }

        (await SendAsync(ita.Client, HttpMethod.Get, $"/v1/agencies/{old}/assessments/%2500/trace", body: null))
            .IsProblem(308, "agency_code_changed");
        foreach (var (method, path) in new[]
        {
            (HttpMethod.Get, $"/v1/agencies/{old}"), (HttpMethod.Put, $"/v1/agencies/{old}"),
            (HttpMethod.Delete, $"/v1/agencies/{old}/assessments/2565"), (HttpMethod.Post, $"/v1/agencies/{old}/measures"),
            (HttpMethod.Get, $"/v1/agencies/{old}/assessments/2565/result?threshold=90&x=%E0%B8%81"),
        })
        {
            var answer = await SendAsync(ita.Client, method, path, method == HttpMethod.Get ? null : Some.Agency());
            answer.IsProblem(308, "agency_code_changed");
            Assert.Equal(path.Replace(old, present, StringComparison.Ordinal), answer.Headers.Location!.OriginalString);
        }
    }

    [Fact]
    public async Task Reports_keep_their_ids_and_external_ids_their_measures_when_a_code_changes()
    {
        var (old, present) = (await ita.CreateAgencyAsync(), Some.AgencyCode());
        var body = Some.Measure().With("externalId", "m-1").With("progress", new JsonArray(new JsonObject { ["status"] = "inProgress" }));
        var before = (await ita.PostAsync($"/v1/agencies/{old}/measures", body)).Json;

        await ChangeAsync(old, present, ifMatch: "*");

        var address = $"/v1/measures/{before["id"]}";
        Assert.Equal(before["progress"]!.ToJsonString(), (await ita.GetAsync(address)).Json["progress"]!.ToJsonString());
        var same = await ita.PostAsync($"/v1/agencies/{present}/measures", body.Without("progress").With("position", 7));
        Assert.Equal((HttpStatusCode.OK, before["id"]!.ToJsonString()), (same.Status, same.Json["id"]!.ToJsonString()));
        var corrected = await SendAsync(
            ita.Client,
            HttpMethod.Put,
            $"{address}/progress/{before["progress"]![0]!["id"]}",
            new JsonObject { ["status"] = "completed" },
            ifMatch: "*");
        Assert.Equal("completed", corrected.Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Codes_can_be_changed_again_and_back_and_never_taken_from_others()
    {
        var (first, second, third) = (await ita.CreateAgencyAsync(), Some.AgencyCode(), Some.AgencyCode());
        await ChangeAsync(first, second, "*");
        await ChangeAsync(second, third, "*");
        Assert.Equal($"/v1/agencies/{third}", (await ita.GetAsync($"/v1/agencies/{first}")).Headers.Location!.OriginalString);

        var other = await ita.CreateAgencyAsync();
        (await ChangeAsync(other, first, "*")).IsProblem(409, "agency_code_taken");
        (await ChangeAsync(other, third, "*")).IsProblem(409, "agency_code_taken");
        (await ChangeAsync(other, third.ToUpperInvariant(), "*")).IsProblem(409, "agency_code_similar");
        (await ita.ImportAsync(Importing.Items(Some.Agency().With("code", first)), Importing.Json, subject: "agencies"))
            .IsImportRefused($"1 {first} /code agency_code_taken");

        Assert.Equal(HttpStatusCode.OK, (await ChangeAsync(third, first, "*")).Status);
        Assert.Equal(HttpStatusCode.OK, (await ita.GetAsync($"/v1/agencies/{first}")).Status);
        Assert.Equal($"/v1/agencies/{first}", (await ita.GetAsync($"/v1/agencies/{third}")).Headers.Location!.OriginalString);
    }

    [Fact]
    public async Task A_change_of_code_needs_the_version_and_a_code()
    {
        var code = await ita.CreateAgencyAsync();

        (await ChangeAsync(code, Some.AgencyCode(), ifMatch: null)).IsProblem(428, "precondition_required");
        (await ChangeAsync(code, Some.AgencyCode(), ifMatch: "\"7\"")).IsProblem(412, "precondition_failed");
        (await ChangeAsync(code, "แม่เงิน", "*")).IsProblem(400, "invalid_request", "/code invalid_format");
        (await ChangeAsync(Some.AgencyCode(), Some.AgencyCode(), "*")).IsProblem(404, "agency_not_found");
        Assert.Equal(1, (await ChangeAsync(code, code, "*")).Json["version"]!.GetValue<int>());
    }

    private Task<Answer> ChangeAsync(string code, string newCode, string? ifMatch) =>
        SendAsync(ita.Client, HttpMethod.Post, $"/v1/agencies/{code}/code", new JsonObject { ["code"] = newCode }, ifMatch);

    private async Task<HttpClient> ClientAsync(string province)
    {
        var client = ita.CreateBareClient();
        client.DefaultRequestHeaders.Add("X-Api-Key", (await ita.CreateKeyAsync(provinces: [province])).Key);
        return client;
    }

    private static async Task<Answer> SendAsync(HttpClient client, HttpMethod method, string path, JsonNode? body, string? ifMatch = null)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is not null)
            request.Content = new StringContent(body.ToJsonString(), Encoding.UTF8, "application/json");
        if (ifMatch is not null)
            request.Headers.TryAddWithoutValidation("If-Match", ifMatch);
        return await ItaApplication.SendAsync(client, request);
    }
}

internal static class RefusedImports
{
    /// <summary>Holds a refused import against the errors of its rows.</summary>
    public static void IsImportRefused(this Answer answer, params string[] errors)
    {
        Assert.Equal((422, "import_refused"), ((int)answer.Status, answer.Code));
        Assert.Equal(errors, answer.Errors());
    }
}
