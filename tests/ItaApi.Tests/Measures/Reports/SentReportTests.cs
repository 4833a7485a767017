using System.Net;
using System.Text.Json.Nodes;
using ItaApi.Tests.Support;

namespace ItaApi.Tests.Measures.Reports;

/// <summary>Reports that are sent with their measure.</summary>
public sealed class SentReportTests(ItaApplication ita) : IClassFixture<ItaApplication>
{
    [Fact]
    public async Task A_measure_is_created_with_its_reports_and_the_status_of_the_newest()
    {
        var agency = await ita.CreateAgencyAsync();

        var created = await ita.PostAsync(
            $"/v1/agencies/{agency}/measures", Measure(Report("อบรมครั้งที่ 1", "inProgress"), Report("อบรมครั้งที่ 2", "completed")));

        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        Assert.Equal(("completed", 1), (created.Json["status"]!.GetValue<string>(), created.Json["version"]!.GetValue<int>()));
        Assert.Equal(["อบรมครั้งที่ 1", "อบรมครั้งที่ 2"], Results(created.Json));
        Assert.Equal(2, created.Json["progress"]!.AsArray().Select(report => report!["id"]!.GetValue<Guid>()).Distinct().Count());
        Assert.Equal(created.Text, (await ita.GetAsync(created.Headers.Location!.OriginalString)).Text);
    }

    [Fact]
    public async Task A_change_that_repeats_what_was_read_adds_the_new_reports_alone()
    {
        var stored = (await CreateAsync(Report("อบรมครั้งที่ 1"))).AsObject();
        var address = $"/v1/measures/{stored["id"]}";

        var same = await ita.PutAsync(address, stored);
        Assert.Equal((HttpStatusCode.OK, 1), (same.Status, same.Json["version"]!.GetValue<int>()));

        stored["progress"]!.AsArray().Add(Report("อบรมครั้งที่ 2", "completed"));
        var changed = await ita.SendAsync(HttpMethod.Put, address, stored.ToJsonString());

        Assert.Equal(["อบรมครั้งที่ 1", "อบรมครั้งที่ 2"], Results(changed.Json));
        Assert.Equal(("completed", 2), (changed.Json["status"]!.GetValue<string>(), changed.Json["version"]!.GetValue<int>()));
        Assert.Equal(stored["progress"]![0]!["id"]!.ToJsonString(), changed.Json["progress"]![0]!["id"]!.ToJsonString());
    }

    [Fact]
    public async Task A_change_drops_no_report_that_it_does_not_name()
    {
        var stored = await CreateAsync(Report("อบรมครั้งที่ 1"), Report("อบรมครั้งที่ 2"));

        var changed = await ita.SendAsync(
            HttpMethod.Put, $"/v1/measures/{stored["id"]}", Measure(Report("อบรมครั้งที่ 3")).ToJsonString());

        Assert.Equal(["อบรมครั้งที่ 1", "อบรมครั้งที่ 2", "อบรมครั้งที่ 3"], Results(changed.Json));
    }

    [Fact]
    public async Task A_report_with_a_stored_id_and_other_content_is_refused_with_the_way_to_correct_it()
    {
        var stored = (await CreateAsync(Report("อบรมครั้งที่ 1"))).AsObject();
        stored["progress"]![0]!["results"] = new JsonArray("อบรมสองครั้ง");
        var address = $"/v1/measures/{stored["id"]}";

        var refused = await ita.SendAsync(HttpMethod.Put, address, stored.ToJsonString());

        refused.IsProblem(400, "invalid_request", "/progress/0 report_differs");
        Assert.Contains($"{address}/progress/", refused.Json["errors"]![0]!["message"]!.GetValue<string>(), StringComparison.Ordinal);
        Assert.Equal(["อบรมครั้งที่ 1"], Results((await ita.GetAsync(address)).Json));
    }

    [Fact]
    public async Task A_report_is_checked_where_it_is_in_the_measure()
    {
        var agency = await ita.CreateAgencyAsync();

        var refused = await ita.PostAsync(
            $"/v1/agencies/{agency}/measures",
            Measure(Report("อบรม"), new JsonObject { ["reportedBy"] = "สำนักปลัด" }, Report("อบรม").With("reportedOn", "2566-01-31")));

        refused.IsProblem(400, "invalid_request", "/progress/1/results nothing_reported", "/progress/2/reportedOn buddhist_era_date");
    }

    [Fact]
    public async Task What_has_ended_is_reopened_by_a_sent_report_with_a_reason_only()
    {
        var stored = await CreateAsync(Report("อบรมแล้ว", "completed"));
        var address = $"/v1/measures/{stored["id"]}";
        var reopening = Report("พบว่ายังไม่ครบ", "inProgress");

        var refused = await ita.SendAsync(HttpMethod.Put, address, Measure(reopening).ToJsonString());
        refused.IsProblem(409, "status_change_not_allowed", "/progress reopening_needs_reason");

        var explained = reopening.DeepClone().AsObject().With("reason", "ตรวจสอบแล้วยังไม่ครบทุกคน");
        var reopened = await ita.SendAsync(HttpMethod.Put, address, Measure(explained).ToJsonString());
        Assert.Equal("inProgress", reopened.Json["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task The_published_plan_with_its_reports_is_read_and_sent_elsewhere_without_a_loss()
    {
        var agency = await ita.CreateAgencyAsync();
        var plan = Some.Example("measures/80-thung-pho-2566.json")["items"]!.AsArray();
        var reports = Some.Example("measures/80-thung-pho-2566-progress.json")["items"]!.AsArray();
        List<string> sent = [];
        for (var i = 0; i < plan.Count; i++)
        {
            var measure = plan[i]!.DeepClone().AsObject().Without("agencyCode").With("progress", new JsonArray(reports[i]!.DeepClone()));
            var created = (await ita.PostAsync($"/v1/agencies/{agency}/measures", measure)).Json.AsObject();
            sent.Add(Content(created));
        }

        var elsewhere = await ita.CreateAgencyAsync();
        foreach (var read in (await ita.GetAsync($"/v1/agencies/{agency}/measures")).Json["items"]!.AsArray())
            await ita.PostAsync($"/v1/agencies/{elsewhere}/measures", read!.DeepClone().AsObject().Without("agencyCode"));

        var arrived = (await ita.GetAsync($"/v1/agencies/{elsewhere}/measures")).Json["items"]!.AsArray();
        Assert.Equal(sent.Order(StringComparer.Ordinal), arrived.Select(read => Content(read!.AsObject())).Order(StringComparer.Ordinal));
        Assert.All(arrived, read => Assert.Single(read!["progress"]!.AsArray()));
    }

    [Fact]
    public async Task The_same_change_sent_by_many_at_once_adds_its_report_once()
    {
        var stored = await CreateAsync(Report("อบรมครั้งที่ 1"));
        var body = Measure(Report("อบรมครั้งที่ 2")).ToJsonString();

        await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => ita.SendAsync(HttpMethod.Put, $"/v1/measures/{stored["id"]}", body)));

        Assert.Equal(["อบรมครั้งที่ 1", "อบรมครั้งที่ 2"], Results((await ita.GetAsync($"/v1/measures/{stored["id"]}")).Json));
    }

    private static JsonObject Measure(params JsonNode[] reports) => Some.Measure().With("progress", new JsonArray(reports));

    private static JsonObject Report(string result, string? status = null)
    {
        var report = new JsonObject { ["results"] = new JsonArray(result) };
        return status is null ? report : report.With("status", status);
    }

    private static string Content(JsonObject measure)
    {
        var copy = measure.DeepClone().AsObject();
        foreach (var computed in new[] { "id", "agencyCode", "createdAt", "updatedAt", "version" })
            copy.Remove(computed);
        foreach (var report in copy["progress"]!.AsArray())
            report!.AsObject().Without("id").Without("recordedAt");
        return copy.ToJsonString();
    }

    private static IEnumerable<string> Results(JsonNode measure) =>
        measure["progress"]!.AsArray().Select(report => report!["results"]![0]!.GetValue<string>());

    private async Task<JsonNode> CreateAsync(params JsonNode[] reports)
    {
        var created = await ita.PostAsync($"/v1/agencies/{await ita.CreateAgencyAsync()}/measures", Measure(reports));
        Assert.True(created.Status == HttpStatusCode.Created, created.Text);
        return created.Json;
    }
}
