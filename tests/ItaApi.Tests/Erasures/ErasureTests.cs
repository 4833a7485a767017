using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Changes;
using ItaApi.Tests.History;
using ItaApi.Tests.Imports;
using ItaApi.Tests.Support;
using static ItaApi.Tests.History.HistoryReader;

namespace ItaApi.Tests.Erasures;

/// <summary>What is personal can be erased, wherever it is stored.</summary>
public sealed class ErasureTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    private const string Erased = "[ลบแล้ว]";

    [Fact]
    public async Task A_text_sent_to_every_operation_is_in_no_table_after_its_erasure()
    {
        var marker = new Marker(ita);
        await marker.SendAsync();
        string[] holding =
        [
            "agency", "agency_key", "api_key", "assessment", "framework", "idempotent_request", "import", "import_outcome",
            "measure", "recorded_version",
        ];
        Assert.Equal(holding, await marker.TablesAsync());
        var framework = await ita.GetAsync("/v1/frameworks/2569");
        Assert.Contains(marker.Text, framework.Text, StringComparison.Ordinal);

        var trial = await EraseAsync(marker.Text, "?dryRun=true");
        Assert.Equal(holding, await marker.TablesAsync());
        var erasure = await EraseAsync(marker.Text);

        Assert.Empty(await marker.TablesAsync());
        Assert.Null(trial.Json["erasureId"]);
        Assert.Equal(trial.Json["counts"]!.ToJsonString(), erasure.Json["counts"]!.ToJsonString());
        Assert.Equal((true, false), (trial.Json["dryRun"]!.GetValue<bool>(), erasure.Json["dryRun"]!.GetValue<bool>()));
        // Two agencies, four years (each with the name of its agency), a measure, a revision, a key.
        Assert.Equal("2 4 1 0 1 1", Counts(erasure, "agencies", "assessments", "measures", "documents", "frameworks", "keys"));
        Assert.All(["versions", "imports", "answers"], kind => Assert.NotEqual("0", Counts(erasure, kind)));
        var again = await EraseAsync(marker.Text, "?dryRun=true");
        Assert.All(again.Json["counts"]!.AsObject(), count => Assert.Equal(0, count.Value!.GetValue<int>()));

        await EverythingIsReadableAsync(marker);
    }

    [Fact]
    public async Task A_repeated_request_is_answered_with_the_text_replaced()
    {
        var marker = new Marker(ita);
        await ita.PutAsync($"/v1/agencies/{marker.Agency}", Some.Agency());
        var first = await marker.PostAsync("createAssessment", "/v1/assessments", marker.NewAssessment, HttpStatusCode.Created);

        await EraseAsync(marker.Text);
        var again = await marker.PostAsync("createAssessment", "/v1/assessments", marker.NewAssessment, HttpStatusCode.Created);

        Assert.Equal("true", Assert.Single(again.Headers.GetValues("Idempotency-Replayed")));
        Assert.True(JsonNode.DeepEquals(
            JsonNode.Parse(first.Text.Replace(marker.Text, Erased, StringComparison.Ordinal)), again.Json));
    }

    [Fact]
    public async Task Every_resource_that_held_the_text_gets_a_version_and_a_change()
    {
        var text = $"สมหญิง{Guid.NewGuid():N}";
        var (agency, deleted, old) = (Some.AgencyCode(), Some.AgencyCode(), Some.AgencyCode());
        foreach (var code in new[] { agency, deleted, old })
            await ita.PutAsync($"/v1/agencies/{code}", Some.Agency($"เทศบาล {text}"));
        await ita.PutAsync($"/v1/agencies/{old}", Some.Agency());
        await ita.DeleteAsync($"/v1/agencies/{deleted}");
        var other = await ita.CreateAgencyAsync();
        var reader = await ChangeReader.FromNowAsync(ita);

        await EraseAsync(text);

        Assert.Equal(
            new[] { $"agencyRedacted {agency} v2", $"agencyRedacted {deleted} v3", $"agencyRedacted {old} v3" }.Order(),
            (await reader.TakeAsync(3)).Select(ChangeReader.Summary).Order());
        foreach (var (code, summaries) in new[]
        {
            (agency, new[] { "2 redacted", "1 created" }),
            (deleted, ["3 redacted", "2 deleted", "1 created"]),
            (old, ["3 redacted", "2 updated", "1 created"]),
        })
        {
            var versions = await ita.VersionsAsync($"/v1/agencies/{code}");
            Assert.Equal(summaries, versions.Select(Summary));
            Assert.Empty(ChangesOf(versions[0]));
            Assert.Contains($"/nameTh:  -> เทศบาล {Erased}", ChangesOf(versions[^1]));
        }

        Assert.Equal($"เทศบาล {Erased}", (await ita.GetAsync($"/v1/agencies/{agency}")).Json["nameTh"]!.GetValue<string>());
    }

    [Fact]
    public async Task What_was_deleted_and_erased_can_be_made_again_and_imported()
    {
        var text = $"สมหญิง{Guid.NewGuid():N}";
        var agency = await ita.CreateAgencyAsync();
        var assessment = $"/v1/agencies/{agency}/assessments/2565";
        await ita.PutAsync(assessment, Some.Assessment().With("notes", Note(text)));
        await ita.DeleteAsync(assessment);
        await EraseAsync(text);

        Assert.Equal("1 0 0 0", (await ita.ImportAsync(Importing.Sheet($"{agency},2565,{Importing.Ten(90)}"))).Counts());

        var versions = await ita.VersionsAsync(assessment);
        Assert.Equal(["4 created", "3 redacted", "2 deleted", "1 created"], versions.Select(Summary));
        Assert.All(Enumerable.Range(1, 4), version => Assert.Equal(
            HttpStatusCode.OK, ita.GetAsync($"{assessment}/history?version={version}").GetAwaiter().GetResult().Status));
    }

    [Fact]
    public async Task Text_is_taken_literally_and_codes_dates_and_numbers_stay()
    {
        // Characters that patterns and JSON escape; and what is a code elsewhere in the same document.
        var text = $"50%_\\\"<ก>\"+{Guid.NewGuid():N}";
        var address = await ita.CreateAssessmentAsync();
        var body = Some.Assessment().With("notes", Note(text)).With(
            "source", new JsonObject { ["title"] = "comment 2022-10-01", ["issuedOn"] = "2022-10-01" });
        await ita.PutAsync(address, body);

        Assert.Equal("1", Counts(await EraseAsync(text), "assessments"));
        var agencyCode = address.Split('/')[3];
        Assert.Equal("1", Counts(await EraseAsync("2022-10-01", agency: agencyCode), "assessments"));
        Assert.Equal("1", Counts(await EraseAsync("comment", agency: agencyCode), "assessments"));

        var stored = (await ita.GetAsync(address)).Json;
        Assert.Equal(
            ("comment", $"โปรดติดต่อ {Erased}", "2022-10-01", $"{Erased} {Erased}"),
            (stored["notes"]![0]!["kind"]!.GetValue<string>(), stored["notes"]![0]!["textTh"]!.GetValue<string>(),
                stored["source"]!["issuedOn"]!.GetValue<string>(), stored["source"]!["title"]!.GetValue<string>()));
    }

    [Fact]
    public async Task An_erasure_can_be_limited_to_an_agency_and_write_another_text()
    {
        var text = $"สมหญิง{Guid.NewGuid():N}";
        var (one, other) = (Some.AgencyCode(), Some.AgencyCode());
        foreach (var code in new[] { one, other })
        {
            await ita.PutAsync($"/v1/agencies/{code}", Some.Agency($"เทศบาล {text}"));
            await ita.PutAsync($"/v1/agencies/{code}/assessments/2565", Some.Assessment().With("notes", Note(text)));
        }

        var erasure = await EraseAsync(text, agency: one, replaceWith: "นางสาว ก.");

        Assert.Equal("1 1", Counts(erasure, "agencies", "assessments"));
        Assert.Equal("เทศบาล นางสาว ก.", (await ita.GetAsync($"/v1/agencies/{one}")).Json["nameTh"]!.GetValue<string>());
        Assert.Contains(text, (await ita.GetAsync($"/v1/agencies/{other}")).Text, StringComparison.Ordinal);
        Assert.Contains(text, (await ita.GetAsync($"/v1/agencies/{other}/assessments/2565")).Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Erasures_are_listed_with_their_reason_and_never_with_what_was_found()
    {
        var text = $"สมหญิง{Guid.NewGuid():N}";
        await ita.PutAsync($"/v1/agencies/{Some.AgencyCode()}", Some.Agency($"เทศบาล {text}"));

        var id = (await EraseAsync(text)).Json["erasureId"]!.GetValue<string>();

        var listed = await ita.GetAsync("/v1/erasures?limit=200");
        Assert.DoesNotContain(text, listed.Text, StringComparison.Ordinal);
        var erasure = Assert.Single(listed.Json["items"]!.AsArray(), item => item!["erasureId"]!.GetValue<string>() == id)!;
        Assert.Equal(
            ("ขอให้ลบตามคำขอของเจ้าของข้อมูล", Erased, "administrator", 1),
            (erasure["reason"]!.GetValue<string>(), erasure["replaceWith"]!.GetValue<string>(),
                erasure["key"]!["name"]!.GetValue<string>(), erasure["counts"]!["agencies"]!.GetValue<int>()));
    }

    [Theory]
    [InlineData("""{ "find": "สมชาย", "reason": "คำขอของสมชาย" }""", "/reason reason_repeats_find")]
    [InlineData("""{ "find": "somchai", "reason": "asked by Somchai" }""", "/reason reason_repeats_find")]
    [InlineData("""{ "find": "สมชาย", "replaceWith": "นายสมชาย", "reason": "คำขอ" }""", "/replaceWith replacement_repeats_find")]
    [InlineData("""{ "find": "สม", "reason": "คำขอ" }""", "/find too_short")]
    [InlineData("""{ "find": "   ", "reason": "คำขอ" }""", "/find blank_text")]
    [InlineData("""{ "reason": "คำขอ" }""", "/find required")]
    [InlineData("""{ "find": "สมชาย" }""", "/reason required")]
    [InlineData("""{ "find": "สมชาย", "reason": "คำขอ", "agencyCode": "แม่เงิน" }""", "/agencyCode invalid_format")]
    public async Task What_cannot_be_meant_is_refused(string body, string fault) =>
        (await ita.PostAsync("/v1/erasures", JsonNode.Parse(body)!)).IsProblem(400, "invalid_request", fault);

    private static JsonArray Note(string text) =>
        [new JsonObject { ["kind"] = "comment", ["textTh"] = $"โปรดติดต่อ {text}" }];

    private static string Counts(Answer erasure, params string[] kinds) =>
        string.Join(' ', kinds.Select(kind => erasure.Json["counts"]![kind]!.ToJsonString()));

    private async Task EverythingIsReadableAsync(Marker marker)
    {
        var agency = $"/v1/agencies/{marker.Agency}";
        foreach (var address in new[]
        {
            agency, $"{agency}/history", $"/v1/agencies/{marker.DeletedAgency}/history?version=1", $"{agency}/assessments/2565",
            $"{agency}/assessments/2565/history", $"{agency}/assessments/2565/result", $"{agency}/assessments/2566/history?version=1",
            $"/v1/measures/{marker.Measure}", $"/v1/measures/{marker.Measure}/history", "/v1/imports?limit=200", "/v1/api-keys?limit=200",
        })
        {
            var answer = await ita.GetAsync(address);
            Assert.Equal((HttpStatusCode.OK, false), (answer.Status, answer.Text.Contains(marker.Text, StringComparison.Ordinal)));
        }

        // An instance looks for new texts of frameworks every few seconds.
        await Importing.UntilAsync(async () =>
            !(await ita.GetAsync("/v1/frameworks/2569")).Text.Contains(marker.Text, StringComparison.Ordinal));
    }

    private async Task<Answer> EraseAsync(string find, string query = "", string? agency = null, string? replaceWith = null)
    {
        var body = new JsonObject { ["find"] = find, ["reason"] = "ขอให้ลบตามคำขอของเจ้าของข้อมูล" };
        if (agency is not null)
            body["agencyCode"] = agency;
        if (replaceWith is not null)
            body["replaceWith"] = replaceWith;
        var answer = await ita.PostAsync($"/v1/erasures{query}", body);
        Assert.True(answer.Status == HttpStatusCode.OK, answer.Text);
        return answer;
    }
}
